package dev.switchboard.server;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Reads the configuration and says what is wrong with it. */
@Command(
        name = "check-config",
        description = "Says what is wrong with the configuration, everything at once.",
        mixinStandardHelpOptions = true)
final class CheckConfigCommand implements Callable<Integer> {

    @Mixin
    private final ConfigurationOption configuration;

    @Spec
    private CommandSpec spec;

    CheckConfigCommand(Map<String, String> environment) {
        this.configuration = new ConfigurationOption(environment);
    }

    @Override
    public Integer call() throws Exception {
        var unused = configuration.load();
        spec.commandLine().getOut().println("The configuration is in order.");
        return 0;
    }
}
