package dev.switchboard.loadtest.process;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;

/**
 * Kills the server, its Redis, or both, again and again, and starts again what does not start by itself. Runs on a thread
 * of its own; {@link Effect} is called on it.
 */
public final class Chaos implements Runnable {

    /** What is killed. */
    public enum Victim {
        SERVER,
        REDIS,
        BOTH;

        boolean includesServer() {
            return this != REDIS;
        }

        boolean includesRedis() {
            return this != SERVER;
        }
    }

    /** What the rest of the run sees of it. */
    public interface Effect {

        /** Something has been killed or is not yet back. */
        void disturbed();

        /** Whether all agents are back at work. */
        boolean recovered();
    }

    /**
     * One kill.
     *
     * @param victims process ids that were killed, by name
     * @param readyAfter kill → the server calls itself ready; empty if it never did
     * @param recoveredAfter kill → all agents are back; empty if they never were
     */
    public record Round(
            int number,
            Duration sinceStart,
            List<String> victims,
            Optional<Duration> readyAfter,
            Optional<Duration> recoveredAfter) {}

    /**
     * The plan.
     *
     * @param every from the start, or the last recovery, to the next kill
     */
    public record Options(Victim victim, Duration every, int rounds) {}

    private static final Duration READY_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration SETTLE = Duration.ofSeconds(4);
    private static final Duration POLL = Duration.ofMillis(50);

    private final ServerProcess server;
    private final Options options;
    private final Effect effect;
    private final List<Round> rounds = new CopyOnWriteArrayList<>();

    public Chaos(ServerProcess server, Options options, Effect effect) {
        this.server = server;
        this.options = options;
        this.effect = effect;
    }

    /** Rounds that are over. */
    public List<Round> rounds() {
        return List.copyOf(rounds);
    }

    /** Whether all rounds took place and the server came back after each. */
    public boolean complete() {
        return rounds.size() == options.rounds
                && rounds.stream().allMatch(round -> round.recoveredAfter().isPresent());
    }

    @Override
    public void run() {
        long start = System.nanoTime();
        try {
            for (int number = 1; number <= options.rounds; number++) {
                Thread.sleep(options.every.toMillis());
                rounds.add(round(number, start));
            }
        } catch (InterruptedException e) {
            // The run is ending; the rounds so far are reported.
            Thread.currentThread().interrupt();
        }
    }

    private Round round(int number, long startNanos) throws InterruptedException {
        long killed = System.nanoTime();
        List<String> victims = new ArrayList<>();
        Optional<ProcessHandle> redis = server.redis();
        effect.disturbed();
        if (options.victim.includesServer()) {
            server.kill();
            victims.add("server");
        }
        if (options.victim.includesRedis()) {
            redis.ifPresent(process -> {
                if (process.destroyForcibly()) {
                    victims.add("redis " + process.pid());
                }
            });
        }
        if (options.victim.includesServer()) {
            server.start();
        }
        Optional<Duration> ready = awaitCondition(killed, () -> ready(redis));
        Optional<Duration> recovered = ready.isPresent() ? awaitCondition(killed, effect::recovered) : Optional.empty();
        letItSettle();
        return new Round(number, Duration.ofNanos(killed - startNanos), List.copyOf(victims), ready, recovered);
    }

    /** After a kill of Redis the old readiness lasts for a moment: only another process makes it a new one. */
    private boolean ready(Optional<ProcessHandle> before) {
        boolean renewed = !options.victim.includesRedis()
                || server.redis()
                        .filter(now ->
                                before.isEmpty() || now.pid() != before.get().pid())
                        .isPresent();
        return renewed && server.ready();
    }

    /** For some seconds the server may still count with the sessions that the killed one had. */
    private void letItSettle() throws InterruptedException {
        long end = System.nanoTime() + SETTLE.toNanos();
        while (System.nanoTime() < end) {
            effect.disturbed();
            Thread.sleep(POLL.toMillis());
        }
    }

    private Optional<Duration> awaitCondition(long sinceNanos, BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + READY_TIMEOUT.toNanos();
        while (System.nanoTime() < deadline) {
            effect.disturbed();
            if (condition.getAsBoolean()) {
                return Optional.of(Duration.ofNanos(System.nanoTime() - sinceNanos));
            }
            Thread.sleep(POLL.toMillis());
        }
        return Optional.empty();
    }

    /** A round as a row of a table. */
    public static String row(Round round) {
        return String.format(
                Locale.ROOT,
                "%5d  %8.1f s  %-20s  %10s  %10s",
                round.number,
                round.sinceStart.toMillis() / 1e3,
                String.join(", ", round.victims),
                seconds(round.readyAfter),
                seconds(round.recoveredAfter));
    }

    private static String seconds(Optional<Duration> duration) {
        return duration.map(value -> String.format(Locale.ROOT, "%.2f s", value.toMillis() / 1e3))
                .orElse("never");
    }
}
