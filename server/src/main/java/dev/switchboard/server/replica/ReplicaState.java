package dev.switchboard.server.replica;

import dev.switchboard.server.log.CommandCodec;
import dev.switchboard.server.log.CoreClock;
import dev.switchboard.server.log.LogStore.RawEntry;
import dev.switchboard.server.log.LogStore.Tip;
import dev.switchboard.server.log.Snapshots;
import dev.switchboard.server.routing.Applied;
import dev.switchboard.server.routing.Command;
import dev.switchboard.server.routing.RoutingCore;
import dev.switchboard.server.routing.RoutingView;
import dev.switchboard.server.routing.model.NodeId;
import java.nio.ByteBuffer;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All that is a function of the log: core, core time and derived state. Applies entries, and is saved and restored whole. */
final class ReplicaState {
    private static final NodeId NOBODY = new NodeId(0);

    private final DerivedState derived;
    private RoutingCore core = new RoutingCore();
    private CoreClock clock = new CoreClock();
    private Set<Long> skipped = Set.of();

    ReplicaState(DerivedState derived) {
        this.derived = derived;
    }

    RoutingView view() {
        return core.view();
    }

    long hash() {
        return core.stateHash();
    }

    /** @param skippedPositions entries that an operator has all nodes treat as refused */
    void restore(Snapshots.@Nullable Snapshot snapshot, Set<Long> skippedPositions) {
        skipped = skippedPositions;
        if (snapshot == null) {
            core = new RoutingCore();
            clock = new CoreClock();
            derived.restore(0, null);
            return;
        }
        ByteBuffer in = ByteBuffer.wrap(snapshot.bytes());
        byte[] coreBytes = new byte[in.getInt()];
        in.get(coreBytes);
        byte[] derivedBytes = new byte[in.remaining()];
        in.get(derivedBytes);
        core = RoutingCore.restore(coreBytes);
        clock = new CoreClock(snapshot.coreTimeMs(), snapshot.lastT());
        derived.restore(snapshot.at().position(), derivedBytes);
    }

    /** @param at the last entry applied */
    Snapshots.Snapshot save(Tip at) {
        byte[] coreBytes = core.snapshot();
        byte[] derivedBytes = derived.save();
        byte[] bytes = ByteBuffer.allocate(Integer.BYTES + coreBytes.length + derivedBytes.length)
                .putInt(coreBytes.length)
                .put(coreBytes)
                .put(derivedBytes)
                .array();
        return new Snapshots.Snapshot(at, clock.timeMs(), clock.lastT(), bytes);
    }

    /** @throws EntryFailure when it cannot; the state is then unusable */
    Step apply(RawEntry entry) {
        long timeMs = clock.advance(entry.t());
        if (skipped.contains(entry.position())) {
            Applied refused = core.refuse(entry.position(), timeMs, entry.t());
            derived.applied(entry.position(), entry.t(), refused, core.view());
            return new Step(NOBODY, 0, null, refused);
        }
        Command command = null;
        try {
            CommandCodec.Entry decoded = CommandCodec.decode(entry.payload());
            command = decoded.command();
            Applied applied = core.apply(
                    entry.position(), timeMs, entry.t(), decoded.sender(), decoded.counter(), decoded.command());
            derived.applied(entry.position(), entry.t(), applied, core.view());
            return new Step(decoded.sender(), decoded.counter(), command, applied);
        } catch (RuntimeException | AssertionError bug) {
            throw new EntryFailure(entry.position(), command, bug);
        }
    }

    /** An entry and what came of it; a skipped one has neither sender nor command. */
    record Step(NodeId sender, long counter, @Nullable Command command, Applied applied) {}

    /** An entry that this program cannot read or apply. */
    static final class EntryFailure extends RuntimeException {
        private static final long serialVersionUID = 1L;

        EntryFailure(long position, @Nullable Command command, Throwable cause) {
            super(
                    "Log position " + position + " cannot be applied ("
                            + (command == null
                                    ? "unreadable"
                                    : command.getClass().getSimpleName())
                            + "). If no newer version of the server can, have all nodes treat it as refused: stop them,"
                            + " SADD sb:{r0}:skip " + position + ", start them",
                    cause);
        }
    }
}
