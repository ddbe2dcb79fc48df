package dev.switchboard.loadtest;

import dev.switchboard.loadtest.desk.Desk;
import dev.switchboard.loadtest.desk.DeskPlan;
import dev.switchboard.loadtest.measure.ProcessUse;
import dev.switchboard.loadtest.process.ServerProcess;
import dev.switchboard.loadtest.raw.MessageRun;
import dev.switchboard.loadtest.raw.PairDesk;
import dev.switchboard.loadtest.raw.RawLoop;
import dev.switchboard.protocol.v1.AppKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One run of {@code messages}: server, desk, pairs, measurement, and the end of all of them. */
final class PairedRun {

    private static final String QUEUE = "pairs";
    private static final int OFFER_TIMEOUT_MS = 10_000;

    private final Target target;
    private final int pairs;
    private final MessageRun.Plan plan;
    private final boolean pin;

    PairedRun(Target target, int pairs, MessageRun.Plan plan, boolean pin) {
        this.target = target;
        this.pairs = pairs;
        this.plan = plan;
        this.pin = pin;
    }

    List<MessageRun.Window> execute() {
        try (LoadedServer server = LoadedServer.open(target)) {
            if (pin) {
                server.process().flatMap(ServerProcess::redis).ifPresent(Pinning::moveAway);
                Pinning.moveAway(ProcessHandle.current());
            }
            String prefix = "lt-" + Long.toString(System.currentTimeMillis(), Character.MAX_RADIX) + "-";
            Desk desk = new Desk(server.api(), server::administratorToken, prefix);
            try {
                return measure(server, desk, desk.build(desk()));
            } finally {
                boolean interrupted = Thread.interrupted();
                desk.remove();
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }

    private DeskPlan desk() {
        List<DeskPlan.Staff> staff = new ArrayList<>();
        for (int i = 0; i < pairs; i++) {
            staff.add(new DeskPlan.Staff(agent(i), 1, List.of(QUEUE), Map.of()));
        }
        return new DeskPlan(List.of(QUEUE), Set.of(), staff, OFFER_TIMEOUT_MS, pairs, true);
    }

    private static String agent(int number) {
        return "agent-" + number;
    }

    private List<MessageRun.Window> measure(LoadedServer server, Desk desk, AppKey key) {
        try (RawLoop loop = new RawLoop(server.url(), Desk.ORIGIN)) {
            PairDesk meeting = new PairDesk(loop, desk.qualified(QUEUE));
            List<String> customers = new ArrayList<>();
            for (int i = 0; i < pairs; i++) {
                meeting.agent(server.api().agentToken(key.getId(), key.getSecret(), desk.qualified(agent(i))));
                customers.add(server.api().customerToken(desk.siteKey(), Desk.ORIGIN));
            }
            return new MessageRun(loop, meeting.customers(customers), plan, () -> use(server)).run();
        }
    }

    private static MessageRun.Use use(LoadedServer server) {
        return new MessageRun.Use(
                server.cpu(),
                server.process()
                        .flatMap(ServerProcess::redis)
                        .map(ProcessUse::cpu)
                        .orElse(Duration.ZERO),
                ProcessUse.cpu(ProcessHandle.current()));
    }
}
