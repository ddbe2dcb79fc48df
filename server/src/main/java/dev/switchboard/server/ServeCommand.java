package dev.switchboard.server;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** For real use. */
@Command(
        name = "serve",
        description = "Runs a node for real use. Needs an administrator, see init-admin.",
        mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {

    private final Launcher launcher;

    @Mixin
    private final ConfigurationOption configuration;

    ServeCommand(Launcher launcher, Map<String, String> environment) {
        this.launcher = launcher;
        this.configuration = new ConfigurationOption(environment);
    }

    @Override
    public Integer call() throws Exception {
        return Foreground.run(launcher.serve(configuration.load().configuration()));
    }
}
