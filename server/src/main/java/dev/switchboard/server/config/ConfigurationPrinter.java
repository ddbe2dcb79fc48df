package dev.switchboard.server.config;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Prints the settings in force as YAML that could be read again, but for the secrets. */
final class ConfigurationPrinter {

    private ConfigurationPrinter() {}

    static String print(Values values) {
        StringBuilder out = new StringBuilder();
        List<String> open = List.of();
        for (Key<?> key : Keys.all()) {
            List<String> parts = Arrays.asList(key.name().split("\\."));
            List<String> groups = parts.subList(0, parts.size() - 1);
            for (int depth = 0; depth < groups.size(); depth++) {
                if (depth >= open.size() || !groups.subList(0, depth + 1).equals(open.subList(0, depth + 1))) {
                    out.append("  ".repeat(depth)).append(groups.get(depth)).append(":\n");
                }
            }
            open = groups;
            line(out, key, values, "  ".repeat(groups.size()), parts.get(parts.size() - 1));
        }
        return out.toString();
    }

    private static <T> void line(StringBuilder out, Key<T> key, Values values, String indent, String name) {
        @Nullable T value = values.find(key);
        if (value == null) {
            out.append(indent).append("# ").append(name).append(": not set\n");
            return;
        }
        String text = key.kind().print(value);
        boolean plain = text.matches("[A-Za-z0-9./_-]+") || key.kind().list();
        out.append(indent)
                .append(name)
                .append(": ")
                .append(plain ? text : "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"")
                .append("  # ")
                .append(values.where(key))
                .append('\n');
    }
}
