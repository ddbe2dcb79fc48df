package dev.switchboard.server.web;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * One thing that must be well.
 *
 * @param name short, lower case, e.g. "redis"
 * @param fault what is wrong, empty while nothing is; asked from any thread, at once and without waiting
 */
public record HealthCheck(String name, Supplier<Optional<String>> fault) {}
