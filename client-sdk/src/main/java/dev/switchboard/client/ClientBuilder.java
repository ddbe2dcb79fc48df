package dev.switchboard.client;

import dev.switchboard.client.internal.connection.Authorities;
import dev.switchboard.client.internal.connection.Environment;
import dev.switchboard.client.internal.connection.EnvironmentSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * The settings that customers' and agents' clients have in common. A builder is not safe for several threads; what it
 * builds does not change with it any more.
 *
 * @param <B> the builder's own type
 */
public abstract class ClientBuilder<B extends ClientBuilder<B>> {

    private static final Duration LONGEST_DEADLINE = Duration.ofMinutes(10);

    private final URI uri;
    private @Nullable Credentials credentials;
    private Backoff reconnect = Backoff.between(Duration.ofMillis(250), Duration.ofSeconds(30));
    private Duration requestDeadline = Duration.ofSeconds(30);
    private Duration answerTimeout = Duration.ofSeconds(10);
    private int outstandingMax = 1_000;
    private String program = "";
    private @Nullable Executor executor;
    private @Nullable SharedResources resources;
    private @Nullable TrustManagerFactory trust;
    private Consumer<StateChange> onStateChange = change -> {};

    ClientBuilder(URI uri) {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!(scheme.equals("ws") || scheme.equals("wss")) || uri.getHost() == null) {
            throw new IllegalArgumentException("Expected ws://host[:port][/path] or wss://…, got " + uri);
        }
        this.uri = uri;
    }

    /**
     * Who the client is. Required.
     *
     * @param who the credentials
     * @return this builder
     */
    public final B credentials(Credentials who) {
        credentials = Objects.requireNonNull(who, "who");
        return self();
    }

    /**
     * Pauses between attempts to connect. Default 250 ms to 30 s: a short hiccup goes unnoticed, a server that restarts has
     * everybody back within five seconds of being ready, and one that is away for long is not bothered much; {@link
     * Backoff} has the figures.
     *
     * @param backoff the pauses
     * @return this builder
     */
    public final B reconnect(Backoff backoff) {
        reconnect = Objects.requireNonNull(backoff, "backoff");
        return self();
    }

    /**
     * Time after which a request, repeated inside as often as needed, is given up, and {@code connect()} too. Default
     * 30 s: bridges the loss of a server, and is as long as a person waits.
     *
     * @param deadline 100 ms to 10 min
     * @return this builder
     * @throws IllegalArgumentException if out of range
     */
    public final B requestDeadline(Duration deadline) {
        requestDeadline = inRange(deadline);
        return self();
    }

    /**
     * How long the server may be silent. When nothing at all has come for this time since a request or a heartbeat was sent,
     * the connection counts as dead: it is closed, another one is opened, and requests are sent again with the same key. A
     * request that waits this long while other things do come is repeated on the same connection. Also the limit for
     * opening a socket, greeting the server and fetching a token. Default 10 s: far above what a busy server needs (it
     * answers heartbeats at once, and is asked by one half-way), above the usual gaps of a mobile network, and a third of
     * the request deadline, so that a request outlives a dead connection.
     *
     * @param timeout 100 ms to 10 min
     * @return this builder
     * @throws IllegalArgumentException if out of range
     */
    public final B answerTimeout(Duration timeout) {
        answerTimeout = inRange(timeout);
        return self();
    }

    /**
     * Requests of this client that may be without a final answer at once; further ones fail with {@link
     * ErrorCode#TOO_MANY_REQUESTS}. Default 1,000: more than any person makes, and a bound for memory.
     *
     * @param max 1–100,000
     * @return this builder
     * @throws IllegalArgumentException if out of range
     */
    public final B outstandingMax(int max) {
        if (max < 1 || max > 100_000) {
            throw new IllegalArgumentException("outstandingMax is between 1 and 100,000, got " + max);
        }
        outstandingMax = max;
        return self();
    }

    /**
     * Name and version of the program, for the server's logs. Default empty.
     *
     * @param nameAndVersion at most 60 characters
     * @return this builder
     * @throws IllegalArgumentException if too long
     */
    public final B program(String nameAndVersion) {
        if (nameAndVersion.length() > 60) {
            throw new IllegalArgumentException("A program's name has at most 60 characters");
        }
        program = nameAndVersion;
        return self();
    }

    /**
     * Where callbacks run and futures complete: one at a time per client, in order, never on the thread of the socket.
     * Default: the callback threads of the {@link #resources(SharedResources) resources}. An executor that refuses a task
     * loses callbacks; a callback that takes long delays only its own client's next ones.
     *
     * @param callbacks the executor; not closed by the client
     * @return this builder
     */
    public final B executor(Executor callbacks) {
        executor = Objects.requireNonNull(callbacks, "callbacks");
        return self();
    }

    /**
     * Threads to use. Default: those that all clients without this setting share.
     *
     * @param shared made by {@link SharedResources#create}; stays open when the client is closed
     * @return this builder
     */
    public final B resources(SharedResources shared) {
        resources = Objects.requireNonNull(shared, "shared");
        return self();
    }

    /**
     * Who may vouch for the server at {@code wss://}, for a desk with an authority of its own. Default: those whom Java
     * trusts. The name in the server's certificate is checked in either case.
     *
     * @param authorities a PEM file with the certificates of the authorities, in place of those whom Java trusts; read now
     * @return this builder
     * @throws IllegalArgumentException if the file holds no certificate
     * @throws UncheckedIOException if it cannot be read
     */
    public final B trust(Path authorities) {
        try {
            trust = Authorities.read(authorities);
            return self();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /**
     * Told each change of state, the change to {@link ClientState#CLOSED} as the last callback of all. Default: nothing.
     *
     * @param listener runs on the executor
     * @return this builder
     */
    public final B onStateChange(Consumer<StateChange> listener) {
        onStateChange = Objects.requireNonNull(listener, "listener");
        return self();
    }

    abstract B self();

    ClientOptions options() {
        Credentials who = credentials;
        if (who == null) {
            throw new IllegalStateException("credentials are missing");
        }
        return new ClientOptions(
                uri,
                who,
                reconnect,
                requestDeadline,
                answerTimeout,
                outstandingMax,
                program,
                executor,
                openEnvironment(),
                onStateChange);
    }

    private Environment openEnvironment() {
        SharedResources given = resources;
        if (given == null) {
            return NettyResources.openDefault(trust);
        }
        if (given instanceof EnvironmentSource source) {
            return source.open(trust);
        }
        throw new IllegalStateException("resources were not made by SharedResources.create");
    }

    private static Duration inRange(Duration duration) {
        if (duration.toMillis() < 100 || duration.compareTo(LONGEST_DEADLINE) > 0) {
            throw new IllegalArgumentException("Expected 100 ms to 10 min, got " + duration);
        }
        return duration;
    }
}
