package dev.switchboard.loadtest;

import dev.switchboard.loadtest.process.ServerProcess.Launch;
import dev.switchboard.loadtest.raw.MessageRun;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code messages}: how many messages the server stores, acknowledges and delivers, and how fast. */
@Command(
        name = "messages",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Lets the two ends of many chats write to each other, over sockets that cost this program next to nothing,"
                    + " and reports messages a second, the server's processor time per message, and latencies.",
            "Times are like 250ms, 20s, 1.5m. See docs/loadtest.md."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:measured; every message was acknowledged and delivered once and in order",
            "2:wrong arguments",
            "3:the run could not be made, or the server did not keep up"
        })
final class MessagesCommand implements Callable<Integer> {

    private static final Duration MINUTES = Duration.ofMinutes(10);
    private static final Duration SECOND = Duration.ofSeconds(1);

    /** So fast no person types, but this program does. */
    private static final Map<String, String> UNLIMITED = Map.of(
            "SWITCHBOARD_SESSIONS_CUSTOMER_FRAMES_PER_SECOND", "10000",
            "SWITCHBOARD_SESSIONS_CUSTOMER_FRAMES_BURST", "20000",
            "SWITCHBOARD_SESSIONS_AGENT_FRAMES_PER_SECOND", "10000",
            "SWITCHBOARD_SESSIONS_AGENT_FRAMES_BURST", "20000",
            "SWITCHBOARD_RETENTION_CHAT_ENTRIES_MAX", "100000");

    @Mixin
    private final MessagesOptions options = new MessagesOptions();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Faults faults = new Faults();
        Target target = TargetReader.read(options.target, this::launch, System.getenv(), faults);
        int pairs = faults.whole("--pairs", options.pairs, 1, 10_000);
        MessageRun.Plan plan = plan(faults);
        if (options.pin && !options.target.embedded) {
            faults.add("--pin moves only a server of our own: --embedded");
        }
        return Attempt.at(spec, faults, () -> measure(target, pairs, plan));
    }

    private Launch launch(Launch plain) {
        return RawRun.launch(options.pin, plain.jvmOptions(), UNLIMITED);
    }

    private MessageRun.Plan plan(Faults faults) {
        return new MessageRun.Plan(
                faults.whole("--message-chars", options.messageChars, 1, 4_000),
                options.rate == null ? 0 : faults.number("--rate", options.rate, 1, 1_000_000),
                faults.whole("--in-flight", options.inFlight, 1, 100),
                faults.duration("--warm-up", options.warmUp, Duration.ZERO, MINUTES),
                faults.duration("--window", options.window, SECOND, MINUTES),
                faults.whole("--windows", options.windows, 1, 1_000),
                faults.whole("--seed", options.seed, 0, Integer.MAX_VALUE));
    }

    private int measure(Target target, int pairs, MessageRun.Plan plan) {
        PrintWriter out = spec.commandLine().getOut();
        out.print(MessagesReport.head(pairs, plan, options.pin));
        out.flush();
        List<MessageRun.Window> windows = new PairedRun(target, pairs, plan, options.pin).execute();
        out.print(MessagesReport.body(windows));
        out.flush();
        return RunCommand.KEPT;
    }
}
