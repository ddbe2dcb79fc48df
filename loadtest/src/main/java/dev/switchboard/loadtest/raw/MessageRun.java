package dev.switchboard.loadtest.raw;

import dev.switchboard.loadtest.measure.Latencies;
import dev.switchboard.protocol.v1.AuthorKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** Messages between the two ends of many chats: as many as the server takes, or at a rate. */
public final class MessageRun {

    private static final Duration SETTLE_TIMEOUT = Duration.ofSeconds(30);
    private static final long SLEEP_NANOS = 50_000;
    private static final long TURN_MS = 5;
    private static final double NANOS_PER_SECOND = 1e9;

    /**
     * What is to be done.
     *
     * @param perSecond messages a second, at random moments whatever the server does; 0 for as many as it takes
     * @param inFlight unanswered messages of each client, when as many are sent as the server takes
     */
    public record Plan(
            int chars, double perSecond, int inFlight, Duration warmUp, Duration window, int windows, long seed) {}

    /** Processor time that was used so far. */
    public record Use(Duration server, Duration redis, Duration own) {

        Use since(Use earlier) {
            return new Use(server.minus(earlier.server), redis.minus(earlier.redis), own.minus(earlier.own));
        }
    }

    /**
     * One of the equally long parts of the measurement.
     *
     * @param ack planned → the sender knows that it is stored
     * @param delivery planned → the other side has it
     * @param lateness planned → handed to the socket
     */
    public record Window(
            Duration length,
            long acknowledged,
            Use use,
            Latencies.Summary ack,
            Latencies.Summary delivery,
            Latencies.Summary lateness) {}

    private final RawLoop loop;
    private final Plan plan;
    private final Supplier<Use> use;
    private final Random random;
    private final List<Party> parties = new ArrayList<>();
    private final Watch watch = new Watch();
    private Latencies ack = new Latencies();
    private Latencies delivery = new Latencies();
    private Latencies lateness = new Latencies();
    private long acknowledged;
    private boolean sending = true;
    private long nextNanos;

    public MessageRun(RawLoop loop, List<PairDesk.Pair> pairs, Plan plan, Supplier<Use> use) {
        this.loop = loop;
        this.plan = plan;
        this.use = use;
        random = new Random(plan.seed());
        String text = "m".repeat(plan.chars());
        for (PairDesk.Pair pair : pairs) {
            SendFrame frame = new SendFrame(pair.chat(), text);
            Party customer = new Party(pair.customer(), frame, AuthorKind.AUTHOR_KIND_AGENT_VALUE, watch);
            Party agent = new Party(pair.agent(), frame, AuthorKind.AUTHOR_KIND_CUSTOMER_VALUE, watch);
            customer.talksWith(agent);
            agent.talksWith(customer);
            parties.add(customer);
            parties.add(agent);
        }
    }

    /** Sends and measures, and returns when everything that was sent has been acknowledged and delivered. */
    public List<Window> run() {
        nextNanos = System.nanoTime();
        if (plan.perSecond() == 0) {
            for (Party party : parties) {
                for (int i = 0; i < plan.inFlight(); i++) {
                    party.send(System.nanoTime());
                }
            }
        }
        drive(plan.warmUp());
        List<Window> windows = new ArrayList<>();
        for (int i = 0; i < plan.windows(); i++) {
            windows.add(window());
        }
        sending = false;
        loop.await("the last messages", SETTLE_TIMEOUT, () -> parties.stream().allMatch(Party::settled));
        return windows;
    }

    private Window window() {
        ack = new Latencies();
        delivery = new Latencies();
        lateness = new Latencies();
        long before = acknowledged;
        Use useBefore = use.get();
        long began = System.nanoTime();
        drive(plan.window());
        Duration length = Duration.ofNanos(System.nanoTime() - began);
        return new Window(
                length,
                acknowledged - before,
                use.get().since(useBefore),
                ack.summary(),
                delivery.summary(),
                lateness.summary());
    }

    private void drive(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            if (Thread.currentThread().isInterrupted()) {
                throw new RawException("interrupted");
            }
            if (plan.perSecond() == 0) {
                loop.turn(TURN_MS);
            } else {
                long now = sendDue();
                loop.shortTurn(Math.min(SLEEP_NANOS, nextNanos - now));
            }
        }
    }

    /** Sends what was planned up to now, by clients drawn at random. */
    private long sendDue() {
        long now = System.nanoTime();
        while (nextNanos <= now) {
            parties.get(random.nextInt(parties.size())).send(nextNanos);
            lateness.record(now - nextNanos);
            nextNanos += Math.round(-Math.log(1 - random.nextDouble()) * NANOS_PER_SECOND / plan.perSecond());
        }
        return now;
    }

    /** Messages sent in all. */
    public long sent() {
        return parties.stream().mapToLong(Party::sent).sum();
    }

    private final class Watch implements Party.Watch {
        @Override
        public void acknowledged(Party by, long tookNanos) {
            acknowledged++;
            ack.record(tookNanos);
            if (sending && plan.perSecond() == 0) {
                by.send(System.nanoTime());
            }
        }

        @Override
        public void delivered(long tookNanos) {
            delivery.record(tookNanos);
        }
    }
}
