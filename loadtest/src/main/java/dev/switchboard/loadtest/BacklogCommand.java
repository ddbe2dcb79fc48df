package dev.switchboard.loadtest;

import com.google.protobuf.MessageLite;
import dev.switchboard.loadtest.desk.DeskPlan;
import dev.switchboard.loadtest.process.ServerProcess.Launch;
import dev.switchboard.loadtest.raw.BacklogOrder;
import dev.switchboard.loadtest.raw.BacklogRun;
import dev.switchboard.loadtest.raw.RawClient;
import dev.switchboard.protocol.v1.Decision;
import dev.switchboard.protocol.v1.ExplainRequest;
import dev.switchboard.protocol.v1.Explanation;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code backlog}: how long the server needs for a whole queue when all agents come at once. */
@Command(
        name = "backlog",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Lets many chats wait without any agent, makes all agents available at once, and reports when the offers came:"
                    + " whether oldest first, each once, and to nobody beyond his capacity.",
            "See docs/loadtest.md."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:measured, and all checks held",
            "1:the order of arrival, a capacity or a chat was violated",
            "2:wrong arguments",
            "3:the run could not be made, or the server did not keep up"
        })
final class BacklogCommand implements Callable<Integer> {

    private static final String DEFAULT = " (default: ${DEFAULT-VALUE})";
    private static final Duration OFFER_TIMEOUT = Duration.ofMinutes(5);
    private static final Duration OFFERED_TIMEOUT = Duration.ofSeconds(60);
    private static final int RECORD_ATTEMPTS = 100;
    private static final Duration RECORD_PAUSE = Duration.ofMillis(100);
    private static final Duration NOTHING = Duration.ZERO;

    @Mixin
    private TargetOptions target = new TargetOptions();

    @Option(
            names = "--chats",
            paramLabel = "N",
            description = "Chats that wait, of one customer each" + DEFAULT,
            defaultValue = "10000")
    private String chatsText = "";

    @Option(names = "--agents", paramLabel = "N", description = "Agents" + DEFAULT, defaultValue = "1000")
    private String agentsText = "";

    @Option(
            names = "--capacity",
            paramLabel = "N",
            description = "Chats each of them can have" + DEFAULT,
            defaultValue = "10")
    private String capacityText = "";

    @Option(
            names = "--queues",
            paramLabel = "N",
            description = "Queues over which the chats are spread; each agent serves all" + DEFAULT,
            defaultValue = "5")
    private String queuesText = "";

    @Option(
            names = "--pin",
            description = "With --embedded, on Linux: the server alone on processor 0, Redis and this program on 1")
    private boolean pin;

    @Spec
    private CommandSpec spec;

    private int chats;
    private int agents;
    private int capacity;
    private List<String> queues = List.of();

    @Override
    public Integer call() {
        Faults faults = new Faults();
        Target server = TargetReader.read(target, this::launch, System.getenv(), faults);
        chats = faults.whole("--chats", chatsText, 1, 50_000);
        agents = faults.whole("--agents", agentsText, 1, 10_000);
        capacity = faults.whole("--capacity", capacityText, 1, 100);
        queues = IntStream.range(0, faults.whole("--queues", queuesText, 1, 100))
                .mapToObj(i -> "backlog-" + i)
                .toList();
        if (pin && !target.embedded) {
            faults.add("--pin moves only a server of our own: --embedded");
        }
        return Attempt.at(spec, faults, () -> measure(server));
    }

    private Launch launch(Launch plain) {
        return RawRun.launch(pin, plain.jvmOptions(), Map.of());
    }

    private int measure(Target server) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                Locale.ROOT,
                "Backlog: %d chats in %d queues wait, then %d agents with room for %d, %s%n",
                chats,
                queues.size(),
                agents,
                capacity,
                pin ? "server on processor 0, Redis and clients on 1" : "not pinned");
        Machine.describe().forEach((name, value) -> out.printf("  %-18s %s%n", name, value));
        out.flush();
        DeskPlan desk = RawRun.asking(queues, RawRun.staff(agents, capacity, queues), OFFER_TIMEOUT, chats);
        boolean held = RawRun.with(server, pin, desk, run -> run(run, out));
        out.flush();
        return held ? RunCommand.KEPT : RunCommand.BROKEN;
    }

    private boolean run(RawRun run, PrintWriter out) {
        List<RawClient> staff = new ArrayList<>();
        for (int i = 0; i < agents; i++) {
            staff.add(RawClient.connect(run.loop(), run.agentToken(i), push -> {}));
        }
        List<RawClient> customers = new ArrayList<>();
        for (int i = 0; i < chats; i++) {
            customers.add(RawClient.connect(run.loop(), run.customerToken(), push -> {}));
        }
        BacklogRun backlog = new BacklogRun(run.loop(), customers, staff);
        Duration before = run.use().server();
        List<String> qualified =
                queues.stream().map(queue -> run.desk().qualified(queue)).toList();
        BacklogRun.Seen seen = backlog.run(qualified, Math.min(chats, agents * capacity), OFFERED_TIMEOUT);
        Duration used = run.use().server().minus(before);
        String token = run.server().administratorToken();
        BacklogOrder.Findings findings = BacklogOrder.judge(
                seen.chats(), seen.offers(), agents, capacity, chat -> position(run, backlog, chat, token));
        tell(out, seen, findings, used);
        backlog.end();
        return findings.none();
    }

    /** The position of the decision that offered a chat, as the server explains it; it takes a moment to be recorded. */
    private static long position(RawRun run, BacklogRun backlog, String chat, String token) {
        MessageLite request = ExplainRequest.newBuilder().setChat(chat).build();
        for (int i = 0; i < RECORD_ATTEMPTS; i++) {
            Explanation explanation = run.server().api().call("routing/Explain", request, Explanation.parser(), token);
            backlog.rest(NOTHING);
            for (Decision decision : explanation.getDecisionsList()) {
                if (decision.getOutcome().equals("offered")) {
                    return BacklogOrder.number(decision.getPosition());
                }
            }
            backlog.rest(RECORD_PAUSE);
        }
        throw new RunException("the server has no record of the offer of " + chat);
    }

    private static void tell(
            PrintWriter out, BacklogRun.Seen seen, BacklogOrder.Findings findings, Duration processorTime) {
        out.printf(
                Locale.ROOT,
                "%n%d chats started in %.2f s.%n"
                        + "%d offers, the last %.3f s after the first agent became available (P50 %.3f s, P99 %.3f s).%n"
                        + "Processor time of the server, from the first start to the last offer: %.2f s.%n"
                        + "Checked by the log positions of the decisions: %d inversions, %d agents beyond capacity,"
                        + " %d chats offered twice, %d chats forgotten.%n",
                seen.chats().size(),
                seen.starts().toMillis() / 1e3,
                seen.offers().size(),
                seen.offered().maxNanos() / 1e9,
                seen.offered().p50Nanos() / 1e9,
                seen.offered().p99Nanos() / 1e9,
                processorTime.toMillis() / 1e3,
                findings.inversions(),
                findings.overCapacity(),
                findings.twice(),
                findings.missing());
    }
}
