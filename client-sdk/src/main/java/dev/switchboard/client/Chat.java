package dev.switchboard.client;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A customer's chat. The same object from opening to end, whatever happens to the connection. Safe for use by several
 * threads; no method blocks; see {@link ChatClient} for callbacks and futures.
 */
public interface Chat {

    /**
     * The server's id of the chat.
     *
     * @return the id
     */
    String id();

    /**
     * Name of the queue the chat is in or came from.
     *
     * @return the name
     */
    String queue();

    /**
     * How far the chat has come, as far as this client knows.
     *
     * @return the phase
     */
    ChatPhase phase();

    /**
     * The place in the queue.
     *
     * @return the place while waiting, else empty
     */
    Optional<Place> place();

    /**
     * Who has the chat.
     *
     * @return the agent while active, the last one after the end, else empty
     */
    Optional<Author> agent();

    /**
     * Sends a text. Texts are stored in the order of the calls, also across lost connections, and never twice: one text of
     * a chat is under way at a time.
     *
     * @param text 1–4,000 UTF-16 code units, not blank; checked by the server
     * @return completes when the server has stored it; fails with {@link ErrorCode#TEXT_EMPTY}, {@link
     *     ErrorCode#TEXT_TOO_LONG}, {@link ErrorCode#CHAT_CLOSED}, {@link ErrorCode#NOT_A_MEMBER}, {@link
     *     ErrorCode#CHAT_FULL}, {@link ErrorCode#TOO_MANY_REQUESTS}, {@link ErrorCode#CLIENT_CLOSED}, or at the deadline
     *     with {@link ErrorCode#TIMED_OUT}, {@link ErrorCode#STORAGE_UNAVAILABLE}, {@link ErrorCode#OVERLOADED}, {@link
     *     ErrorCode#NOT_READY}, {@link ErrorCode#RATE_LIMITED} (all: not stored) or {@link ErrorCode#OUTCOME_UNKNOWN}
     *     (perhaps stored)
     */
    CompletableFuture<Receipt> send(String text);

    /**
     * Tells the others that the customer types. Lost when not connected.
     *
     * @param typing true when begun (repeat every few seconds), false when stopped
     */
    void typing(boolean typing);

    /**
     * Ends the chat after all texts sent before.
     *
     * @param reason why
     * @return completes when the server has closed the chat, also if it was closed before; fails as {@link #send} does
     */
    CompletableFuture<Void> end(EndReason reason);

    /**
     * Reads a part of the transcript again; nothing of it goes to listeners. Works after the end as long as the server
     * keeps the transcript.
     *
     * @param afterSequence 0 for the beginning
     * @param limit 1–200
     * @return completes with the entries; fails with {@link ErrorCode#UNKNOWN_CHAT} when they are no longer kept, or as
     *     {@link #send} does
     * @throws IllegalArgumentException if an argument is out of its range
     */
    CompletableFuture<History> history(long afterSequence, int limit);
}
