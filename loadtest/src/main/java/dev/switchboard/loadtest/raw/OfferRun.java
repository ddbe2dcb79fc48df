package dev.switchboard.loadtest.raw;

import dev.switchboard.loadtest.measure.Latencies;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

/** Chats that begin at random moments while agents have room, and how long it takes until somebody is offered each. */
public final class OfferRun {

    private static final Duration SETTLE_TIMEOUT = Duration.ofSeconds(30);
    private static final long SLEEP_NANOS = 50_000;
    private static final double NANOS_PER_SECOND = 1e9;

    /**
     * What is to be done.
     *
     * @param perSecond chats a second, at random moments whatever the server does
     * @param hold from the accepted offer to the agent's end of the chat
     */
    public record Plan(double perSecond, Duration hold, Duration warmUp, Duration window, int windows, long seed) {}

    /**
     * A part of the measurement, or all of it.
     *
     * @param offer planned start → an agent has the offer
     * @param agent offer accepted → the customer sees the agent
     * @param lateness planned start → handed to the socket
     */
    public record Window(
            Duration length,
            MessageRun.Use use,
            Latencies.Summary offer,
            Latencies.Summary agent,
            Latencies.Summary lateness) {}

    private final RawLoop loop;
    private final Plan plan;
    private final Supplier<MessageRun.Use> use;
    private final Random random;
    private final Deque<Caller> free = new ArrayDeque<>();
    private final Map<String, Caller> callers = new HashMap<>();
    /** All chats last equally long, so the first to begin is the first to end. */
    private final Deque<Ending> endings = new ArrayDeque<>();

    private List<Times> recording = List.of();
    private long nextNanos;

    private record Ending(long atNanos, Runnable end) {}

    private static final class Times {
        final Latencies offer = new Latencies();
        final Latencies agent = new Latencies();
        final Latencies lateness = new Latencies();
    }

    /** @param queue from which chats are offered to the agents, who are available */
    public OfferRun(
            RawLoop loop,
            List<RawClient> customers,
            List<RawClient> agents,
            String queue,
            Plan plan,
            Supplier<MessageRun.Use> use) {
        this.loop = loop;
        this.plan = plan;
        this.use = use;
        random = new Random(plan.seed());
        Watch watch = new Watch();
        for (RawClient customer : customers) {
            Caller caller = new Caller(customer, queue, watch);
            callers.put(caller.subject(), caller);
            free.add(caller);
        }
        agents.forEach(agent -> new Clerk(agent, watch));
    }

    /** Starts chats and measures; the last of the list is about all windows. */
    public List<Window> run() {
        nextNanos = System.nanoTime();
        drive(plan.warmUp());
        Times all = new Times();
        List<Window> windows = new ArrayList<>();
        MessageRun.Use useBefore = use.get();
        long began = System.nanoTime();
        for (int i = 0; i < plan.windows(); i++) {
            windows.add(window(all));
        }
        windows.add(summary(all, began, useBefore));
        loop.await("the end of the last chats", SETTLE_TIMEOUT.plus(plan.hold()), () -> {
            endDue(System.nanoTime());
            return free.size() == callers.size();
        });
        return windows;
    }

    private Window window(Times all) {
        Times times = new Times();
        recording = List.of(times, all);
        MessageRun.Use useBefore = use.get();
        long began = System.nanoTime();
        drive(plan.window());
        recording = List.of();
        return summary(times, began, useBefore);
    }

    private Window summary(Times times, long began, MessageRun.Use useBefore) {
        return new Window(
                Duration.ofNanos(System.nanoTime() - began),
                use.get().since(useBefore),
                times.offer.summary(),
                times.agent.summary(),
                times.lateness.summary());
    }

    private void drive(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            if (Thread.currentThread().isInterrupted()) {
                throw new RawException("interrupted");
            }
            long now = System.nanoTime();
            startDue(now);
            endDue(now);
            loop.shortTurn(Math.min(SLEEP_NANOS, nextNanos - now));
        }
    }

    private void startDue(long now) {
        while (nextNanos <= now) {
            Caller caller = free.poll();
            if (caller == null) {
                throw new RawException("every customer has a chat: the server is " + callers.size() + " chats behind");
            }
            caller.start(nextNanos);
            for (Times times : recording) {
                times.lateness.record(now - nextNanos);
            }
            nextNanos += Math.round(-Math.log(1 - random.nextDouble()) * NANOS_PER_SECOND / plan.perSecond());
        }
    }

    private void endDue(long now) {
        for (Ending next = endings.peek(); next != null && next.atNanos() <= now; next = endings.peek()) {
            endings.remove();
            next.end().run();
        }
    }

    private final class Watch implements Caller.Watch, Clerk.Watch {
        @Override
        public void offered(String customer) {
            Caller caller = callers.get(customer);
            if (caller == null) {
                throw new RawException("an offer of a chat that this run did not start");
            }
            long took = System.nanoTime() - caller.offered();
            for (Times times : recording) {
                times.offer.record(took);
            }
        }

        @Override
        public void accepted(Runnable end) {
            endings.add(new Ending(System.nanoTime() + plan.hold().toNanos(), end));
        }

        @Override
        public void agentSeen(long tookNanos) {
            for (Times times : recording) {
                times.agent.record(tookNanos);
            }
        }

        @Override
        public void ended(Caller caller) {
            free.add(caller);
        }
    }
}
