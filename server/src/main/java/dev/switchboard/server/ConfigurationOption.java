package dev.switchboard.server;

import dev.switchboard.server.config.ConfigurationException;
import dev.switchboard.server.config.ConfigurationLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Finds and reads the configuration; shared by all subcommands. */
final class ConfigurationOption {

    private static final Path DEFAULT_FILE = Path.of("switchboard.yaml");

    private final Map<String, String> environment;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Configuration file; else the one that SWITCHBOARD_CONFIG names, else ./switchboard.yaml if"
                    + " there is one.")
    private @Nullable Path file;

    ConfigurationOption(Map<String, String> environment) {
        this.environment = environment;
    }

    ConfigurationLoader.Loaded load() throws ConfigurationException {
        return load(Map.of());
    }

    /** @param otherwise values in place of the usual defaults, by name of the setting */
    ConfigurationLoader.Loaded load(Map<String, String> otherwise) throws ConfigurationException {
        return ConfigurationLoader.load(chosen(), environment, otherwise);
    }

    private @Nullable Path chosen() {
        if (file != null) {
            return file;
        }
        String named = environment.get(ConfigurationLoader.FILE_VARIABLE);
        if (named != null && !named.isBlank()) {
            return Path.of(named);
        }
        return Files.exists(DEFAULT_FILE) ? DEFAULT_FILE : null;
    }
}
