package dev.switchboard.server;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** For a first look. */
@Command(
        name = "demo",
        description =
                "Runs a node with a sample site, queues, agents and a bot, and prints one-time sign-in links. Unless"
                        + " http.address is set, only this machine can reach it.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

    /** Whoever tries the demo has not thought about who may reach it, and its links sign in without a password. */
    private static final Map<String, String> DEFAULTS = Map.of("http.address", "127.0.0.1");

    private final Launcher launcher;

    @Mixin
    private final ConfigurationOption configuration;

    @Spec
    private CommandSpec spec;

    DemoCommand(Launcher launcher, Map<String, String> environment) {
        this.launcher = launcher;
        this.configuration = new ConfigurationOption(environment);
    }

    @Override
    public Integer call() throws Exception {
        return Foreground.run(launcher.demo(
                configuration.load(DEFAULTS).configuration(), spec.commandLine().getOut()));
    }
}
