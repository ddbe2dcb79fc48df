package dev.switchboard.client.internal.connection;

/**
 * Makes the environment of each new client. What {@code ClientBuilder.resources} gets must implement it: in production the
 * shared threads, in a simulation its world.
 */
public interface EnvironmentSource {
    /** A new environment, closed by the client that gets it. */
    Environment open();
}
