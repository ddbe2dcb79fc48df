package dev.switchboard.client;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A chat proposed to an agent, to be answered before it runs out. Safe for use by several threads; no method blocks; see
 * {@link AgentClient} for callbacks and futures.
 */
public interface Offer {

    /**
     * The server's id of the offer.
     *
     * @return the id
     */
    String id();

    /**
     * The server's id of the chat.
     *
     * @return the id
     */
    String chatId();

    /**
     * Name of the queue the chat comes from.
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
     * What the chat asks for.
     *
     * @return skills and levels, unmodifiable
     */
    List<Requirement> requirements();

    /**
     * How long the customer had been waiting when the offer was made.
     *
     * @return the time, to the millisecond
     */
    Duration waited();

    /**
     * Time left to answer; counted from the offer's arrival, so the server's may be shorter by the time of travel.
     *
     * @return the time left, zero when it ran out or the offer ended
     */
    Duration remaining();

    /**
     * Takes the chat. Its transcript goes to the client's message listener.
     *
     * @return completes with the chat, which was told to the chat listener before; fails with {@link ErrorCode#OFFER_GONE}
     *     when it was too late, or as {@link Chat#send} does
     */
    CompletableFuture<AgentChat> accept();

    /**
     * Leaves the chat to somebody else.
     *
     * @param reason why
     * @return completes when the server knows; fails with {@link ErrorCode#OFFER_GONE} when it was too late, or as {@link
     *     Chat#send} does
     */
    CompletableFuture<Void> decline(DeclineReason reason);
}
