package dev.switchboard.loadtest;

import dev.switchboard.loadtest.desk.DeskPlan;
import dev.switchboard.loadtest.plan.PlanException;
import dev.switchboard.loadtest.process.JavaMemory;
import dev.switchboard.loadtest.process.ServerProcess;
import dev.switchboard.loadtest.process.ServerProcess.Launch;
import dev.switchboard.loadtest.raw.RawClient;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code idle}: what a customer costs who only has the widget open. */
@Command(
        name = "idle",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Connects customers who do nothing but stay, and reports what each of them takes of the server's memory.",
            "See docs/loadtest.md."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:measured; every customer was welcomed and still had an answer to his heartbeat at the end",
            "2:wrong arguments",
            "3:the run could not be made, or the server did not keep up"
        })
final class IdleCommand implements Callable<Integer> {

    private static final String DEFAULT = " (default: ${DEFAULT-VALUE})";
    private static final String QUEUE = "idle";
    private static final Duration OFFER_TIMEOUT = Duration.ofSeconds(15);
    private static final Duration MINUTES = Duration.ofMinutes(10);
    private static final int CUSTOMERS_MAX = 50_000;
    private static final int CLASSES_SHOWN = 20;
    /** What widgets do: the server's default for customers. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(20);

    private static final double KIB = 1_024;
    private static final double MIB = KIB * KIB;

    @Mixin
    private TargetOptions target = new TargetOptions();

    @Option(
            names = "--customers",
            paramLabel = "N,N…",
            split = ",",
            description = "Look at the memory with so many customers, one number after the other" + DEFAULT,
            defaultValue = "5000,15000")
    private List<String> customers = List.of();

    @Option(
            names = "--rest",
            paramLabel = "TIME",
            description = "From the last customer to the look at the memory" + DEFAULT,
            defaultValue = "25s")
    private String rest = "";

    @Spec
    private CommandSpec spec;

    private long beats;

    @Override
    public Integer call() {
        Faults faults = new Faults();
        Target server = TargetReader.read(target, IdleCommand::launch, System.getenv(), faults);
        List<Integer> steps = steps(faults);
        Duration pause = faults.duration("--rest", rest, Duration.ZERO, MINUTES);
        if (!target.embedded) {
            faults.add("idle looks into a server of our own only: --embedded");
        }
        return Attempt.at(spec, faults, () -> measure(server, steps, pause));
    }

    private List<Integer> steps(Faults faults) {
        List<Integer> steps = new ArrayList<>();
        for (String each : customers) {
            int step = faults.whole("--customers", each, 1, CUSTOMERS_MAX);
            if (!steps.isEmpty() && step <= steps.get(steps.size() - 1)) {
                faults.add("--customers: " + each + " does not follow a smaller number");
            }
            steps.add(step);
        }
        return steps;
    }

    private static Launch launch(Launch plain) {
        List<String> options = Stream.concat(plain.jvmOptions().stream(), Stream.of(JavaMemory.TRACKING))
                .toList();
        return RawRun.launch(false, options, Map.of());
    }

    private int measure(Target server, List<Integer> steps, Duration pause) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf("Idle customers: %s, JVM options of the server: %s%n", steps, target.serverJvm);
        Machine.describe().forEach((name, value) -> out.printf("  %-18s %s%n", name, value));
        out.printf("%n%-10s %10s %10s %12s   MiB after a full collection%n", "customers", "heap", "direct", "resident");
        out.flush();
        DeskPlan desk = RawRun.asking(List.of(QUEUE), List.of(), OFFER_TIMEOUT, 1);
        RawRun.with(server, false, desk, run -> run(run, steps, pause, out));
        out.flush();
        return RunCommand.KEPT;
    }

    private boolean run(RawRun run, List<Integer> steps, Duration pause, PrintWriter out) {
        run.loop().beatEvery(HEARTBEAT);
        ProcessHandle server = run.server()
                .process()
                .flatMap(ServerProcess::handle)
                .orElseThrow(() -> new PlanException("there is no server of our own"));
        List<JavaMemory> looks = new ArrayList<>();
        looks.add(look(server, 0, out));
        int connected = 0;
        for (int step : steps) {
            for (; connected < step; connected++) {
                RawClient.connect(run.loop(), run.customerToken(), push -> beats += push.hasHeartbeat() ? 1 : 0);
            }
            long before = beats;
            int all = step;
            long end = System.nanoTime() + pause.toNanos();
            run.loop().await("time to pass", pause.plusSeconds(5), () -> System.nanoTime() >= end);
            run.loop().await("answers to heartbeats", HEARTBEAT.multipliedBy(2), () -> beats - before >= all);
            looks.add(look(server, step, out));
        }
        int base = steps.size() > 1 ? 1 : 0;
        int more = steps.get(steps.size() - 1) - (base == 1 ? steps.get(0) : 0);
        tell(looks.get(base), looks.get(looks.size() - 1), more, out);
        return true;
    }

    private static JavaMemory look(ProcessHandle server, int customers, PrintWriter out) {
        JavaMemory memory = JavaMemory.of(server);
        out.printf(
                Locale.ROOT,
                "%-10d %10.1f %10.1f %12.1f%n",
                customers,
                memory.heapBytes() / MIB,
                memory.directBytes() / MIB,
                memory.residentBytes() / MIB);
        out.flush();
        return memory;
    }

    private static void tell(JavaMemory less, JavaMemory more, int customers, PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "%nEach customer more: %.2f KiB of heap and %.2f KiB of direct memory, of which (bytes):%n",
                (more.heapBytes() - less.heapBytes()) / KIB / customers,
                (more.directBytes() - less.directBytes()) / KIB / customers);
        more.classes().entrySet().stream()
                .map(each -> Map.entry(
                        each.getKey(), each.getValue() - less.classes().getOrDefault(each.getKey(), 0L)))
                .sorted(Comparator.comparingLong((Map.Entry<String, Long> each) -> each.getValue())
                        .reversed())
                .limit(CLASSES_SHOWN)
                .forEach(each ->
                        out.printf(Locale.ROOT, "  %8.1f  %s%n", (double) each.getValue() / customers, each.getKey()));
    }
}
