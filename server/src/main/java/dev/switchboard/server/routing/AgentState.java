package dev.switchboard.server.routing;

import dev.switchboard.server.routing.model.AgentId;
import dev.switchboard.server.routing.model.AgentRules;
import dev.switchboard.server.routing.model.Presence;
import dev.switchboard.server.routing.model.SessionId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** An agent. He stands in one of his profile's buckets exactly while he is available. */
final class AgentState extends Heap.Entry {
    static final ToLongFunction<AgentState> IDLE_SINCE = agent -> agent.idleSinceMs;
    static final Comparator<AgentState> BY_IDLE = (a, b) -> a.idleSinceMs != b.idleSinceMs
            ? Long.compare(a.idleSinceMs, b.idleSinceMs)
            : Long.compare(a.id.value(), b.id.value());
    static final Comparator<AgentState> BY_TURN =
            (a, b) -> a.givenAt != b.givenAt ? Long.compare(a.givenAt, b.givenAt) : BY_IDLE.compare(a, b);

    /** The agent's place in the order of turns, where he stands besides that of idle times. */
    static final class Turn extends Heap.Entry {
        static final ToLongFunction<Turn> RANK = turn -> turn.agent.givenAt;
        static final Comparator<Turn> ORDER = (a, b) -> BY_TURN.compare(a.agent, b.agent);

        final AgentState agent;

        private Turn(AgentState agent) {
            this.agent = agent;
        }
    }

    final AgentId id;
    final Turn turn = new Turn(this);
    final LinkedHashMap<SessionId, NodeState> sessions = new LinkedHashMap<>();
    /** Chats he owns, in no particular order; parked ones make them more than the highest capacity at times. */
    final ArrayList<ChatState> chats = new ArrayList<>();
    /** Offers to him, in no particular order, never more than the highest capacity. */
    final ArrayList<Offer> offers = new ArrayList<>();
    /** In the order in which they began. */
    final ArrayList<WrapUp> wrapUps = new ArrayList<>();
    /** Waiting chats that are kept for their preferred agents, of whom he is one. */
    final RankedSet<ChatState> kept = new RankedSet<>(ChatState.RANK, ChatState.ORDER);

    final Timer grace = new Timer(Timer.Kind.AGENT_GRACE, this);
    AgentRules rules;
    Profile profile;
    /** The load by which the profile holds him. */
    int bucket;

    Presence presence = Presence.OFFLINE;
    /** What he chose during wrap-up, for its end. */
    @Nullable
    Presence next;

    int load;
    /** His chats that want their units back. */
    int wanting;

    int missedInRow;
    /** When he last got or finished a chat or became available. */
    long idleSinceMs;
    /** Log position at which he was last given a chat or an offer. */
    long givenAt;

    /** Counted as online in his queues. */
    boolean countedOnline;
    /** In the list of agents to be reported at the end of this entry. */
    boolean changed;
    /** In the list of agents who may take a waiting chat. */
    boolean freed;
    /** The chat he would take, while {@link #freed}. */
    @Nullable
    ChatState wanted;

    private @Nullable Presence toldPresence;
    private @Nullable Presence toldNext;
    private boolean toldReachable;
    private int toldLoad;
    private int toldCapacity;
    private long toldRevision;

    AgentState(AgentId id, AgentRules rules, Profile profile) {
        this.id = id;
        this.rules = rules;
        this.profile = profile;
    }

    boolean reachable() {
        return !sessions.isEmpty();
    }

    /** Connected and willing, full or not. */
    boolean online() {
        return presence == Presence.AVAILABLE && stays() && reachable();
    }

    /** Connected and working: hands may give him chats, busy or not. Not while he finishes his work before another status. */
    boolean atWork() {
        return (presence == Presence.AVAILABLE || presence == Presence.BUSY) && stays() && reachable();
    }

    private boolean stays() {
        return next == null || next == Presence.AVAILABLE;
    }

    /** Whether anything differs from what was last told; it counts as told from now on. */
    boolean tell(int capacity) {
        boolean differs = toldPresence != presence
                || toldNext != next
                || toldReachable != reachable()
                || toldLoad != load
                || toldCapacity != capacity
                || toldRevision != rules.revision();
        toldPresence = presence;
        toldNext = next;
        toldReachable = reachable();
        toldLoad = load;
        toldCapacity = capacity;
        toldRevision = rules.revision();
        return differs;
    }
}
