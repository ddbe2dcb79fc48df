package dev.switchboard.client;

import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * A customer's connection to the chat server.
 *
 * <p>Safe for use by several threads. No method blocks. Callbacks run, and futures complete, one at a time and in order on
 * the {@link ClientBuilder#executor executor}; waiting for a future of the same client inside a callback would wait
 * forever, so {@code get} and {@code join} throw {@link IllegalStateException} there: chain instead. What a callback
 * throws is logged and otherwise ignored. Futures fail with {@link ChatException} only; cancelling one changes nothing but
 * the future itself.
 *
 * <p>Lost connections, new tokens and repeated requests are dealt with inside; see {@link ClientState}. After {@link
 * #close()} all futures fail with {@link ErrorCode#CLIENT_CLOSED}, and the change of state is the only callback to come.
 */
public interface ChatClient extends AutoCloseable {

    /**
     * Starts the settings of a client.
     *
     * @param uri {@code ws://host:port} or {@code wss://…}; the path is {@code /ws} unless given
     * @return a builder
     * @throws IllegalArgumentException if the address is not one of a WebSocket
     */
    static Builder builder(URI uri) {
        return new Builder(uri);
    }

    /**
     * Connects, repeatedly with pauses until it works or the request deadline has passed. Does nothing when connecting or
     * connected already.
     *
     * @return completes when the server has greeted the client; fails with {@link ErrorCode#CONNECT_TIMED_OUT} (then
     *     {@code connect()} may be called again), or with the reason for which the client is closed for good: {@link
     *     ErrorCode#SIGN_IN_FAILED} if the credentials are refused, of whatever kind they are; {@link
     *     ErrorCode#ORIGIN_NOT_ALLOWED}; {@link ErrorCode#FORBIDDEN} or {@link ErrorCode#UNKNOWN_AGENT} if a program's key
     *     may not speak for whom it names; {@link ErrorCode#TOKEN_REVOKED} if the account was disabled or revoked
     */
    CompletableFuture<Void> connect();

    /**
     * Where the client stands.
     *
     * @return the state now; callbacks may lag behind it
     */
    ClientState state();

    /**
     * The customer's id at the server.
     *
     * @return the id, empty before the first connection
     */
    Optional<String> subject();

    /**
     * Prepares a chat in a queue; give it listeners and open it.
     *
     * @param queue name of the queue; empty for the site's default queue
     * @return settings of the chat to come
     */
    ChatOpening chat(String queue);

    /**
     * Chats that were opened through this client and have not ended.
     *
     * @return a copy, in no particular order; after close the chats that were open then
     */
    List<Chat> chats();

    /**
     * Leaves a message where nobody can chat: somebody answers it later, in the way that the draft names. It is left once,
     * however often this client repeats it inside.
     *
     * @param draft what to leave
     * @return completes when the server has stored it; fails with {@link ErrorCode#INVALID_FIELD} (details "field"), {@link
     *     ErrorCode#TEXT_EMPTY}, {@link ErrorCode#TEXT_TOO_LONG}, {@link ErrorCode#UNKNOWN_QUEUE}, {@link
     *     ErrorCode#UNKNOWN_CHAT} if the chat is not this customer's, {@link ErrorCode#RATE_LIMITED} if he has left too many
     *     in this hour, {@link ErrorCode#OVERLOADED} if the server has no room, {@link ErrorCode#NOT_CONNECTED}, {@link
     *     ErrorCode#CLIENT_CLOSED}, or at the deadline as {@link Chat#send} does
     */
    CompletableFuture<Void> leaveMessage(OfflineDraft draft);

    /** Closes for good, at once. Open chats go on at the server until its grace period ends. A second call does nothing. */
    @Override
    void close();

    /** Settings of a customer's client. */
    final class Builder extends ClientBuilder<Builder> {

        private Consumer<QueueStatus> onQueueStatus = status -> {};

        private Builder(URI uri) {
            super(uri);
        }

        /**
         * Told whether somebody is there to answer, for each queue of the site after each connecting and at changes.
         *
         * @param listener runs on the executor
         * @return this builder
         */
        public Builder onQueueStatus(Consumer<QueueStatus> listener) {
            onQueueStatus = Objects.requireNonNull(listener, "listener");
            return this;
        }

        /**
         * Builds a client that is not connected yet.
         *
         * @return the client
         * @throws IllegalStateException if the credentials are missing
         */
        public ChatClient build() {
            return new LiveChatClient(options(), onQueueStatus);
        }

        @Override
        Builder self() {
            return this;
        }
    }
}
