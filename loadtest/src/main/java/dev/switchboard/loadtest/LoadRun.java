package dev.switchboard.loadtest;

import dev.switchboard.loadtest.actor.Behaviour;
import dev.switchboard.loadtest.actor.Floor;
import dev.switchboard.loadtest.actor.SdkClients;
import dev.switchboard.loadtest.actor.Staff;
import dev.switchboard.loadtest.actor.ThreadedActorLoop;
import dev.switchboard.loadtest.desk.Desk;
import dev.switchboard.loadtest.measure.Measurements;
import dev.switchboard.loadtest.measure.ProcessUse;
import dev.switchboard.loadtest.plan.Arrivals;
import dev.switchboard.loadtest.plan.QueueShare;
import dev.switchboard.loadtest.plan.RandomStreams;
import dev.switchboard.loadtest.plan.RandomStreams.Purpose;
import dev.switchboard.loadtest.plan.Workload;
import dev.switchboard.loadtest.process.Chaos;
import dev.switchboard.loadtest.report.RunReport;
import dev.switchboard.loadtest.verify.Bounds;
import dev.switchboard.loadtest.verify.Verifier;
import dev.switchboard.protocol.v1.AppKey;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** One run from plan to report: makes the parts, lets them work, and closes them in the order clients, desk, server. */
final class LoadRun {

    private static final Duration STAFF_TIMEOUT = Duration.ofMinutes(2);

    /** Between the opening of the desk and the first customer. */
    private static final Duration LEAD = Duration.ofMillis(500);

    private static final long POLL_MS = 100;

    /** An agent who has not closed a chat so long after its work cannot. */
    private static final long STUCK_NANOS = 30_000_000_000L;

    private final RunSettings settings;
    private final PrintWriter progress;
    private final RandomStreams streams;

    LoadRun(RunSettings settings, PrintWriter progress) {
        this.settings = settings;
        this.progress = progress;
        streams = new RandomStreams(settings.seed());
    }

