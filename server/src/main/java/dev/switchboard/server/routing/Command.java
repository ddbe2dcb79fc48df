package dev.switchboard.server.routing;

import dev.switchboard.server.routing.model.*;
import org.jspecify.annotations.Nullable;

/** What may stand in the log. Imperatives; ids and numbers only, never personal text. */
public sealed interface Command {
    /** A node begins. {@code node} is the sender. Refused (with {@code UNSUPPORTED_VERSION}) if it lacks the present core version. */
    record NodeJoined(NodeId node, int coreVersionMin, int coreVersionMax) implements Command {}

    /** A node ends after draining: its sessions are gone at once, into grace. */
    record NodeLeft(NodeId node) implements Command {}

    record Heartbeat(NodeId node) implements Command {}

    /** Lets core time advance so that due timers fire. */
    record Tick() implements Command {}

    /** The log had been rolled back; {@code lostPosition} is the highest position known to be lost. All memberships get a new version. */
    record Recovered(long lostPosition) implements Command {}

    record SwitchCore(int version) implements Command {}

    record ConfigureSettings(Settings settings) implements Command {}

    record ConfigureSkill(SkillId skill, String name) implements Command {}

    record ConfigureQueue(QueueId queue, QueueRules rules) implements Command {}

    /** Chats that ask for the skill keep it by its id; nobody can be given it any more. */
    record RemoveSkill(SkillId skill) implements Command {}

    /** Chats waiting in it are closed (ADMINISTRATIVE); active ones stay with their agents. */
    record RemoveQueue(QueueId queue) implements Command {}

    record ConfigureAgent(AgentId agent, AgentRules rules) implements Command {}

    /** Whether the queue's opening hours say that it is open now; the publisher computes them. New queues are open. */
    record SetQueueOpen(QueueId queue, boolean open) implements Command {}

    /** His offers are withdrawn and his chats go back to their queues. */
    record RemoveAgent(AgentId agent) implements Command {}

    /** A session of an agent began on {@code node}. The first makes an OFFLINE agent AWAY; within the grace his presence stays. At most 20 sessions. */
    record ConnectAgent(AgentId agent, SessionId session, NodeId node) implements Command {}

    record DisconnectAgent(AgentId agent, SessionId session) implements Command {}

    record SetPresence(AgentId agent, Presence presence) implements Command {}

    /** {@code key} is client-made and unique per customer: a repeat gets the same chat. */
    record StartChat(
            String key, CustomerId customer, SiteId site, QueueId queue, Wishes wishes, SessionId session, NodeId node)
            implements Command {}

    /** A session of the customer holds his open chats (on reconnect): ends their grace. */
    record ConnectCustomer(CustomerId customer, SessionId session, NodeId node) implements Command {}

    record DisconnectCustomer(CustomerId customer, SessionId session) implements Command {}

    record AcceptOffer(OfferId offer, AgentId agent) implements Command {}

    record DeclineOffer(OfferId offer, AgentId agent, DeclineReason reason) implements Command {}

    /** Exactly one of the targets is set. {@code assignment} is the turn of the assignment that {@code by} holds. */
    record TransferChat(
            ChatId chat,
            int assignment,
            AgentId by,
            @Nullable QueueId toQueue,
            @Nullable AgentId toAgent) implements Command {}

    /**
     * {@code by} takes a waiting chat of a queue he serves, or, with the right to, a chat from the agent who owns it.
     *
     * @param from the owner as {@code by} saw it; null takes nothing from anybody
     */
    record TakeChat(ChatId chat, AgentId by, @Nullable AgentId from) implements Command {}

    /**
     * A supervisor gives a chat to an agent, whatever his skills and queues.
     *
     * @param revision the chat's as the supervisor saw it, see {@link RoutingView.ChatView#revision}
     */
    record AssignChat(ChatId chat, AgentId to, AgentId by, long revision) implements Command {}

    /** A supervisor puts a chat into another queue. */
    record MoveChat(ChatId chat, QueueId to, AgentId by, long revision) implements Command {}

    /** A supervisor sets the credit that the chat itself has, 0–86,400,000 ms. */
    record PrioritiseChat(ChatId chat, long creditMs, AgentId by, long revision) implements Command {}

    /** The owner puts the chat on hold, or takes it back. */
    record HoldChat(ChatId chat, int assignment, AgentId by, boolean hold) implements Command {}

    /**
     * When somebody wrote last in an active chat: asked for by {@link Event.ActivityAsked}, and said by a node through which
     * the customer writes into an idle chat.
     *
     * @param silentMs time since then, 0 if just now
     */
    record ReportActivity(ChatId chat, int assignment, long silentMs) implements Command {}

    /** The agent's work after the chat goes on for the queue's time from now on; for an hour in all at most. */
    record ExtendWrapUp(AgentId agent, ChatId chat) implements Command {}

    record EndWrapUp(AgentId agent, ChatId chat) implements Command {}

    /** {@code assignment} is named by agents only (0 for others). */
    record CloseChat(ChatId chat, Actor by, int assignment, CloseReason reason) implements Command {}

    /** Tokens of the subject issued before {@code issuedBeforeMs} (UTC) are void; sessions close when this is applied. */
    record RevokeCustomer(CustomerId customer, long issuedBeforeMs) implements Command {}

    record RevokeAgent(AgentId agent, long issuedBeforeMs) implements Command {}
}
