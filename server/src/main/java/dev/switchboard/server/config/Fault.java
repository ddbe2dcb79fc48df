package dev.switchboard.server.config;

/**
 * One thing that is wrong with the configuration.
 *
 * @param where file and line, or the environment variable
 * @param key the setting, empty when the fault is about a whole source
 * @param what is wrong; never contains a secret
 * @param remedy what to do about it
 */
public record Fault(String where, String key, String what, String remedy) {

    @Override
    public String toString() {
        return where + ": " + (key.isEmpty() ? "" : key + " ") + what + ". " + remedy + ".";
    }
}
