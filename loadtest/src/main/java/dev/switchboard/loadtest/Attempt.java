package dev.switchboard.loadtest;

import dev.switchboard.loadtest.desk.DeskException;
import dev.switchboard.loadtest.process.TargetException;
import dev.switchboard.loadtest.raw.RawException;
import java.io.PrintWriter;
import java.util.function.IntSupplier;
import picocli.CommandLine.Model.CommandSpec;

/** What all measuring commands do with faults of their options and with what goes wrong. */
final class Attempt {

    private Attempt() {}

    /** Measures unless the options are faulty, and gives the exit code. */
    static int at(CommandSpec spec, Faults faults, IntSupplier measurement) {
        PrintWriter err = spec.commandLine().getErr();
        if (!faults.found().isEmpty()) {
            String command = spec.qualifiedName();
            faults.found().forEach(fault -> err.println(command + ": " + fault));
            err.println("See " + command + " --help");
            err.flush();
            return RunCommand.USAGE;
        }
        Interruption interruption = Interruption.watch();
        int code = RunCommand.NOT_RUN;
        try {
            code = measurement.getAsInt();
        } catch (DeskException | TargetException | RunException | RawException e) {
            err.println("The run could not be made: " + e.getMessage());
        } finally {
            err.flush();
            interruption.finished(code);
        }
        return code;
    }
}
