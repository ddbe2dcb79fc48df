package dev.switchboard.client;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A chat that an agent has. The same object from assignment until the agent gives it up or it ends, whatever happens to
 * the connection. Safe for use by several threads; no method blocks; see {@link AgentClient} for callbacks and futures.
 *
 * <p>All requests about one chat are done in the order of the calls.
 */
public interface AgentChat {

    /**
     * The server's id of the chat.
     *
     * @return the id
     */
    String id();

    /**
     * Name of the queue the chat came from.
     *
     * @return the name
     */
    String queue();

    /**
     * The customer.
     *
     * @return id and name; the name is empty for anonymous customers
     */
    Author customer();

    /**
     * Whether this agent has the chat, as far as this client knows.
     *
     * @return true until the chat ended or went elsewhere
     */
    boolean active();

    /**
     * Why the chat ended.
     *
     * @return the reason, empty while it goes on
     */
    Optional<CloseReason> closeReason();

    /**
     * Whether the chat takes its agent's units.
     *
     * @return why it takes none or fewer, as far as this client knows; {@link Parked#NOT} when it takes them
     */
    Parked parked();

    /**
     * Sends a text to all participants; stored once and in order, see {@link Chat#send}.
     *
     * @param text 1–4,000 UTF-16 code units, not blank; checked by the server
     * @return completes when the server has stored it; fails as {@link Chat#send} does, with {@link
     *     ErrorCode#NOT_A_MEMBER} when the chat went elsewhere
     */
    CompletableFuture<Receipt> send(String text);

    /**
     * Writes an internal note that the customer never sees.
     *
     * @param text 1–4,000 UTF-16 code units, not blank; checked by the server
     * @return completes when the server has stored it; fails as {@link #send} does
     */
    CompletableFuture<Receipt> note(String text);

    /**
     * Tells the others that the agent types. Lost when not connected.
     *
     * @param typing true when begun (repeat every few seconds), false when stopped
     */
    void typing(boolean typing);

    /**
     * Puts the chat on hold: unless its queue says otherwise, it takes none of the agent's units until {@link #resume}.
     * Texts go on as before.
     *
     * @return completes when it is on hold; fails with {@link ErrorCode#LIMIT_REACHED} when too many of the agent's chats
     *     are, or as {@link #send} does
     */
    CompletableFuture<Void> hold();

    /**
     * Takes the chat back from hold.
     *
     * @return completes when it takes its units again; fails with {@link ErrorCode#AGENT_FULL} when the agent has no room
     *     for it, or as {@link #send} does
     */
    CompletableFuture<Void> resume();

    /**
     * Gives the chat to a queue, where it keeps its age.
     *
     * @param queue name of the queue
     * @param note stored as an internal note for the next agent; empty for none
     * @return completes when the chat is in the queue; fails with {@link ErrorCode#UNKNOWN_QUEUE} or as {@link #send} does
     */
    CompletableFuture<Void> transferToQueue(String queue, String note);

    /**
     * Offers the chat to one agent; when he declines or misses it, it goes to its queue.
     *
     * @param agent id of the agent
     * @param note stored as an internal note for the next agent; empty for none
     * @return completes when the chat is offered; fails with {@link ErrorCode#UNKNOWN_AGENT}, {@link
     *     ErrorCode#AGENT_NOT_ELIGIBLE}, {@link ErrorCode#TRANSFER_TO_SELF} or as {@link #send} does
     */
    CompletableFuture<Void> transferToAgent(String agent, String note);

    /**
     * Closes the chat after all texts sent before.
     *
     * @param reason why
     * @return completes when the server has closed the chat, also if it was closed before; fails as {@link #send} does
     */
    CompletableFuture<Void> close(AgentEndReason reason);

    /**
     * Reads a part of the transcript again; nothing of it goes to listeners.
     *
     * @param afterSequence 0 for the beginning
     * @param limit 1–200
     * @return completes with the entries; fails with {@link ErrorCode#NOT_A_MEMBER} or {@link ErrorCode#UNKNOWN_CHAT} when
     *     this agent may not read it, or as {@link #send} does
     * @throws IllegalArgumentException if an argument is out of its range
     */
    CompletableFuture<History> history(long afterSequence, int limit);
}
