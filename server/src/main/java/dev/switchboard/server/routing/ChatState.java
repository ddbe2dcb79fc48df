package dev.switchboard.server.routing;

import dev.switchboard.server.routing.CoreState.ChatKey;
import dev.switchboard.server.routing.model.*;
import dev.switchboard.server.routing.policy.ChatOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A chat, open or remembered. While it waits it stands with its demand, or is kept for its preferred agents. */
final class ChatState {
    static final ToLongFunction<ChatState> RANK = chat -> chat.orderKey;
    static final Comparator<ChatState> ORDER =
            (a, b) -> ChatOrder.compare(a.orderKey, a.id.value(), b.orderKey, b.id.value());

    /** Ended turns a chat remembers, to answer repeats; a client repeats the last few at most. */
    static final int TURNS_REMEMBERED_MAX = 16;

    final ChatId id;
    final ChatKey key;
    final SiteId site;
    final long startedMs;
    final long startedUtcMs;
    /** What the chat itself asks for. */
    final Wishes wishes;

    /** Null once closed. */
    @Nullable
    CustomerState customer;

    ChatPhase phase = ChatPhase.WAITING;
    QueueId queue;
    /** Of its queue, its own and of steps taken, together. */
    long creditMs;
    /** Its own, which a supervisor may change. */
    long ownCreditMs;

    long orderKey;
    /** When it came into the line in which it is, or was last. */
    long lineSinceMs;
    /** Steps taken in that line. */
    int step;
    /** While waiting or offered. */
    @Nullable
    Demand demand;
    /** Stands with its preferred agents and not with its demand. */
    boolean kept;
    /** In the list of chats to be tried. */
    boolean noted;

    @Nullable
    Timer stepTimer;

    @Nullable
    Timer keptTimer;

    @Nullable
    Timer maxWaitTimer;

    @Nullable
    Timer idleTimer;

    /** Turns given so far. */
    int turns;
    /** The assignment while active, else the turn that ended last. */
    int turn;
    /** Who owns it. */
    @Nullable
    AgentState agent;

    @Nullable
    AgentId lastOwner;
    /** Units it takes of its owner unless it is parked. */
    int weight;

    Parked parked = Parked.NOT;
    /** Units it takes of its owner now. */
    int units;

    /** Log position of the last change that a supervisor might not have seen. */
    long revision;

    long membershipVersion;
    long membershipPrevious;

    @Nullable
    CloseReason closeReason;

    @Nullable
    Actor closedBy;

    long closedMs;

    /** In the order of their turns; more than one only where the queue asks several agents at once. */
    private List<Offer> offers = List.of();

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
            Wishes wishes,
            QueueId queue) {
        this(id, key, site, startedMs, startedUtcMs, wishes, queue);
        this.customer = customer;
    }

    ChatState(ChatId id, ChatKey key, SiteId site, long startedMs, long startedUtcMs, Wishes wishes, QueueId queue) {
        this.id = id;
        this.key = key;
        this.site = site;
        this.startedMs = startedMs;
        this.startedUtcMs = startedUtcMs;
        this.wishes = wishes;
        this.ownCreditMs = wishes.creditMs();
        this.queue = queue;
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

    /** The assignment, or the turn that ended last. */
    OfferId turnId() {
        return new OfferId(id, turn);
    }

    /** To be called with the chat in no order, after its queue, own credit or step changed. */
    void reckonCredit(QueueState in) {
        creditMs = creditWith(in);
        orderKey = ChatOrder.key(startedMs, creditMs);
    }

    /** The credit that it has in that queue with the steps taken. */
    long creditWith(QueueState in) {
        long credit = in.rules.creditMs() + ownCreditMs;
        if (step > 0) {
            List<RelaxationStep> steps = in.stepsFor(wishes);
            for (int i = 0; i < step; i++) {
                credit += steps.get(i).raiseMs();
            }
        }
        return credit;
    }

    List<Offer> offers() {
        return offers;
    }

    /** The open offer with that turn to that agent. */
    @Nullable
    Offer offer(int ofTurn, AgentId to) {
        for (Offer offer : offers) {
            if (offer.turn == ofTurn && offer.agent.id.equals(to)) {
                return offer;
            }
        }
        return null;
    }

    @Nullable
    Offer offerTo(AgentState to) {
        for (Offer offer : offers) {
            if (offer.agent == to) {
                return offer;
            }
        }
        return null;
    }

    void add(Offer offer) {
        offers = offers.isEmpty()
                ? List.of(offer)
                : Stream.concat(offers.stream(), Stream.of(offer)).toList();
    }

    /** {@return false if it is not there} */
    boolean remove(Offer offer) {
        int before = offers.size();
        offers = before == 1 && offers.get(0) == offer
                ? List.of()
                : offers.stream().filter(each -> each != offer).toList();
        return offers.size() < before;
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

    /** Whether the agent has an offer of the chat, or had one that came to nothing. */
    boolean hasAsked(AgentState agentState) {
        return asked(agentState.id) != null || offerTo(agentState) != null;
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
