package dev.switchboard.server.replica;

import dev.switchboard.server.log.Backoff;
import dev.switchboard.server.log.CommandCodec;
import dev.switchboard.server.log.LogAppender;
import dev.switchboard.server.log.LogFollower;
import dev.switchboard.server.log.LogMeter;
import dev.switchboard.server.log.LogStore;
import dev.switchboard.server.log.LogStore.RawEntry;
import dev.switchboard.server.log.SnapshotStore;
import dev.switchboard.server.log.Snapshots;
import dev.switchboard.server.loop.Loop;
import dev.switchboard.server.routing.Applied;
import dev.switchboard.server.routing.Command;
import dev.switchboard.server.routing.Event;
import dev.switchboard.server.routing.Outcome;
import dev.switchboard.server.routing.RoutingView;
import dev.switchboard.server.routing.model.NodeId;
import dev.switchboard.server.storage.StorageException;
import dev.switchboard.server.storage.StorageException.Reason;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The node's copy of the routing state: follows the log, applies each entry, answers the senders of its own commands.
 *
 * <p>Phases: <em>loading</em> a snapshot → <em>catching up</em> with the log's end as it was read at the start →
 * <em>joining</em> as a new incarnation → <em>joined</em>. A broken chain leads back to loading, the node's own loss back to
 * joining, an entry that cannot be applied to <em>stopped</em>. Outside of <em>joined</em> no command is taken, and before
 * the node has caught up listeners hear nothing but, at its end, {@code replaced}.
 *
 * <p>A command's sender is told after the listeners were: what they derive from its events is there already.
 */
public final class Replica implements ControlPath {
    /** The versions of the core that this program holds. */
    static final int CORE_VERSION_MIN = 1;

    static final int CORE_VERSION_MAX = 1;

    private static final int MISFITS_MAX = 5;
    private static final long LEAVE_MS = 2_000;
    private static final Logger LOG = LoggerFactory.getLogger(Replica.class);

    private final Loop loop;
    private final LogStore log;
    private final Snapshots snapshots;
    private final LogMeter meter;
    private final FatalListener fatal;
    private final ReplicaState state;
    private final LogAppender appender;
    private final LogFollower follower;
    private final PendingCommands pending;
    private final Heartbeats heartbeats;
    private final Backoff backoff = new Backoff(100, 2_000);
    private final List<Listener> listeners = new ArrayList<>();

    private Phase phase = Phase.NEW;
    private NodeId node = new NodeId(0);
    private long counter;
    private boolean readyTold;
    private boolean leaving;
    /** The log's end when loading began: nothing outward happens before it is reached. */
    private long target;

    private long loadedPosition;
    /** Something read since the last load has proved that the log goes on from it. */
    private boolean verified;

    private final Set<Long> misfits = new HashSet<>();
    private int misfitCount;
    /** The last entry that this node had applied and then found missing; empty when none is left to report. */
    private LogStore.Tip lostTip = LogStore.Tip.EMPTY;

    public Replica(
            Loop loop,
            LogStore log,
            SnapshotStore snapshotStore,
            DerivedState derived,
            ReplicaOptions options,
            LogMeter meter,
            FatalListener fatal) {
        this.loop = loop;
        this.log = log;
        this.snapshots = new Snapshots(snapshotStore);
        this.meter = meter;
        this.fatal = fatal;
        this.state = new ReplicaState(derived);
        this.appender = new LogAppender(log, loop, meter, this::positionSeen);
        this.follower = new LogFollower(log, loop, meter, new Reading());
        this.pending = new PendingCommands(loop, appender, meter, options.commandMs());
        this.heartbeats = new Heartbeats(loop, options, this::submitOwn, this::updateReady);
    }

    /** Loads, catches up and joins; repeats until the storage lets it. {@link Listener#readinessChanged} tells the end. */
    public void start() {
        load();
    }

    /** Tells the others that this node goes, then stops; at the latest after two seconds. */
    public CompletionStage<Void> leave() {
        var left = new CompletableFuture<Void>();
        if (phase != Phase.JOINED) {
            stop();
            left.complete(null);
            return left;
        }
        leaving = true;
        updateReady();
        Loop.Timer limit = loop.schedule(LEAVE_MS, () -> left.complete(null));
        var unused = submitOwn(new Command.NodeLeft(node)).whenComplete((outcome, failure) -> left.complete(null));
        return left.whenComplete((done, failure) -> {
            limit.cancel();
            stop();
        });
    }

    /** Ends everything at once; the others notice by the missing heartbeats. */
    public void stop() {
        if (phase == Phase.STOPPED) {
            return;
        }
        phase = Phase.STOPPED;
        follower.stop();
        heartbeats.stop();
        pending.failAll("The node stops");
        appender.reset();
        updateReady();
    }

    @Override
    public RoutingView view() {
        return state.view();
    }

    @Override
    public NodeId node() {
        return node;
    }

