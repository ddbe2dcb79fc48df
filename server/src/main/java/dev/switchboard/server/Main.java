package dev.switchboard.server;

import java.util.Map;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command line of the server: one small class per subcommand, {@link Launcher} for what they start. */
@Command(
        name = "switchboard-server",
        description = "Live chat server that routes customers to human agents.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            " 0:done",
            " 2:the command line is wrong",
            "69:something the server needs is missing, taken or too old",
            "70:a fault of the server, see the log",
            "78:the configuration is wrong; all faults were printed",
            "130, 143:ended by Ctrl-C or SIGTERM, after draining"
        })
public final class Main implements Runnable {

    @Spec
    private CommandSpec spec;

    /** Runs the command line and leaves the process with its exit code. */
    public static void main(String[] args) {
        // First of all, because whoever logs while another thread sets up the log gets a warning.
        LoggerFactory.getILoggerFactory();
        Preload.start();
        System.exit(commandLine(new ProductionLauncher(), System.getenv()).execute(args));
    }

    static CommandLine commandLine(Launcher launcher, Map<String, String> environment) {
        return new CommandLine(new Main())
                .addSubcommand(new DemoCommand(launcher, environment))
                .addSubcommand(new ServeCommand(launcher, environment))
                .addSubcommand(new InitAdminCommand(launcher, environment))
                .addSubcommand(new CheckConfigCommand(environment))
                .addSubcommand(new PrintConfigCommand(environment))
                .setExecutionExceptionHandler(new FailureReport());
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
            return new String[] {"switchboard-server " + (version == null ? "development" : version)};
        }
    }
}
