package dev.switchboard.server.publisher;

import dev.switchboard.server.log.LogStore;
import dev.switchboard.server.log.SnapshotStore;
import dev.switchboard.server.loop.Loop;
import dev.switchboard.server.replica.ControlPath;
import dev.switchboard.server.replica.Replica;
import dev.switchboard.server.routing.Applied;
import dev.switchboard.server.routing.model.NodeId;
import java.util.ArrayList;
import java.util.List;

/**
 * What must happen once per event, and what keeps the log going. Every node has one; the live node that joined first acts,
 * a pure function of the core's state that needs no election. For a moment two may act, or none: everything is guarded by
 * positions in the stores, and what nobody did stays in every node's {@link Journal}.
 */
public final class Publisher implements ControlPath.Listener {
    private static final long LOOK_MS = 1_000;
    /** A node that does not publish looks this often whether others have. */
    private static final int LOOKS_PER_REFRESH = 5;

    private final Loop loop;
    private final Replica replica;
    private final Journal journal;
    private final List<Effect> effects = new ArrayList<>();
    private final TickTimer ticks;
    private final OutboxWriter outbox;
    private final SnapshotKeeper snapshots;
    private final Projector projector;
    private final Overdue overdue;
    private int looks;
    private volatile int overdueThen;
    private volatile int lostThen;
    private volatile int unpublishedThen;
    private boolean stopped;

    /**
     * @param journal the one the replica was made with
     * @param log a view of its own on the log, as reading is one call at a time: it reads what is archived
     */
    public Publisher(
            Loop loop,
            Replica replica,
            Journal journal,
            LogStore log,
            SnapshotStore snapshotStore,
            OutboxStore outboxStore,
            PublisherOptions options) {
        this.loop = loop;
        this.replica = replica;
        this.journal = journal;
        this.ticks = new TickTimer(loop, replica);
        this.overdue = new Overdue(loop, Overdue.ENTRIES_MAX);
        this.outbox = new OutboxWriter(loop, journal, outboxStore, effects, this::isPublishing, overdue);
        this.snapshots = new SnapshotKeeper(loop, replica, journal, log, snapshotStore, options);
        this.projector = new Projector(loop, replica, outboxStore);
    }

    /** Effects run in the order in which they were added; before {@link #start}. */
    public void addEffect(Effect effect) {
        effects.add(effect);
    }

    /** On the loop, before the replica starts. */
    public void start() {
        replica.addListener(this);
        loop.schedule(LOOK_MS, this::look);
    }

    public void stop() {
        stopped = true;
    }

    /** Whether this node is the one that acts. Not being ready does not matter: a full log must still be trimmed. */
    public boolean isPublishing() {
        List<NodeId> nodes = replica.view().nodes();
        return !stopped && replica.joined() && !nodes.isEmpty() && nodes.get(0).equals(replica.node());
    }

    @Override
    public void applied(long position, long t, NodeId sender, Applied applied) {
        if (stopped) {
            return;
        }
        ticks.onApplied();
        if (!applied.events().isEmpty()) {
            projector.publishing(isPublishing());
            projector.note(applied);
            outbox.run();
        }
    }

    @Override
    public void replaced() {
        outbox.replaced();
        overdue.clear();
        snapshots.replaced();
        projector.publishing(false);
        ticks.onApplied();
    }

    @Override
    public void joined(NodeId node) {
        projector.publishing(isPublishing());
        ticks.onApplied();
        outbox.run();
    }

    @Override
    public void readinessChanged(boolean ready) {
        if (ready) {
            ticks.onApplied();
        }
    }

    /** Effects that fail and that publishing has gone on without, as of a second ago; from any thread. */
    public int overdue() {
        return overdueThen;
    }

    /** Effects that were given up because too many failed, as of a second ago; from any thread. */
    public int lost() {
        return lostThen;
    }

    /** Positions that wait to be published, as of a second ago; from any thread. */
    public int unpublished() {
        return unpublishedThen;
    }

    private void look() {
        if (stopped) {
            return;
        }
        overdueThen = overdue.size();
        lostThen = (int) Math.min(overdue.dropped(), Integer.MAX_VALUE);
        unpublishedThen = journal.size();
        loop.schedule(LOOK_MS, this::look);
        if (isPublishing()) {
            outbox.run();
            snapshots.run();
            overdue.run();
        } else if (journal.size() > 0 && ++looks % LOOKS_PER_REFRESH == 0) {
            outbox.refresh();
        }
    }
}
