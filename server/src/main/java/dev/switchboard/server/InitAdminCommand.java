package dev.switchboard.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Makes the first administrator. The password comes on standard input: command lines and environments are seen by others. */
@Command(
        name = "init-admin",
        description = "Makes an administrator, or gives one a new password, which is read from standard input.",
        mixinStandardHelpOptions = true)
final class InitAdminCommand implements Callable<Integer> {

    private final Launcher launcher;

    @Mixin
    private final ConfigurationOption configuration;

    @Option(
            names = "--name",
            defaultValue = "admin",
            paramLabel = "NAME",
            description = "Sign-in name, default ${DEFAULT-VALUE}.")
    private String name;

    @Spec
    private CommandSpec spec;

    InitAdminCommand(Launcher launcher, Map<String, String> environment) {
        this.launcher = launcher;
        this.configuration = new ConfigurationOption(environment);
    }

    @Override
    public Integer call() throws Exception {
        var loaded = configuration.load();
        launcher.initAdmin(loaded.configuration(), name, password());
        spec.commandLine().getOut().println("The administrator '" + name + "' can sign in.");
        return 0;
    }

    private String password() throws IOException {
        String line = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())).readLine();
        if (line == null || line.isBlank()) {
            throw new ParameterException(spec.commandLine(), "Give the password on standard input.");
        }
        return line;
    }
}
