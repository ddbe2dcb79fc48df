package dev.switchboard.server.routing;

import dev.switchboard.server.routing.CoreState.ChatKey;
import dev.switchboard.server.routing.model.*;
import dev.switchboard.server.routing.policy.ChatOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A chat, open or remembered. It stands in its demand's heap exactly while it waits. */
final class ChatState extends Heap.Entry {
    static final Comparator<ChatState> ORDER =
            (a, b) -> ChatOrder.compare(a.orderKey, a.id.value(), b.orderKey, b.id.value());

    /** Ended turns a chat remembers, to answer repeats; a client repeats the last few at most. */
    static final int TURNS_REMEMBERED_MAX = 16;

    final ChatId id;
    final ChatKey key;
    final SiteId site;
    final long startedMs;
    final long startedUtcMs;
    /** What the chat itself asks, kept for a transfer to a queue that asks something else. */
    final List<Requirement> ownRequirements;

    final Timer offerTimer = new Timer(Timer.Kind.OFFER, this);
    /** Null once closed. */
    @Nullable
    CustomerState customer;

    ChatPhase phase = ChatPhase.WAITING;
    QueueId queue;
    long creditMs;
    long orderKey;
    List<Requirement> requirements;
    /** While waiting or offered. */
    @Nullable
    Demand demand;

    int turn;
    /** To whom it is offered, or who owns it. */
    @Nullable
    AgentState agent;

    @Nullable
    AgentId lastOwner;
    /** Units it takes of that agent. */
    int units;
    /** Offered by a transfer to this very agent, who need not serve the queue. */
    boolean directed;

    @Nullable
    DecisionFacts facts;

    long membershipVersion;
    long membershipPrevious;

    @Nullable
    CloseReason closeReason;

    @Nullable
    Actor closedBy;

    long closedMs;

    private @Nullable LinkedHashMap<AgentId, Asked> asked;
    private @Nullable ArrayList<TurnEnd> turnEnds;

    /** What an agent achieved with a turn. */
    record TurnEnd(int turn, AgentId agent, Achieved achieved) {}

    enum Achieved {
        ACCEPTED,
        DECLINED,
        TRANSFERRED
    }

    ChatState(
            ChatId id,
            ChatKey key,
            CustomerState customer,
            SiteId site,
            long startedMs,
            long startedUtcMs,
            List<Requirement> ownRequirements,
            QueueId queue) {
        this(id, key, site, startedMs, startedUtcMs, ownRequirements, queue);
        this.customer = customer;
    }

    ChatState(
            ChatId id,
            ChatKey key,
            SiteId site,
            long startedMs,
            long startedUtcMs,
            List<Requirement> ownRequirements,
            QueueId queue) {
        this.id = id;
        this.key = key;
        this.site = site;
        this.startedMs = startedMs;
        this.startedUtcMs = startedUtcMs;
        this.ownRequirements = ownRequirements;
        this.queue = queue;
        this.requirements = ownRequirements;
    }

    boolean open() {
        return phase != ChatPhase.CLOSED;
    }

    /** Waiting or offered: it has a place in its queue. */
    boolean inLine() {
        return phase == ChatPhase.WAITING || phase == ChatPhase.OFFERED;
    }

    boolean ownedBy(AgentId by, int assignment) {
        return phase == ChatPhase.ACTIVE && turn == assignment && agent != null && agent.id.equals(by);
    }

    boolean customerReachable() {
        return customer != null && customer.reachable();
    }

    OfferId turnId() {
        return new OfferId(id, turn);
    }

    void enter(QueueState to, List<Requirement> merged) {
        queue = to.id;
        creditMs = to.rules.creditMs();
        orderKey = ChatOrder.key(startedMs, creditMs);
        requirements = merged;
    }

    Membership membership() {
        AgentId owner = phase == ChatPhase.ACTIVE && agent != null ? agent.id : null;
        return new Membership(membershipVersion, membershipPrevious, key.customer(), owner, open());
    }

    /** Gives the membership its next version; positions rise, but one entry may change a membership several times. */
    Membership nextMembership(long position) {
        membershipPrevious = membershipVersion;
        membershipVersion = Membership.versionAt(position, membershipVersion);
        return membership();
    }

    boolean askedAnybody() {
        return asked != null && !asked.isEmpty();
    }

    @Nullable
    Asked asked(AgentId agentId) {
        return asked == null ? null : asked.get(agentId);
    }

    Asked rememberAsked(AgentId agentId) {
        if (asked == null) {
            asked = new LinkedHashMap<>();
        }
        return asked.computeIfAbsent(agentId, absent -> new Asked(this, absent));
    }

    Iterable<Asked> allAsked() {
        return asked == null ? List.of() : asked.values();
    }

    int askedCount() {
        return asked == null ? 0 : asked.size();
    }

    void forgetAsked(Timers timers) {
        if (asked != null) {
            asked.values().forEach(each -> timers.cancel(each.pause));
            asked = null;
        }
    }

    void achieved(int endedTurn, AgentId by, Achieved what) {
        if (turnEnds == null) {
            turnEnds = new ArrayList<>(2);
        } else if (turnEnds.size() == TURNS_REMEMBERED_MAX) {
            turnEnds.remove(0);
        }
        turnEnds.add(new TurnEnd(endedTurn, by, what));
    }

    /** Whether this agent did this with this turn, so that his repeat gets the same answer. */
    boolean hasAchieved(int endedTurn, AgentId by, Achieved what) {
        for (TurnEnd end : turnEnds()) {
            if (end.turn == endedTurn && end.achieved == what && end.agent.equals(by)) {
                return true;
            }
        }
        return false;
    }

    /** The transfer that brought the chat into its line or to its present owner. */
    @Nullable
    TurnEnd transferred() {
        List<TurnEnd> ends = turnEnds();
        for (int i = ends.size() - 1; i >= 0; i--) {
            TurnEnd end = ends.get(i);
            if (end.achieved == Achieved.TRANSFERRED) {
                return end;
            }
            boolean present = phase == ChatPhase.ACTIVE && end.turn == turn;
            if (end.achieved == Achieved.ACCEPTED && !present) {
                return null;
            }
        }
        return null;
    }

    List<TurnEnd> turnEnds() {
        return turnEnds == null ? List.of() : turnEnds;
    }

    @Override
    public String toString() {
        return "chat " + id.value() + " " + phase;
    }
}
