package dev.switchboard.loadtest;

import dev.switchboard.loadtest.simulate.ChatsFile;
import dev.switchboard.loadtest.simulate.JsonReport;
import dev.switchboard.loadtest.simulate.Simulation;
import dev.switchboard.loadtest.simulate.SimulationResult;
import dev.switchboard.loadtest.simulate.TextReport;
import dev.switchboard.loadtest.simulate.engine.SimulationException;
import dev.switchboard.loadtest.simulate.scenario.Scenario;
import dev.switchboard.loadtest.simulate.scenario.ScenarioException;
import dev.switchboard.loadtest.simulate.scenario.ScenarioReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code simulate}: a scenario in virtual time. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Runs a scenario in virtual time with the server's own routing, and compares what comes out with what theory says.",
            "See docs/simulation.md."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all checks passed",
            "1:a check failed",
            "2:wrong arguments, or a scenario that cannot be read",
            "3:the simulation could not be carried through",
            "4:no check failed, but some intervals are too wide to say anything"
        })
final class SimulateCommand implements Callable<Integer> {
    private static final int THREADS_MAX = 256;

    @Parameters(paramLabel = "SCENARIO.yaml", description = "The scenario.")
    private Path scenario = Path.of("");

    @Option(names = "--json", paramLabel = "FILE", description = "Writes all results to this file.")
    private @Nullable Path json;

    @Option(names = "--chats", paramLabel = "FILE", description = "Writes every measured chat to this CSV file.")
    private @Nullable Path chats;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "1",
            description = "Replications at the same time; the results do not depend on it. Default: ${DEFAULT-VALUE}.")
    private int threads = 1;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        if (threads < 1 || threads > THREADS_MAX) {
            err.println("switchboard-loadtest simulate: --threads: give a number from 1 to " + THREADS_MAX);
            return RunCommand.USAGE;
        }
        try {
            Scenario read = ScenarioReader.read(scenario);
            long begin = System.nanoTime();
            SimulationResult result = new Simulation(read, chats != null).run(threads);
            double seconds = (System.nanoTime() - begin) / 1e9;
            err.println(String.format(
                    Locale.ROOT, "%d chats and all checks in %.1f s on %d threads", result.chats(), seconds, threads));
            spec.commandLine().getOut().print(TextReport.write(result));
            spec.commandLine().getOut().flush();
            write(result);
            return switch (result.verdict()) {
                case PASS -> RunCommand.KEPT;
                case FAIL -> RunCommand.BROKEN;
                case TOO_WIDE -> RunCommand.INVALID;
            };
        } catch (ScenarioException e) {
            e.faults().forEach(err::println);
            return RunCommand.USAGE;
        } catch (SimulationException e) {
            err.println("The simulation could not be carried through: " + e.getMessage());
            return RunCommand.NOT_RUN;
        } catch (IOException e) {
            err.println("The results cannot be written: " + e);
            return RunCommand.NOT_RUN;
        }
    }

    private void write(SimulationResult result) throws IOException {
        if (json != null) {
            Files.writeString(json, JsonReport.write(result, Machine.describe()));
        }
        if (chats != null) {
            ChatsFile.write(result, chats);
        }
    }
}
