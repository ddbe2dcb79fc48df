package dev.switchboard.server.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Picks the settings out of the environment. */
final class EnvironmentSource {

    /** What a container platform sets for a service that is named "switchboard": not meant for us. */
    private static final Pattern SERVICE_LINK =
            Pattern.compile("SWITCHBOARD_(\\w+_)?(SERVICE_(HOST|PORT\\w*)|PORT(_[0-9]+_(TCP|UDP)\\w*)?)");

    private EnvironmentSource() {}

    /** The settings by name; variables with our prefix that name none are added to the faults. */
    static Map<String, Raw> read(Map<String, String> environment, List<Fault> faults) {
        Map<String, Key<?>> byVariable = new LinkedHashMap<>();
        Keys.all().forEach(key -> byVariable.put(key.environmentVariable(), key));
        Map<String, Raw> found = new LinkedHashMap<>();
        new TreeMap<>(environment).forEach((variable, text) -> {
            Key<?> key = byVariable.get(variable);
            if (key != null) {
                List<String> items = key.kind().list() ? List.of(text.trim().split(" *, *")) : List.of(text);
                found.put(key.name(), new Raw(key.name(), items, key.kind().list(), variable));
            } else if (isMeantForUs(variable)) {
                faults.add(new Fault(
                        variable,
                        "",
                        "names no setting",
                        Suggestion.of(variable, byVariable.keySet()) + "Remove it, or correct the name"));
            }
        });
        return found;
    }

    private static boolean isMeantForUs(String variable) {
        return variable.startsWith(ConfigurationLoader.ENVIRONMENT_PREFIX)
                && !variable.equals(ConfigurationLoader.FILE_VARIABLE)
                && !SERVICE_LINK.matcher(variable).matches();
    }
}
