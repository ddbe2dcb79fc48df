package dev.switchboard.server.routing;

import dev.switchboard.server.routing.model.*;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Read access to the core's state, for the node's loop only. Views are immutable copies made at the call. */
public interface RoutingView {
    /** Position of the last applied entry. */
    long position();

    /** Core time in ms. */
    long timeMs();

    /** The chat, if open or closed within the last 10 minutes (at most 10,000 closed ones are kept). */
    @Nullable
    ChatView chat(ChatId id);

    List<ChatView> openChatsOf(CustomerId customer);

    /** Chats the agent owns. */
    List<ChatView> chatsOf(AgentId agent);

    /** What is on offer to the agent. */
    List<OfferView> offersTo(AgentId agent);

    @Nullable
    AgentView agent(AgentId id);

    /** In order of id, ids above {@code after}, at most {@code limit}. */
    List<AgentView> agents(long after, int limit);

    @Nullable
    QueueView queue(QueueId id);

    @Nullable
    QueueView queueNamed(String name);

    List<QueueView> queues();

    /** In order of id. */
    List<SkillId> skills();

    @Nullable
    SkillId skillNamed(String name);

    @Nullable
    String skillName(SkillId skill);

    /** Waiting and offered chats of a queue in routing order; the n-th has place n. */
    void forEachWaiting(QueueId queue, Consumer<ChatView> visitor);

    /**
     * Chats of a queue that agents own, in the order of ids. Looks at all chats that agents own.
     *
     * @param after id behind which to begin
     */
    List<ChatView> ownedIn(QueueId queue, long after, int limit);

    /** 1-based place, 0 if the chat neither waits nor is offered. */
    int place(ChatId chat);

    /** Live nodes, the one that joined first in front. */
    List<NodeId> nodes();

    /** Core time at which the next timer is due, or {@link Long#MAX_VALUE}. */
    long nextTimerMs();

    int coreVersion();

    Settings settings();

    @Nullable
    Explanation explain(ChatId chat);

    /**
     * Where the owner of an active chat may give it now, exactly as {@link Command.TransferChat} would decide; null for a
     * chat that nobody owns.
     *
     * @param max at most so many queues, by name, and so many agents, the eligible first and then by relative load
     */
    @Nullable
    TransferTargets transferTargets(ChatId chat, int max);

    /**
     * The transfer by which the chat came into the line in which it is, or was at its end, or to its present owner; null
     * where it came otherwise. Forgotten after {@value ChatState#TURNS_REMEMBERED_MAX} declined offers.
     */
    @Nullable
    Transferred transferred(ChatId chat);

    /**
     * @param assignment number of the assignment that ended with it
     * @param to the agent to whom alone the chat is on offer by it, null otherwise
     */
    record Transferred(AgentId by, int assignment, @Nullable AgentId to) {}

    /**
     * @param startedMs core time of the start
     * @param startedUtcMs log time {@code t} of the start
     * @param creditMs what is added to its waiting time: its queue's, its own and that of steps taken
     * @param requirements what it asks of its agent now, steps taken considered
     * @param step steps taken
     * @param turn turn of the first open offer (OFFERED), of the assignment (ACTIVE), else of the one that ended last
     * @param agent to whom it is offered (the first, where several are asked at once), or who owns it, or (CLOSED) who owned
     *     it last
     * @param deadlineMs core time at which the first open offer runs out, else 0
     * @param offers open offers
     * @param weight units it takes of an agent
     * @param revision changes whenever a supervisor's command about the chat may have lost its ground
     */
    record ChatView(
            ChatId id,
            String key,
            CustomerId customer,
            SiteId site,
            QueueId queue,
            ChatPhase phase,
            long startedMs,
            long startedUtcMs,
            long creditMs,
            List<Requirement> requirements,
            int step,
            int turn,
            @Nullable AgentId agent,
            long deadlineMs,
            List<OfferView> offers,
            int weight,
            Parked parked,
            boolean customerReachable,
            @Nullable CloseReason closeReason,
            long revision,
            Membership membership) {}

