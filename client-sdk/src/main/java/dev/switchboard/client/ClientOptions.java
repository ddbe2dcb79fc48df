package dev.switchboard.client;

import dev.switchboard.client.internal.connection.Environment;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a builder has gathered; see {@link ClientBuilder} for the meaning. */
record ClientOptions(
        URI uri,
        Credentials credentials,
        Backoff reconnect,
        Duration requestDeadline,
        Duration answerTimeout,
        int outstandingMax,
        String program,
        @Nullable Executor executor,
        Environment environment,
        Consumer<StateChange> onStateChange) {}
