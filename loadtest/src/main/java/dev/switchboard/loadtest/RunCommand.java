package dev.switchboard.loadtest;

import dev.switchboard.loadtest.desk.DeskException;
import dev.switchboard.loadtest.plan.PlanException;
import dev.switchboard.loadtest.process.TargetException;
import dev.switchboard.loadtest.report.JsonReport;
import dev.switchboard.loadtest.report.RunReport;
import dev.switchboard.loadtest.report.TextReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code run}: customers and agents against a server. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Lets customers arrive by a plan made beforehand, whatever the server does, lets agents answer them,"
                    + " checks what all of them saw, and reports the waits.",
            "Times are like 250ms, 20s, 1.5m, 2h. See docs/loadtest.md."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all checks held",
            "1:a promise was broken, or a --chaos round did not recover",
            "2:wrong arguments or input",
            "3:the run could not be made",
            "4:all checks held, but the figures are invalid: generator too slow, or chats failed"
        })
final class RunCommand implements Callable<Integer> {

    static final int KEPT = 0;
    static final int BROKEN = 1;
    static final int USAGE = 2;
    static final int NOT_RUN = 3;
    static final int INVALID = 4;

    @Mixin
    private final RunOptions options = new RunOptions();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        RunOptionsReader reader = new RunOptionsReader(options, System.getenv());
        RunSettings settings = reader.read();
        if (!reader.faults().isEmpty()) {
            return refuse(err, reader.faults());
        }
        Interruption interruption = Interruption.watch();
        int code = NOT_RUN;
        try {
            code = execute(settings, err);
        } catch (PlanException e) {
            code = refuse(err, List.of(String.valueOf(e.getMessage())));
        } catch (DeskException | TargetException | RunException e) {
            err.println("The run could not be made: " + e.getMessage());
        } finally {
            err.flush();
            interruption.finished(code);
        }
        return code;
    }

    private int execute(RunSettings settings, PrintWriter err) {
        RunReport report = new LoadRun(settings, err).execute();
        PrintWriter out = spec.commandLine().getOut();
        out.print(TextReport.write(report));
        out.flush();
        int code = codeOf(report);
        if (settings.json().isPresent()) {
            try {
                Files.writeString(settings.json().get(), JsonReport.write(report));
            } catch (IOException e) {
                err.println("--json: cannot write " + settings.json().get() + ": " + e);
                return code == KEPT ? NOT_RUN : code;
            }
        }
        return code;
    }

    static int codeOf(RunReport report) {
        if (!report.findings().clean() || !report.chaos().complete()) {
            return BROKEN;
        }
        return report.invalidBecause().isEmpty() ? KEPT : INVALID;
    }

    private static int refuse(PrintWriter err, List<String> faults) {
        faults.forEach(fault -> err.println("switchboard-loadtest run: " + fault));
        err.println("See switchboard-loadtest run --help");
        return USAGE;
    }
}