    /** @param deadlineMs core time at which it runs out */
    record OfferView(OfferId id, AgentId agent, long deadlineMs) {}

    /**
     * @param next presence that he chose during wrap-up, for its end
     * @param capacity the most units he may have: his own, else the highest that one of his queues gives him
     */
    record AgentView(
            AgentId id,
            Presence presence,
            @Nullable Presence next,
            boolean reachable,
            int load,
            int capacity,
            AgentRules rules,
            List<NodeId> nodes,
            int missedInRow,
            List<WrapUpView> wrapUps) {}

    /** @param untilMs core time at which it ends by itself */
    record WrapUpView(ChatId chat, long untilMs, int units) {}

    /**
     * @param online whether an agent who serves it is available
     * @param waiting chats that wait or are on offer
     * @param active chats that are with agents or on offer
     * @param unmatched of those in {@code waiting}, chats that no agent could have as he is configured, available or not;
     *     somebody may have one on offer by a supervisor's will
     */
    record QueueView(
            QueueId id,
            QueueRules rules,
            boolean open,
            boolean online,
            int waiting,
            int active,
            int unmatched,
            long oldestStartedMs) {}

    /**
     * Why a chat waits, or who might get it.
     *
     * @param because code of the reason; {@link Because#ASSIGNED} when it does not wait
     * @param filters in order: how many agents each removed and how many remained
     * @param rule by which candidates are compared
     * @param candidates best first, at most 20
     * @param nextStep the step that comes next while it waits, null for none
     * @param nextStepMs core time at which it falls due, or 0
     * @param nextChangeMs core time of the next change by time alone, or 0
     */
    record Explanation(
            ChatView chat,
            Because because,
            List<Filtered> filters,
            AgentRule rule,
            List<Candidate> candidates,
            @Nullable RelaxationStep nextStep,
            long nextStepMs,
            long nextChangeMs) {}

    enum Because {
        ASSIGNED,
        OFFERED,
        NO_AGENT_SERVES_QUEUE,
        NO_AGENT_HAS_SKILLS,
        /** Its weight is above everybody's capacity. */
        TOO_HEAVY,
        NO_AGENT_AVAILABLE,
        ALL_FULL,
        ASKED_BEFORE_PAUSE,
        KEPT_FOR_PREFERRED,
        QUEUE_CLOSED,
        /** The queue has as many chats with agents as it may. */
        ACTIVE_LIMIT,
        CLOSED
    }

    record Filtered(String filter, int removed, int remaining) {}

    /**
     * @param capacity units that he may have with this chat
     * @param score his levels in the skills that count for the queue's rule, added up
     * @param preferred whether he is one of the chat's preferred agents, and so goes first
     */
    record Candidate(AgentId agent, int load, int capacity, long idleMs, int score, boolean preferred) {}

    record TransferTargets(List<QueueTarget> queues, List<AgentTarget> agents) {}

    /** @param obstacle null when a transfer would be taken */
    record QueueTarget(QueueView queue, @Nullable Obstacle obstacle) {}

    /** @param obstacle null when a transfer would be taken */
    record AgentTarget(AgentView agent, @Nullable Obstacle obstacle) {}

    /** Why a transfer would be refused. */
    enum Obstacle {
        /** The agent owns the chat. */
        SELF,
        /** The chat's queue is no more, so it could not go back there. */
        QUEUE_REMOVED,
        SKILL,
        OFFLINE,
        AWAY,
        BUSY,
        NOT_RESPONDING,
        /** No room for the chat, or the queue has its limit. */
        FULL,
        /** The queue is outside of its opening hours. */
        CLOSED,
        /** What the queue and the chat ask together nobody could have. */
        CONTRADICTION,
        /** The customer has another chat in the queue. */
        OPEN_CHAT
    }
}
