package dev.switchboard.server.web;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * One thing that must be well.
 *
 * @param name short, lower case, e.g. "redis"
 * @param fault what is wrong, empty while nothing is; asked from any thread, at once and without waiting
 * @param grave the node must not get work meanwhile; else the fault is only told
 */
public record HealthCheck(String name, Supplier<Optional<String>> fault, boolean grave) {

    public HealthCheck(String name, Supplier<Optional<String>> fault) {
        this(name, fault, true);
    }

    /** Something for an operator to look into while the node serves on. */
    public static HealthCheck warning(String name, Supplier<Optional<String>> fault) {
        return new HealthCheck(name, fault, false);
    }
}
