package dev.switchboard.server;

import dev.switchboard.server.config.ConfigurationException;
import dev.switchboard.server.config.Fault;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Says why a subcommand failed, without a stack trace where a person can mend the cause. */
final class FailureReport implements IExecutionExceptionHandler {

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        PrintWriter err = command.getErr();
        if (failure instanceof ConfigurationException configuration) {
            int count = configuration.faults().size();
            err.println("The configuration has " + count + (count == 1 ? " fault:" : " faults:"));
            for (Fault fault : configuration.faults()) {
                err.println("  " + fault);
            }
            return ExitCodes.CONFIGURATION;
        }
        if (failure instanceof StartException start) {
            err.println("Cannot start: " + start.getMessage());
            return ExitCodes.UNAVAILABLE;
        }
        failure.printStackTrace(err);
        return ExitCodes.SOFTWARE;
    }
}