    @Override
    public boolean ready() {
        return phase == Phase.JOINED && !leaving && heartbeats.fresh();
    }

    @Override
    public void addListener(Listener listener) {
        listeners.add(listener);
    }

    public ReplicaHealth health() {
        long position = follower.tip().position();
        return new ReplicaHealth(
                ready(),
                position,
                Math.max(0, follower.storePosition() - position),
                heartbeats.ageMs(),
                pending.size(),
                appender.backlog());
    }

    /** Equal on all nodes at the same position. Costs as much as a snapshot. */
    public long stateHash() {
        return state.hash();
    }

    /** The whole state as of the last entry applied; to be taken between two entries, on the loop. */
    public Snapshots.Snapshot snapshot() {
        return state.save(follower.tip());
    }

    /** Caught up and joined; whether heartbeats come back does not matter here. */
    public boolean joined() {
        return phase == Phase.JOINED;
    }

    /** The log refused this node's last commands because it is at its bound. */
    public boolean logFull() {
        return appender.isLogFull();
    }

    /** Position of the snapshot from which this node's present state began, 0 for none. */
    public long loadedPosition() {
        return loadedPosition;
    }

    @Override
    public CompletionStage<Outcome> submit(Command command) {
        if (!ready()) {
            return CompletableFuture.failedStage(new StorageException(Reason.UNAVAILABLE, "This node is not ready"));
        }
        return submitOwn(command);
    }

    private CompletionStage<Outcome> submitOwn(Command command) {
        var sender = new CompletableFuture<Outcome>();
        if (pending.isFull()) {
            sender.completeExceptionally(new StorageException(Reason.UNAVAILABLE, "Too many commands on their way"));
            return sender;
        }
        long number = ++counter;
        byte[] payload = CommandCodec.encode(node, number, command);
        LogAppender.Draft draft = appender.append(payload, why -> pending.refused(number, why));
        if (draft == null) {
            sender.completeExceptionally(new StorageException(Reason.UNAVAILABLE, "The log's buffer is full"));
        } else {
            pending.add(number, draft, sender);
        }
        return sender;
    }

    private long positionSeen() {
        return Math.max(follower.tip().position(), lostTip.position());
    }

    // Loading and catching up

    private void load() {
        phase = Phase.LOADING;
        updateReady();
        // The end is read first: entries that come while the snapshot is read need not be waited for.
        var unused = log.tip()
                .thenCompose(end -> log.skipped()
                        .thenCompose(skipped -> snapshots
                                .newest(CORE_VERSION_MAX, Set.copyOf(misfits))
                                .thenAccept(snapshot -> begin(snapshot, end.position(), skipped))))
                .whenComplete((done, failure) -> {
                    if (failure != null && phase == Phase.LOADING) {
                        LOG.warn("Loading the routing state failed; it is repeated: {}", failure.toString());
                        repeatLater(Phase.LOADING, this::load);
                    }
                });
    }

    private void begin(Snapshots.@Nullable Snapshot snapshot, long end, List<Long> skipped) {
        if (phase != Phase.LOADING) {
            return;
        }
        loadedPosition = snapshot == null ? 0 : snapshot.at().position();
        try {
            state.restore(snapshot, Set.copyOf(skipped));
        } catch (RuntimeException unreadable) {
            LOG.error("The snapshot at {} cannot be read; an older one is tried", loadedPosition, unreadable);
            misfit();
            return;
        }
        if (loadedPosition > lostTip.position()) {
            // Trimmed past, not rolled back; or rolled back so long ago that others have reported it.
            lostTip = LogStore.Tip.EMPTY;
        }
        backoff.reset();
        target = end;
        verified = false;
        phase = Phase.CATCHING_UP;
        follower.start(snapshot == null ? LogStore.Tip.EMPTY : snapshot.at());
    }

    /** The snapshot that was loaded last does not fit the log: try the one before, and at last the log's own beginning. */
    private void misfit() {
        phase = Phase.LOADING;
        if (loadedPosition > 0) {
            misfits.add(loadedPosition);
        } else {
            // A newer snapshot may have been written, and the log trimmed, between looking and reading.
            misfits.clear();
            misfitCount++;
        }
        if (misfitCount > MISFITS_MAX) {
            stopLoudly(
                    new IllegalStateException("The log neither goes on from any snapshot nor starts at its beginning"));
            return;
        }
        repeatLater(Phase.LOADING, this::load);
    }

    private void caughtUp() {
        LOG.info("Caught up with the routing log at position {}", follower.tip().position());
        listeners.forEach(Listener::replaced);
        join();
    }

    // Joining

    private void join() {
        phase = Phase.JOINING;
        appender.reset();
        updateReady();
        var unused = log.nextIncarnation().whenComplete((incarnation, failure) -> {
            if (phase == Phase.JOINING) {
                if (failure == null) {
                    node = new NodeId(incarnation);
                    counter = 0;
                    sendJoin();
                } else {
                    repeatLater(Phase.JOINING, this::join);
                }
            }
        });
    }

