package dev.switchboard.client;

import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * An agent's, supervisor's or bot's connection to the chat server.
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
public interface AgentClient extends AutoCloseable {

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
     * Connects; see {@link ChatClient#connect()}. Chats that the agent has already are told to the chat listener.
     *
     * @return completes when the server has greeted the client; fails as {@link ChatClient#connect()} does
     */
    CompletableFuture<Void> connect();

    /**
     * Where the client stands.
     *
     * @return the state now; callbacks may lag behind it
     */
    ClientState state();

    /**
     * What the server told last about the agent.
     *
     * @return the status, empty before the first connection
     */
    Optional<AgentStatus> status();

    /**
     * Chooses the agent's readiness, on all devices; during the work after a chat, for its end. The last choice is repeated inside when the server took the agent
     * offline because this client was away too long.
     *
     * @param presence all but {@link Presence#NOT_RESPONDING}
     * @return completes with the status that follows; fails with {@link ErrorCode#NOT_CONNECTED}, {@link
     *     ErrorCode#CLIENT_CLOSED}, {@link ErrorCode#FORBIDDEN}, or at the deadline as {@link Chat#send} does
     * @throws IllegalArgumentException if the presence cannot be chosen
     */
    CompletableFuture<AgentStatus> setPresence(Presence presence);

    /**
     * Takes a waiting chat of a queue that the agent serves, without an offer. Done in order with other requests about the
     * chat.
     *
     * @param chat id of the chat
     * @return completes with the chat, which the chat listener is told before; fails with {@link ErrorCode#UNKNOWN_CHAT},
     *     {@link ErrorCode#NOT_WAITING} (on offer to another), {@link ErrorCode#NOT_A_MEMBER} (another has it: details
     *     "agent" and "name"), {@link ErrorCode#AGENT_NOT_ELIGIBLE}, {@link ErrorCode#ACTIVE_LIMIT}, {@link ErrorCode#AGENT_FULL}, {@link
     *     ErrorCode#CHAT_CLOSED}, or as {@link #setPresence} does
     */
    CompletableFuture<AgentChat> takeChat(String chat);

    /**
     * Takes a chat from the agent who has it, with the right to ({@link AgentStatus#mayTakeOver}); if it waits again by then,
     * as {@link #takeChat} does. Done in order with other requests about the chat.
     *
     * @param chat id of the chat
     * @param owner id of the agent who has it, as it was seen: when somebody else has it by then, it stays with him
     * @return completes and fails as {@link #takeChat} does; {@link ErrorCode#NOT_A_MEMBER} where it is with somebody else
     *     than the owner named, or there is no right to; {@link ErrorCode#UNKNOWN_AGENT} where the id cannot be one
     * @throws IllegalArgumentException if the owner is empty
     */
    CompletableFuture<AgentChat> takeOver(String chat, String owner);

    /**
     * Goes on with the work after a chat for the time that its queue gives, from now on; for an hour in all at most.
     *
     * @param chat id of the chat
     * @return completes with the status that follows; fails with {@link ErrorCode#UNKNOWN_CHAT} when that work is over, or
     *     as {@link #setPresence} does
     */
    CompletableFuture<AgentStatus> extendWrapUp(String chat);

    /**
     * Ends the work after a chat.
     *
     * @param chat id of the chat
     * @return completes with the status that follows, also when the work was over before; fails as {@link #setPresence} does
     */
    CompletableFuture<AgentStatus> endWrapUp(String chat);

    /**
     * The agent's chats.
     *
     * @return a copy, in no particular order; after close the chats of that moment
     */
    List<AgentChat> chats();

    /**
     * Messages that customers left for the queues that the agent serves; for supervisors and administrators all. Open ones come
     * oldest first, answered ones newest first.
     *
     * @param answered the answered messages, otherwise the open ones
     * @param cursor from the page before; empty for the first one
     * @param limit messages of a page, 1–50
     * @return completes with the page; fails as {@link #setPresence} does
     * @throws IllegalArgumentException if the limit is out of its range
     */
    CompletableFuture<OfflineMessages> offlineMessages(boolean answered, String cursor, int limit);

    /**
     * Marks a message as answered by this agent, who answers in a way of his own. A repeat succeeds.
     *
     * @param id id of the message
     * @return completes with the message as it is now; fails with {@link ErrorCode#NOT_FOUND} if there is none in the
     *     queues that the agent serves, {@link ErrorCode#CONFLICT} if another was first (details "agent" and "name"), or as
     *     {@link #setPresence} does
     */
    CompletableFuture<OfflineMessage> answerOfflineMessage(String id);

    /** Closes for good, at once. The agent's chats stay with him until the server's grace period ends. */
    @Override
    void close();

    /** Settings of an agent's client. Listeners not given do nothing. */
    final class Builder extends ClientBuilder<Builder> {

        private final AgentListeners listeners = new AgentListeners();

        private Builder(URI uri) {
            super(uri);
        }

        /**
         * Told each offer once.
         *
         * @param listener gets the offer
         * @return this builder
         */
        public Builder onOffer(Consumer<Offer> listener) {
            listeners.offer = Objects.requireNonNull(listener, "listener");
            return this;
        }

        /**
         * Told when an offer ended without being accepted through this client.
         *
         * @param listener gets the offer and how it ended
         * @return this builder
         */
        public Builder onOfferEnded(BiConsumer<Offer, OfferEnd> listener) {
            listeners.offerEnded = Objects.requireNonNull(listener, "listener");
            return this;
        }

        /**
         * Told each chat that the agent gets: accepted here or on another device, assigned directly, or found when
         * connecting.
         *
         * @param listener gets the chat before its first message
         * @return this builder
         */
        public Builder onChat(Consumer<AgentChat> listener) {
            listeners.chat = Objects.requireNonNull(listener, "listener");
            return this;
        }

        /**
         * Told each text and note of each chat once and in order, own ones and those from before the assignment included.
         *
         * @param listener gets the chat and messages of all kinds but {@link MessageKind#SYSTEM}
         * @return this builder
         */
        public Builder onMessage(BiConsumer<AgentChat, Message> listener) {
            listeners.message = Objects.requireNonNull(listener, "listener");
            return this;
        }

        /**
         * Told each line of the server once, and in order with the texts of its chat.
         *
         * @param listener gets the chat and messages of kind {@link MessageKind#SYSTEM}
         * @return this builder
         */
        public Builder onSystemLine(BiConsumer<AgentChat, Message> listener) {
            listeners.systemLine = Objects.requireNonNull(listener, "listener");
            return this;
        }

        /**
         * Told when another participant begins or stops typing.
         *
         * @param listener gets the chat and what changed
         * @return this builder
         */
        public Builder onTyping(BiConsumer<AgentChat, Typing> listener) {
            listeners.typing = Objects.requireNonNull(listener, "listener");
            return this;
        }

        /**
         * Told when the transcript seen so far is void, because the server could not resume: drop it. All messages of the
         * chat follow again from the first.
         *
         * @param listener gets the chat
         * @return this builder
         */
        public Builder onReset(Consumer<AgentChat> listener) {
            listeners.reset = Objects.requireNonNull(listener, "listener");
            return this;
        }

        /**
         * Told once for each chat, when it ended or went elsewhere; the last callback about that object. A chat that comes
         * back later is a new object.
         *
         * @param listener gets the chat and what happened
         * @return this builder
         */
        public Builder onDeparture(BiConsumer<AgentChat, ChatDeparture> listener) {
            listeners.departure = Objects.requireNonNull(listener, "listener");
            return this;
        }

        /**
         * Told when a chat is put on hold or idle, or takes its units again.
         *
         * @param listener gets the chat and what holds now
         * @return this builder
         */
        public Builder onParked(BiConsumer<AgentChat, Parked> listener) {
            listeners.parked = Objects.requireNonNull(listener, "listener");
            return this;
        }

        /**
         * Told what becomes of chats that the agent transferred, on this or another device: at the transfer and at each
         * change, until somebody has the chat or it ended. What is said in the chat is not told. After a lost connection
         * the state that was missed is told, where the chat has not gone further since.
         *
         * @param listener gets chat and state
         * @return this builder
         */
        public Builder onTransfer(Consumer<Transfer> listener) {
            listeners.transfer = Objects.requireNonNull(listener, "listener");
            return this;
        }

        /**
         * Told when something of the agent's status changed, and after each connecting.
         *
         * @param listener gets the status
         * @return this builder
         */
        public Builder onStatus(Consumer<AgentStatus> listener) {
            listeners.status = Objects.requireNonNull(listener, "listener");
            return this;
        }

        /**
         * Builds a client that is not connected yet.
         *
         * @return the client
         * @throws IllegalStateException if the credentials are missing
         */
        public AgentClient build() {
            return new LiveAgentClient(options(), listeners.copy());
        }

        @Override
        Builder self() {
            return this;
        }
    }
}