    RunReport execute() {
        Workload workload = plan();
        try (LoadedServer server = LoadedServer.open(settings.target())) {
            String prefix = "lt-" + Long.toString(System.currentTimeMillis(), Character.MAX_RADIX) + "-";
            Desk desk = new Desk(server.api(), server::administratorToken, prefix);
            try {
                ServerWorkload work = new ServerWorkload(workload, desk::qualified, settings.compression());
                AppKey key = desk.build(work.desk(
                        settings.queues().stream().map(QueueShare::name).toList(),
                        Math.toIntExact(settings.offerTimeout().toMillis()),
                        settings.waitingLimit()));
                RunReport report = load(work, server, key, new SdkClients.Site(desk.siteKey(), Desk.ORIGIN));
                if (RunCommand.codeOf(report) == RunCommand.BROKEN) {
                    server.keepLog();
                }
                return report;
            } finally {
                // Interrupted or not, the desk's calls must get through.
                boolean interrupted = Thread.interrupted();
                desk.remove();
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }

    private Workload plan() {
        RandomGenerator random = streams.stream(Purpose.ARRIVALS);
        long[] arrivals;
        if (settings.source() instanceof RunSettings.PoissonSource poisson) {
            arrivals = Arrivals.poisson(poisson.rate(), poisson.duration(), random);
        } else {
            RunSettings.SlotSource slots = (RunSettings.SlotSource) settings.source();
            arrivals = Arrivals.fromSlots(slots.slots(), slots.scale(), random);
        }
        return Workload.plan(
                arrivals,
                new Workload.Options(
                        settings.queues(),
                        settings.skills(),
                        settings.agents(),
                        settings.capacity(),
                        settings.queuesPerAgent(),
                        settings.handle(),
                        settings.patience()),
                streams);
    }

    private RunReport load(ServerWorkload work, LoadedServer server, AppKey key, SdkClients.Site site) {
        Measurements measurements = new Measurements(settings.threshold());
        Verifier verifier = new Verifier(new Bounds(settings.routingBound(), settings.observationTolerance()));
        try (ThreadedActorLoop loop = new ThreadedActorLoop();
                SdkClients clients = new SdkClients(
                        server.url(), key.getId(), key.getSecret(), site, loop, settings.socketThreads())) {
            Floor floor = new Floor(loop, clients, behaviour(), measurements, verifier);
            try {
                openFloor(loop, floor, work);
                return runFloor(loop, floor, work, server, measurements, verifier);
            } finally {
                ask(loop, () -> {
                    floor.close();
                    return true;
                });
            }
        }
    }

    private Behaviour behaviour() {
        long stallNanos = Math.min(
                settings.routingBound().toNanos() / 4,
                settings.observationTolerance().toNanos() / 2);
        return new Behaviour(
                settings.messages(),
                settings.messageChars(),
                settings.connectAhead(),
                settings.compression(),
                Duration.ofNanos(stallNanos));
    }

    private void openFloor(ThreadedActorLoop loop, Floor floor, ServerWorkload work) {
        RandomGenerator accept = streams.stream(Purpose.ACCEPT);
        List<Staff> staff = work.staff();
        CompletableFuture<Void> opened = ask(
                loop,
                () -> floor.open(staff, () -> work.real(settings.acceptDelay().sampleNanos(accept))));
        try {
            opened.get(STAFF_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RunException("interrupted");
        } catch (ExecutionException e) {
            throw new RunException("an agent cannot begin: " + e.getCause());
        } catch (TimeoutException e) {
            throw new RunException("not all agents are available after " + STAFF_TIMEOUT.toSeconds() + " s: "
                    + ask(loop, floor::progress).agentsReady() + " of " + staff.size());
        }
    }

    private RunReport runFloor(
            ThreadedActorLoop loop,
            Floor floor,
            ServerWorkload work,
            LoadedServer server,
            Measurements measurements,
            Verifier verifier) {
        Instant startedAt = Instant.now();
        long startNanos = loop.nanoTime();
        Duration generatorCpu = ProcessUse.cpu(ProcessHandle.current());
        Duration serverCpu = server.cpu();
        ProcessUse.Collections collections = ProcessUse.collections();
        long firstNanos = startNanos + settings.connectAhead().plus(LEAD).toNanos();
        CompletableFuture<Void> done = ask(loop, () -> floor.run(work.visits(firstNanos)));
        Chaos chaos = startChaos(server, loop, floor);
        Thread chaosThread = chaos == null ? null : new Thread(chaos, "lt-chaos");
        if (chaosThread != null) {
            chaosThread.start();
        }
        long lastNanos = firstNanos + work.lastArrivalNanos();
        String ending = await(done, loop, floor, lastNanos, startNanos);
        if (chaosThread != null) {
            end(chaosThread);
        }
        Duration wall = Duration.ofNanos(loop.nanoTime() - startNanos);
        ProcessUse.Collections after = ProcessUse.collections();
        RunReport.Use use = new RunReport.Use(
                ProcessUse.cpu(ProcessHandle.current()).minus(generatorCpu),
                server.cpu().minus(serverCpu),
                Runtime.getRuntime().availableProcessors(),
                after.count() - collections.count(),
                after.time().minus(collections.time()));
        Measurements.Summary figures = ask(loop, () -> {
            if (ending.equals(Ending.DRAINED_OUT)) {
                floor.judgeUnsettled(STUCK_NANOS);
            }
            return measurements.summary(loop.nanoTime());
        });
        return new RunReport(
                settings.described(),
                Machine.describe(),
                startedAt,
                wall,
                ending,
                settings.compression(),
                figures,
                verifier.findings(),
                use,
                report(chaos));
    }

    /** How a run may end. */
    private static final class Ending {
        static final String COMPLETE = "complete";
        static final String INTERRUPTED = "interrupted";
        static final String TIME_OUT = "ended by --max-minutes";
        static final String DRAINED_OUT = "ended by --drain with chats open";

        private Ending() {}
    }

    private String await(
            CompletableFuture<Void> done, ThreadedActorLoop loop, Floor floor, long lastNanos, long startNanos) {
        ProgressLine line = new ProgressLine(progress, settings.agents(), startNanos);
        CompletableFuture<Object> over = CompletableFuture.anyOf(done, loop.broken());
        long drainedOutNanos = lastNanos + settings.drain().toNanos();
        long timeOutNanos = startNanos + settings.atMost().toNanos();
        try {
            while (true) {
                long now = loop.nanoTime();
                if (line.due(now)) {
                    line.show(ask(loop, floor::progress), now);
                }
                try {
                    over.get(POLL_MS, TimeUnit.MILLISECONDS);
                    return Ending.COMPLETE;
                } catch (TimeoutException e) {
                    if (now > timeOutNanos) {
                        return Ending.TIME_OUT;
                    }
                    if (now > drainedOutNanos) {
                        return Ending.DRAINED_OUT;
                    }
                }
            }
        } catch (InterruptedException e) {
            return Ending.INTERRUPTED;
        } catch (ExecutionException e) {
            throw new RunException("a fault of the load test itself: " + e.getCause());
        }
    }

    private @Nullable Chaos startChaos(LoadedServer server, ThreadedActorLoop loop, Floor floor) {
        if (settings.chaos().isEmpty() || server.process().isEmpty()) {
            return null;
        }
        return new Chaos(server.process().get(), settings.chaos().get(), new Chaos.Effect() {
            @Override
            public void disturbed() {
                loop.execute(floor::disturbed);
            }

            @Override
            public boolean recovered() {
                return ask(loop, floor::allReady);
            }
        });
    }

    private RunReport.Chaos report(@Nullable Chaos chaos) {
        if (chaos == null || settings.chaos().isEmpty()) {
            return RunReport.Chaos.NONE;
        }
        return new RunReport.Chaos(
                chaos.rounds().stream().map(Chaos::row).toList(),
                settings.chaos().get().rounds(),
                chaos.complete());
    }

    private static void end(Thread thread) {
        thread.interrupt();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Asks the actors' thread; an interrupt waits, because the answer comes at once. */
    private static <T> T ask(ThreadedActorLoop loop, Callable<T> question) {
        Future<T> answer = loop.ask(question);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return answer.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            throw new RunException("a fault of the load test itself: " + e.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
