package dev.switchboard.server;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the settings in force. */
@Command(
        name = "print-config",
        description = "Prints the settings in force and where each came from; secrets as stars.",
        mixinStandardHelpOptions = true)
final class PrintConfigCommand implements Callable<Integer> {

    @Mixin
    private final ConfigurationOption configuration;

    @Spec
    private CommandSpec spec;

    PrintConfigCommand(Map<String, String> environment) {
        this.configuration = new ConfigurationOption(environment);
    }

    @Override
    public Integer call() throws Exception {
        spec.commandLine().getOut().print(configuration.load().printed());
        spec.commandLine().getOut().flush();
        return 0;
    }
}
