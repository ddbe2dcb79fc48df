package dev.switchboard.server.config;

import dev.switchboard.server.config.Kind.Malformed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the configuration and reports everything that is wrong with it at once. */
public final class ConfigurationLoader {

    /** Environment variables with this prefix are settings. */
    public static final String ENVIRONMENT_PREFIX = "SWITCHBOARD_";

    /** The environment variable that names the configuration file; not a setting. */
    public static final String FILE_VARIABLE = ENVIRONMENT_PREFIX + "CONFIG";

    private static final int SECRET_FILE_BYTES_MAX = 64 << 10;

    private final List<Fault> faults = new ArrayList<>();
    private final Set<String> malformed = new HashSet<>();
    private final Map<String, Values.Given> given = new LinkedHashMap<>();

    private ConfigurationLoader() {}

    /**
     * What was read.
     *
     * @param printed the settings as YAML, each with its source, secrets as stars
     */
    public record Loaded(Configuration configuration, String printed) {}

    /**
     * Reads file and environment.
     *
     * @param file null when there is none
     * @throws ConfigurationException with all faults
     */
    public static Loaded load(@Nullable Path file, Map<String, String> environment) throws ConfigurationException {
        return load(file, environment, Map.of());
    }

    /**
     * Reads file and environment.
     *
     * @param file null when there is none
     * @param otherwise values that a subcommand has in place of the usual defaults, by name of the setting
     * @throws ConfigurationException with all faults
     */
    public static Loaded load(@Nullable Path file, Map<String, String> environment, Map<String, String> otherwise)
            throws ConfigurationException {
        return new ConfigurationLoader().read(file, environment, otherwise);
    }

    private Loaded read(@Nullable Path file, Map<String, String> environment, Map<String, String> otherwise)
            throws ConfigurationException {
        Map<String, Raw> fromFile = file == null ? Map.of() : YamlSource.read(file, faults);
        refuseUnknown(fromFile);
        Map<String, Raw> fromEnvironment = EnvironmentSource.read(environment, faults);
        Map<String, Raw> raw = new LinkedHashMap<>();
        otherwise.forEach((name, value) -> raw.put(name, new Raw(name, List.of(value), false, "default")));
        for (Map<String, Raw> source : List.of(fromFile, fromEnvironment)) {
            Map<String, Raw> resolved = withSecretFiles(source);
            // A source that gives one form of a secret hides both forms of the weaker source.
            resolved.keySet().forEach(name -> raw.remove(name + Key.FILE_SUFFIX));
            raw.putAll(resolved);
        }
        for (Key<?> key : Keys.all()) {
            Raw text = raw.get(key.name());
            if (text != null) {
                parse(key, text);
            }
        }
        Values values = new Values(given);
        for (Fault fault : ConfigurationAssembly.check(values)) {
            // A setting that could not be read counts as its default here: do not report what follows from that.
            if (malformed.stream()
                    .noneMatch(name -> fault.key().equals(name) || fault.what().contains(name))) {
                faults.add(fault);
            }
        }
        if (!faults.isEmpty()) {
            throw new ConfigurationException(faults);
        }
        return new Loaded(ConfigurationAssembly.assemble(values), ConfigurationPrinter.print(values));
    }

    private void refuseUnknown(Map<String, Raw> fromFile) {
        List<String> known = Keys.all().stream().map(Key::name).toList();
        fromFile.values().stream().filter(raw -> !known.contains(raw.name())).forEach(raw -> {
            boolean section = known.stream().anyMatch(name -> name.startsWith(raw.name() + "."));
            faults.add(new Fault(
                    raw.where(),
                    raw.name(),
                    section ? "is a group of settings, not a setting" : "is not a setting",
                    section
                            ? "Write its settings below it, indented"
                            : Suggestion.of(raw.name(), known) + "Remove it, or correct the name"));
        });
    }

    /** Replaces {@code x-file} by {@code x} with the file's content; {@code x-file} itself stays, for printing. */
    private Map<String, Raw> withSecretFiles(Map<String, Raw> source) {
        Map<String, Raw> resolved = new LinkedHashMap<>(source);
        for (Key<?> key : Keys.all()) {
            Raw file = key.secret() ? source.get(key.fileName()) : null;
            if (file == null) {
                continue;
            }
            if (source.containsKey(key.name())) {
                fault(file.where(), key.fileName(), "is given beside " + key.name(), "Give one of the two");
            } else {
                secretOf(key, file).ifPresent(raw -> resolved.put(key.name(), raw));
            }
        }
        return resolved;
    }

    private Optional<Raw> secretOf(Key<?> key, Raw file) {
        try {
            Path path = Path.of(file.items().isEmpty() ? "" : file.items().get(0));
            if (Files.size(path) > SECRET_FILE_BYTES_MAX) {
                fault(file.where(), file.name(), "names a file of more than 64 KiB", "Give the file with the secret");
                return Optional.empty();
            }
            String content = Files.readString(path).strip();
            List<String> items =
                    key.kind().list() ? content.lines().map(String::strip).toList() : List.of(content);
            return Optional.of(new Raw(key.name(), items, key.kind().list(), file.where()));
        } catch (IOException | RuntimeException e) {
            fault(file.where(), file.name(), "names a file that cannot be read", "Check its path and who may read it");
            return Optional.empty();
        }
    }

    private void parse(Key<?> key, Raw raw) {
        if (raw.sequence() && !key.kind().list()) {
            fault(raw.where(), key.name(), "is a list", "Give one " + key.kind().type());
            return;
        }
        if (raw.items().stream().anyMatch(String::isBlank)) {
            fault(raw.where(), key.name(), "is empty", "Give a " + key.kind().type() + ", or leave it out");
            return;
        }
        try {
            Object value = key.kind().parse(raw.items());
            given.put(key.name(), new Values.Given(value, raw.where()));
        } catch (Malformed e) {
            fault(raw.where(), key.name(), e.what(), e.remedy());
        }
    }

    private void fault(String where, String key, String what, String remedy) {
        malformed.add(key);
        faults.add(new Fault(where, key, what, remedy));
    }
}
