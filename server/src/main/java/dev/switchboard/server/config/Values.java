package dev.switchboard.server.config;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What was given for the settings, after parsing; defaults are not in here.
 *
 * @param given by name of the setting
 */
record Values(Map<String, Given> given) {

    /** @param where file and line, or environment variable */
    record Given(Object value, String where) {}

    Values {
        given = Map.copyOf(given);
    }

    /** The value of a setting that has a default. */
    <T> T get(Key<T> key) {
        return Objects.requireNonNull(find(key), key.name());
    }

    /** The value of a setting, its default, or null. */
    @SuppressWarnings("unchecked") // what stands under a key's name was parsed by the key's kind
    <T> @Nullable T find(Key<T> key) {
        Given found = given.get(key.name());
        return found == null ? key.defaultValue() : (T) found.value();
    }

    boolean has(Key<?> key) {
        return given.containsKey(key.name());
    }

    String where(Key<?> key) {
        Given found = given.get(key.name());
        return found == null ? "default" : found.where();
    }
}
