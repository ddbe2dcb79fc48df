package dev.switchboard.loadtest;

import dev.switchboard.loadtest.process.ServerHome;
import dev.switchboard.loadtest.process.ServerProcess;
import dev.switchboard.loadtest.process.ServerProcess.Launch;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code startup}: how long {@code serve} with its own Redis takes until it is ready. */
@Command(
        name = "startup",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Starts a server with its own Redis again and again, on the data of the run before, and reports the time from"
                    + " the start of the process until its readiness page says yes.",
            "See docs/loadtest.md."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:measured", "2:wrong arguments", "3:a server did not become ready"})
final class StartupCommand implements Callable<Integer> {

    private static final String DEFAULT = " (default: ${DEFAULT-VALUE})";
    private static final Duration READY_TIMEOUT = Duration.ofSeconds(60);
    private static final String ARCHIVE = "switchboard.jsa";

    @Option(
            names = "--server-jar",
            paramLabel = "FILE",
            description = "Server to start (default: looked for beside this jar and in server/target)")
    private String serverJar = "";

    @Option(
            names = "--server-jvm",
            paramLabel = "OPTION",
            description = "JVM option of the server, e.g. --server-jvm=-Xmx256m; may be repeated")
    private List<String> serverJvm = List.of();

    @Option(names = "--rounds", paramLabel = "N", description = "Starts" + DEFAULT, defaultValue = "9")
    private String roundsText = "";

    /** How an archive of the classes that a start loads comes to be. */
    enum Archiving {
        NONE,
        /** By one run that says so; JDK 13 and newer. */
        EXIT,
        /** By the first run, and anew when it does not fit any more; JDK 19 and newer. */
        AUTO
    }

    @Option(
            names = "--cds",
            paramLabel = "none|exit|auto",
            description = "Start with an archive of classes that a run before made: exit by -XX:ArchiveClassesAtExit,"
                    + " auto by -XX:+AutoCreateSharedArchive (JDK 19)" + DEFAULT,
            defaultValue = "none")
    private Archiving cds = Archiving.NONE;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Faults faults = new Faults();
        List<Path> candidates =
                serverJar.isEmpty() ? ServerJar.candidates() : List.of(faults.path("--server-jar", serverJar));
        Path jar = candidates.stream().filter(Files::isRegularFile).findFirst().orElse(null);
        if (jar == null) {
            faults.add("no server at " + candidates + "; build it, or name it by --server-jar");
        }
        int rounds = faults.whole("--rounds", roundsText, 1, 1_000);
        Path found = jar == null ? Path.of("") : jar.toAbsolutePath();
        return Attempt.at(spec, faults, () -> measure(found, rounds));
    }

    private int measure(Path jar, int rounds) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                "Start of a server with its own Redis, %d rounds, %s, JVM options %s%n",
                rounds, cds == Archiving.NONE ? "no archive of classes" : "with an archive of classes", serverJvm);
        Machine.describe().forEach((name, value) -> out.printf("  %-18s %s%n", name, value));
        out.flush();
        ServerHome home = ServerHome.prepare(jar);
        try {
            new ServerProcess(home, launch(List.of())).initAdmin("admin", "only for this start");
            String archive = home.directory().resolve(ARCHIVE).toString();
            List<String> with = cds == Archiving.NONE ? List.of() : List.of("-XX:SharedArchiveFile=" + archive);
            if (cds == Archiving.AUTO) {
                with = List.of("-XX:+AutoCreateSharedArchive", with.get(0));
            }
            if (cds != Archiving.NONE) {
                long unused = start(
                        home, launch(cds == Archiving.EXIT ? List.of("-XX:ArchiveClassesAtExit=" + archive) : with));
                if (!Files.exists(Path.of(archive))) {
                    throw new RunException("the first run left no archive of its classes");
                }
            }
            List<Long> nanos = new ArrayList<>();
            for (int i = 0; i < rounds; i++) {
                long took = start(home, launch(with));
                nanos.add(took);
                out.printf("  round %-3d %6d ms%n", i + 1, TimeUnit.NANOSECONDS.toMillis(took));
                out.flush();
            }
            tell(out, nanos);
        } finally {
            home.delete(false);
        }
        return RunCommand.KEPT;
    }

    private Launch launch(List<String> more) {
        List<String> options = new ArrayList<>(serverJvm);
        options.addAll(more);
        return new Launch(List.of(), options, Map.of());
    }

    private static long start(ServerHome home, Launch launch) {
        try (ServerProcess server = new ServerProcess(home, launch)) {
            long began = System.nanoTime();
            server.start();
            server.awaitReady(READY_TIMEOUT);
            return System.nanoTime() - began;
        }
    }

    private static void tell(PrintWriter out, List<Long> nanos) {
        long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
        out.printf(
                Locale.ROOT,
                "From the start of the process until it is ready: median %.0f ms, %.0f to %.0f ms.%n",
                (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2e6,
                Arrays.stream(sorted).min().orElse(0) / 1e6,
                Arrays.stream(sorted).max().orElse(0) / 1e6);
        out.flush();
    }
}