    private void sendJoin() {
        long lost = lostTip.position();
        NodeId joining = node;
        var joined = submitOwn(new Command.NodeJoined(node, CORE_VERSION_MIN, CORE_VERSION_MAX));
        var unused = joined.whenComplete((outcome, failure) -> {
            if (phase != Phase.JOINING || !joining.equals(node)) {
                return;
            }
            if (outcome instanceof Outcome.Refused refused) {
                stopLoudly(new IllegalStateException("The cluster refuses this node: " + refused.reason()));
            } else if (outcome instanceof Outcome.Done) {
                joined(lost);
            } else {
                repeatLater(Phase.JOINING, this::join);
            }
        });
    }

    private void joined(long lost) {
        phase = Phase.JOINED;
        backoff.reset();
        LOG.info("Joined as node {}", node.value());
        heartbeats.start(node);
        if (lost > 0) {
            reportLost(lost);
        }
        listeners.forEach(listener -> listener.joined(node));
        updateReady();
    }

    /** Memberships of all chats get a version above any that transcripts may have seen on the lost part. */
    private void reportLost(long lost) {
        NodeId reporting = node;
        var unused = submitOwn(new Command.Recovered(lost)).whenComplete((outcome, failure) -> {
            if (failure != null && reporting.equals(node) && lostTip.position() >= lost) {
                repeatLater(Phase.JOINED, () -> reportLost(lost));
            }
        });
    }

    /** The others have declared this node lost, or the log no longer knows it. */
    private void lost() {
        LOG.warn("Node {} was declared lost; it joins anew", node.value());
        endIncarnation("This node was declared lost");
        join();
    }

    private void endIncarnation(String why) {
        phase = Phase.LOADING;
        heartbeats.stop();
        pending.failAll(why);
        appender.reset();
        updateReady();
    }

    // Applying

    private void apply(RawEntry entry) {
        long startNanos = loop.nowNanos();
        boolean gap = entry.position() - view().position() > LogStore.LOST_MAX;
        ReplicaState.Step step;
        try {
            step = state.apply(entry);
        } catch (ReplicaState.EntryFailure failure) {
            stopLoudly(failure);
            return;
        }
        if (lostTip.position() > 0 && (gap || isSettled(step))) {
            lostTip = LogStore.Tip.EMPTY;
        }
        if (phase != Phase.CATCHING_UP) {
            Applied applied = step.applied();
            for (Listener listener : listeners) {
                listener.applied(entry.position(), entry.t(), step.sender(), applied);
            }
            boolean own = step.sender().equals(node) && phase != Phase.STOPPED;
            if (own) {
                pending.applied(step.counter(), applied.outcome());
            }
            if (lostBy(step, own)) {
                lost();
            }
        }
        meter.onApplied(loop.nowNanos() - startNanos);
    }

    /** The lost entry turned up again, or another node has reported it. At a gap the core renews memberships by itself. */
    private boolean isSettled(ReplicaState.Step step) {
        boolean reported =
                step.command() instanceof Command.Recovered recovered && recovered.lostPosition() >= lostTip.position();
        return reported || follower.tip().equals(lostTip);
    }

    private boolean lostBy(ReplicaState.Step step, boolean own) {
        if (phase != Phase.JOINED || leaving) {
            return false;
        }
        boolean forgotten = own
                && step.command() instanceof Command.Heartbeat
                && step.applied().outcome() instanceof Outcome.Skipped
                && !view().nodes().contains(node);
        return forgotten || step.applied().events().contains(new Event.NodeRemoved(node, true));
    }

    private void repeatLater(Phase expected, Runnable step) {
        loop.schedule(backoff.nextMs(), () -> {
            if (phase == expected) {
                step.run();
            }
        });
    }

    private void stopLoudly(Throwable bug) {
        LOG.error("The node must stop", bug);
        stop();
        fatal.onFatal(String.valueOf(bug.getMessage()), bug);
    }

    private void updateReady() {
        boolean ready = ready();
        if (ready != readyTold) {
            readyTold = ready;
            listeners.forEach(listener -> listener.readinessChanged(ready));
        }
    }

    private enum Phase {
        NEW,
        LOADING,
        CATCHING_UP,
        JOINING,
        JOINED,
        STOPPED
    }

    private final class Reading implements LogFollower.Reader {
        @Override
        public void onEntry(RawEntry entry) {
            apply(entry);
        }

        @Override
        public void onVerified() {
            verified = true;
            misfits.clear();
            misfitCount = 0;
            if (phase == Phase.CATCHING_UP && follower.tip().position() >= target) {
                caughtUp();
            }
        }

        @Override
        public void onBroken() {
            if (verified) {
                if (follower.tip().position() > lostTip.position()) {
                    lostTip = follower.tip();
                }
                endIncarnation("The log was rolled back or replaced");
                load();
            } else {
                misfit();
            }
        }
    }
}
