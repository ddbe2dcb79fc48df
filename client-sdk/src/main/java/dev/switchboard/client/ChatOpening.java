package dev.switchboard.client;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * A chat about to be opened: requirements and listeners. All listeners run on the client's executor, one at a time; those
 * not given do nothing. Not safe for several threads, and used up by {@link #open()}.
 */
public interface ChatOpening {

    /**
     * Asks for a skill that the agent must have; at most 8.
     *
     * @param requirement the skill and its levels
     * @return this
     * @throws IllegalStateException if there are 8 already
     */
    ChatOpening requiring(Requirement requirement);

    /**
     * Asks for a skill that the agent should have: given up by the steps of the queue, and where it has none for that, when
     * nobody who has it is free at once; at most 8.
     *
     * @param preference the skill and its levels
     * @return this
     * @throws IllegalStateException if there are 8 already
     */
    ChatOpening preferring(Requirement preference);

    /**
     * Told each text of the chat once and in order, own ones included, those from before this client came back included.
     *
     * @param listener gets messages of all kinds but {@link MessageKind#SYSTEM}
     * @return this
     */
    ChatOpening onMessage(Consumer<Message> listener);

    /**
     * Told each line of the server ("joined", "left" …) once, and in order with the texts.
     *
     * @param listener gets messages of kind {@link MessageKind#SYSTEM}
     * @return this
     */
    ChatOpening onSystemLine(Consumer<Message> listener);

    /**
     * Told the place in the queue when it changes, at most about once a second; also when a chat is back in its queue.
     *
     * @param listener gets the place
     * @return this
     */
    ChatOpening onQueueMoved(Consumer<Place> listener);

    /**
     * Told each agent who gets the chat.
     *
     * @param listener gets the agent
     * @return this
     */
    ChatOpening onAssigned(Consumer<Author> listener);

    /**
     * Told when another participant begins or stops typing.
     *
     * @param listener gets what changed
     * @return this
     */
    ChatOpening onTyping(Consumer<Typing> listener);

    /**
     * Told when the transcript that was seen so far is void, because the server could not resume: drop it. All messages
     * follow again from the first.
     *
     * @param listener runs before the first message of the new transcript
     * @return this
     */
    ChatOpening onReset(Runnable listener);

    /**
     * Told once, when the chat has ended; the last callback of the chat.
     *
     * @param listener gets why
     * @return this
     */
    ChatOpening onClosed(Consumer<CloseReason> listener);

    /**
     * Opens the chat. If the customer has an open chat in this queue from an earlier run of the program or another device,
     * it is taken up again, and its messages come from the first.
     *
     * @return completes with the chat when the server has it; fails with {@link ErrorCode#UNKNOWN_QUEUE}, {@link
     *     ErrorCode#UNKNOWN_SKILL}, {@link ErrorCode#CHAT_ALREADY_OPEN} (in this very client), {@link ErrorCode#QUEUE_FULL},
     *     {@link ErrorCode#QUEUE_CLOSED}, {@link ErrorCode#CONTRADICTORY_REQUIREMENTS}, {@link ErrorCode#LIMIT_REACHED}, {@link ErrorCode#NOT_CONNECTED}, {@link ErrorCode#TOO_MANY_REQUESTS}, {@link
     *     ErrorCode#CLIENT_CLOSED}, or at the deadline with {@link ErrorCode#TIMED_OUT} or {@link
     *     ErrorCode#OUTCOME_UNKNOWN}
     * @throws IllegalStateException if opened before
     */
    CompletableFuture<Chat> open();
}
