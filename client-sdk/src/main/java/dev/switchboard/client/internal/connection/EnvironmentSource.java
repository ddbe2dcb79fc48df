package dev.switchboard.client.internal.connection;

import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Makes the environment of each new client. What {@code ClientBuilder.resources} gets must implement it: in production the
 * shared threads, in a simulation its world.
 */
public interface EnvironmentSource {
    /** A new environment, closed by the client that gets it. */
    Environment open();

    /**
     * The same for a client that names who may vouch for its server.
     *
     * @param trust null for those whom Java trusts; of no meaning where nothing is encrypted
     */
    default Environment open(@Nullable TrustManagerFactory trust) {
        return open();
    }
}
