package dev.switchboard.loadtest.verify;

import java.util.List;

/**
 * Something that a client did or saw. {@code atNanos} is the generator's own monotonic clock, at the moment at which the
 * client's code got to know: what it did, the server learns later; what it saw, the server did earlier. Chats are named
 * by the server's id, before it is known by {@code number}.
 */
public sealed interface Observation {

    /** The name under which customers send and see; agents go by their own. */
    String CUSTOMER = "customer";

    long atNanos();

    /** The staff of the run, before anything else. */
    record AgentHired(long atNanos, String agent, int capacity, Profile profile) implements Observation {}

    /** The agent is connected, available, and knows its chats. */
    record AgentReady(long atNanos, String agent) implements Observation {}

    /** The agent's connection is gone or it is not available: nothing is certain about it until it is ready again. */
    record AgentLost(long atNanos, String agent) implements Observation {}

    /** A customer sends the request for a chat. */
    record ChatRequested(long atNanos, int number, Demand demand) implements Observation {}

    /** The customer has the server's word that the chat exists. */
    record ChatStarted(long atNanos, int number, String chat) implements Observation {}

    /** There is no chat of this number and will not be. */
    record ChatRefused(long atNanos, int number) implements Observation {}

    /** The customer's connection is gone. */
    record CustomerLost(long atNanos, String chat) implements Observation {}

    /** The customer is back and knows whether the chat is waiting. */
    record CustomerBack(long atNanos, String chat, boolean waiting) implements Observation {}

    /** The customer sees the chat in its queue again. */
    record Requeued(long atNanos, String chat) implements Observation {}

    /** The customer sees that an agent is there. */
    record AgentSeen(long atNanos, String chat, String agent) implements Observation {}

    /** The customer sends the end of the chat. */
    record LeaveSent(long atNanos, String chat) implements Observation {}

    record OfferSeen(long atNanos, String agent, String chat) implements Observation {}

    /** The offer ended without this agent taking the chat. */
    record OfferOver(long atNanos, String agent, String chat) implements Observation {}

    record AcceptSent(long atNanos, String agent, String chat) implements Observation {}

    /** The agent has the server's word that the chat is his. */
    record Owned(long atNanos, String agent, String chat) implements Observation {}

    /** The agent sends the end of the chat. */
    record CloseSent(long atNanos, String agent, String chat) implements Observation {}

    /** The agent has the server's word that the chat is no longer his. */
    record Released(long atNanos, String agent, String chat) implements Observation {}

    /** {@code text} is unique in the run. */
    record MessageSent(long atNanos, String chat, String sender, String text) implements Observation {}

    record MessageAcked(long atNanos, String chat, String sender, String text, long sequence) implements Observation {}

    /** A client was handed a line of the chat, by push, after a resume or with an accepted offer. */
    record LineSeen(long atNanos, String chat, String viewer, Line line) implements Observation {}

    /** The client was told to drop what it has: the lines of the chat come again from the first. */
    record TranscriptReset(long atNanos, String chat, String viewer) implements Observation {}

    /** The whole transcript as the server gives it when the chat is over. */
    record HistoryRead(long atNanos, String chat, List<Line> lines) implements Observation {
        public HistoryRead {
            lines = List.copyOf(lines);
        }
    }

    /** Nothing more will be seen of the chat; it is judged now and forgotten. */
    record ChatSettled(long atNanos, String chat) implements Observation {}

    /** At the end of the run the chat is neither closed nor waiting for want of agents. */
    record ChatStuck(long atNanos, String chat, String why) implements Observation {}

    /**
     * What was certain until now about who waits and who has room no longer is: the generator itself stood still, or a
     * part of the server was ended on purpose.
     */
    record Disturbance(long atNanos) implements Observation {}
}
