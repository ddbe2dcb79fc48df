package dev.switchboard.loadtest;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command line of the load test. */
@Command(
        name = "switchboard-loadtest",
        description = "Puts a Switchboard server under load and checks what comes back.",
        mixinStandardHelpOptions = true,
        subcommands = {
            RunCommand.class,
            MessagesCommand.class,
            OffersCommand.class,
            BacklogCommand.class,
            IdleCommand.class,
            StartupCommand.class,
            SimulateCommand.class
        },
        versionProvider = Main.Version.class)
public final class Main implements Runnable {

    @Spec
    private CommandSpec spec;

    /** Runs the command line and leaves the process with its exit code. */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main()).setCaseInsensitiveEnumValuesAllowed(true);
    }

    /** Without a subcommand there is nothing to do but to say what there is. */
    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    /** Reads the version from the manifest, so that it is written down in the build alone. */
    static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"switchboard-loadtest " + (version == null ? "development" : version)};
        }
    }
}
