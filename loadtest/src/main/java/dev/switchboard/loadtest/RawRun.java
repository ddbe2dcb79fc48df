package dev.switchboard.loadtest;

import dev.switchboard.loadtest.desk.CustomerTokens;
import dev.switchboard.loadtest.desk.Desk;
import dev.switchboard.loadtest.desk.DeskPlan;
import dev.switchboard.loadtest.measure.ProcessUse;
import dev.switchboard.loadtest.process.ServerProcess;
import dev.switchboard.loadtest.process.ServerProcess.Launch;
import dev.switchboard.loadtest.raw.MessageRun;
import dev.switchboard.loadtest.raw.RawLoop;
import dev.switchboard.protocol.v1.AppKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Server, desk and sockets of one measurement, and the end of all of them. */
final class RawRun {

    private final LoadedServer server;
    private final Desk desk;
    private final AppKey key;
    private final CustomerTokens customers;
    private final RawLoop loop;

    private RawRun(LoadedServer server, Desk desk, AppKey key, CustomerTokens customers, RawLoop loop) {
        this.server = server;
        this.desk = desk;
        this.key = key;
        this.customers = customers;
        this.loop = loop;
    }

    /**
     * How our own server is started for raw clients, who do not renew their tokens.
     *
     * @param pin gives it a processor to itself
     * @param settings beside the life of tokens
     */
    static Launch launch(boolean pin, List<String> jvmOptions, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("SWITCHBOARD_TOKENS_ACCESS_LIFE", "1d");
        return new Launch(pin ? Pinning.SERVER : List.of(), jvmOptions, all);
    }

    /** @param pin gives the server, which must be our own, a processor to itself */
    static <T> T with(Target target, boolean pin, DeskPlan plan, Function<RawRun, T> work) {
        try (LoadedServer server = LoadedServer.open(target)) {
            if (pin) {
                server.process().flatMap(ServerProcess::redis).ifPresent(Pinning::moveAway);
                Pinning.moveAway(ProcessHandle.current());
            }
            String prefix = "lt-" + Long.toString(System.currentTimeMillis(), Character.MAX_RADIX) + "-";
            Desk desk = new Desk(server.api(), server::administratorToken, prefix);
            try {
                AppKey key = desk.build(plan);
                try (CustomerTokens customers = new CustomerTokens(server.url(), desk.siteKey(), Desk.ORIGIN);
                        RawLoop loop = new RawLoop(server.url(), Desk.ORIGIN)) {
                    return work.apply(new RawRun(server, desk, key, customers, loop));
                }
            } finally {
                if (server.process().isEmpty()) { // ours goes with all it has
                    boolean interrupted = Thread.interrupted();
                    desk.remove();
                    if (interrupted) {
                        Thread.currentThread().interrupt();
                    }
                }
            }
        }
    }

    /** Equal agents of the given queues. */
    static List<DeskPlan.Staff> staff(int agents, int capacity, List<String> queues) {
        List<DeskPlan.Staff> staff = new ArrayList<>();
        for (int i = 0; i < agents; i++) {
            staff.add(new DeskPlan.Staff(agent(i), capacity, queues, Map.of()));
        }
        return staff;
    }

    /** A desk of such agents who are asked before they get a chat. */
    static DeskPlan asking(List<String> queues, List<DeskPlan.Staff> staff, Duration offerTimeout, int waitingLimit) {
        return new DeskPlan(queues, Set.of(), staff, (int) offerTimeout.toMillis(), waitingLimit, false);
    }

    private static String agent(int number) {
        return "agent-" + number;
    }

    LoadedServer server() {
        return server;
    }

    Desk desk() {
        return desk;
    }

    RawLoop loop() {
        return loop;
    }

    String agentToken(int number) {
        return server.api().agentToken(key.getId(), key.getSecret(), desk.qualified(agent(number)));
    }

    String customerToken() {
        return customers.next();
    }

    /** Processor time that was used so far. */
    MessageRun.Use use() {
        return new MessageRun.Use(
                server.cpu(),
                server.process()
                        .flatMap(ServerProcess::redis)
                        .map(ProcessUse::cpu)
                        .orElse(Duration.ZERO),
                ProcessUse.cpu(ProcessHandle.current()));
    }
}
