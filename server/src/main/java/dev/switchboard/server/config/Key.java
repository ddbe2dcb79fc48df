package dev.switchboard.server.config;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One setting.
 *
 * @param name path in the YAML file, parts joined by dots: {@code redis.command-timeout}
 * @param defaultValue null when the setting is absent by default
 * @param meaning one sentence for people
 */
public record Key<T>(String name, Kind<T> kind, @Nullable T defaultValue, String meaning) {

    /** What the names of secrets' file forms end with. */
    static final String FILE_SUFFIX = "-file";

    /** {@return name of the environment variable: upper case, dots and dashes as underscores} */
    public String environmentVariable() {
        return ConfigurationLoader.ENVIRONMENT_PREFIX
                + name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /** {@return the default as it would stand in the file, empty when there is none} */
    public String defaultText() {
        return defaultValue == null ? "" : kind.print(defaultValue);
    }

    boolean secret() {
        return kind.secret();
    }

    /** {@return name of the setting that names a file with this secret} */
    String fileName() {
        return name + FILE_SUFFIX;
    }
}
