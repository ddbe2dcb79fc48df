package dev.switchboard.server.routing;

import dev.switchboard.server.routing.model.*;
import org.jspecify.annotations.Nullable;

/** What happened. Past tense; in order; a pure function of the log. */
public sealed interface Event {
    record NodeAdded(NodeId node) implements Event {}

    record NodeRemoved(NodeId node, boolean lost) implements Event {}

    /**
     * Presence, reachability, load, capacity or profile revision of an agent changed. Once per agent and entry, after the
     * events that caused it.
     *
     * @param next presence that he chose during wrap-up, for its end
     */
    record AgentChanged(
            AgentId agent, Presence presence, @Nullable Presence next, boolean reachable, int load, int capacity)
            implements Event {}

    record AgentRemoved(AgentId agent) implements Event {}

    /** Whether a queue has a reachable, available agent. */
    record QueueOnlineChanged(QueueId queue, boolean online) implements Event {}

    record QueueChanged(QueueId queue) implements Event {}

    record QueueRemoved(QueueId queue, String name) implements Event {}

    record ChatStarted(ChatId chat, QueueId queue, Membership membership) implements Event {}

    /** The chat stands in its queue (again), with its age; {@code turn} is that of the offer or assignment that ended, 0 at the start. */
    record ChatQueued(ChatId chat, QueueId queue, QueuedBecause because, int turn) implements Event {}

    enum QueuedBecause {
        STARTED,
        DECLINED,
        TIMED_OUT,
        WITHDRAWN,
        TRANSFERRED,
        AGENT_LOST,
        /** A supervisor put it there. */
        MOVED,
        /** An agent with the right to took it from its owner. */
        TAKEN_OVER,
        /** A supervisor gives it to another agent. */
        REASSIGNED
    }

    /** The chat waits under less demands than before: so many of its queue's steps are taken. */
    record ChatRelaxed(ChatId chat, QueueId queue, int step) implements Event {}

    /** A supervisor changed the credit that the chat itself has. */
    record ChatPrioritised(ChatId chat, AgentId by, long creditMs) implements Event {}

    /** The chat is on hold or idle, or is not any more; with the units it takes now. */
    record ChatParked(OfferId assignment, AgentId agent, Parked parked, int units) implements Event {}

    /** The publisher is to look when somebody wrote last, and to say so with {@link Command.ReportActivity}. */
    record ActivityAsked(OfferId assignment) implements Event {}

    /** The agent's work after a chat began, or was extended; {@code remainingMs} from now. */
    record WrapUpStarted(AgentId agent, ChatId chat, long remainingMs) implements Event {}

    record WrapUpEnded(AgentId agent, ChatId chat) implements Event {}

    record QueueOpenChanged(QueueId queue, boolean open) implements Event {}

    record ChatOffered(OfferId offer, AgentId agent, QueueId queue, long timeoutMs, DecisionFacts facts)
            implements Event {}

    record OfferEnded(
            OfferId offer,
            AgentId agent,
            OfferEnd end,
            @Nullable DeclineReason reason) implements Event {}

    /** {@code direct} without an offer. The turn is the assignment's number. */
    record ChatAssigned(OfferId assignment, AgentId agent, boolean direct, DecisionFacts facts, Membership membership)
            implements Event {}

    record ChatUnassigned(OfferId assignment, AgentId agent, QueuedBecause because, Membership membership)
            implements Event {}

    record ChatClosed(
            ChatId chat,
            CloseReason reason,
            Actor by,
            @Nullable AgentId lastOwner,
            Membership membership) implements Event {}

    /** The customer of an open chat has his first connection again, or lost the last. */
    record CustomerReachable(ChatId chat, boolean reachable) implements Event {}

    /** After a rollback: the chat's membership stands as before, under a new version. */
    record MembershipRenewed(ChatId chat, Membership membership) implements Event {}

    record CustomerRevoked(CustomerId customer, long issuedBeforeMs) implements Event {}

    record AgentRevoked(AgentId agent, long issuedBeforeMs) implements Event {}

    record CoreSwitched(int version) implements Event {}
}
