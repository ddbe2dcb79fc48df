package dev.switchboard.server.routing;

import dev.switchboard.server.routing.model.AgentId;
import dev.switchboard.server.routing.model.AgentRules;
import dev.switchboard.server.routing.model.Presence;
import dev.switchboard.server.routing.model.SessionId;
import dev.switchboard.server.routing.policy.AgentOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/** An agent. He stands in his profile's heap exactly while he has room. */
final class AgentState extends Heap.Entry {
    static final Comparator<AgentState> ORDER = (a, b) -> AgentOrder.compare(
            a.load,
            a.rules.capacity(),
            a.idleSinceMs,
            a.id.value(),
            b.load,
            b.rules.capacity(),
            b.idleSinceMs,
            b.id.value());

    final AgentId id;
    final LinkedHashMap<SessionId, NodeState> sessions = new LinkedHashMap<>();
    /** Chats he owns, and chats on offer to him; in no particular order, never more than the highest capacity. */
    final ArrayList<ChatState> chats = new ArrayList<>();

    final ArrayList<ChatState> offers = new ArrayList<>();
    final Timer grace = new Timer(Timer.Kind.AGENT_GRACE, this);
    AgentRules rules;
    Profile profile;
    Presence presence = Presence.OFFLINE;
    int load;
    int missedInRow;
    /** When he last got or finished a chat or became available. */
    long idleSinceMs;

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
        return presence == Presence.AVAILABLE && reachable();
    }

    boolean hasRoomFor(int units) {
        return online() && load + units <= rules.capacity();
    }

    /** Whether anything differs from what was last told; it counts as told from now on. */
    boolean tell() {
        boolean differs = toldPresence != presence
                || toldReachable != reachable()
                || toldLoad != load
                || toldCapacity != rules.capacity()
                || toldRevision != rules.revision();
        toldPresence = presence;
        toldReachable = reachable();
        toldLoad = load;
        toldCapacity = rules.capacity();
        toldRevision = rules.revision();
        return differs;
    }
}
