package dev.switchboard.server.admin;

import dev.switchboard.server.loop.SimLoop;
import dev.switchboard.server.replica.ControlPath;
import dev.switchboard.server.routing.Applied;
import dev.switchboard.server.routing.Command;
import dev.switchboard.server.routing.Outcome;
import dev.switchboard.server.routing.RoutingCore;
import dev.switchboard.server.routing.RoutingView;
import dev.switchboard.server.routing.model.NodeId;
import dev.switchboard.server.storage.StorageException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The real core behind the control path of one node, without log: a command is applied 1 ms after it was submitted. */
public final class CoreControlPath implements ControlPath {
    private static final NodeId NODE = new NodeId(1);
    /** As where the log is read: core time never jumps. */
    private static final long ADVANCE_MAX_MS = 1_000;

    private final SimLoop loop;
    private final List<Listener> listeners = new ArrayList<>();
    private final List<Command> submitted = new ArrayList<>();
    private RoutingCore core = new RoutingCore();
    private long position;
    private long coreMs;
    private long lastMs;
    private int failures;
    private StorageException.Reason reason = StorageException.Reason.UNAVAILABLE;

    public CoreControlPath(SimLoop loop) {
        this.loop = loop;
        var unused = apply(new Command.NodeJoined(NODE, 1, 1));
    }

    /** The next commands fail; with OUTCOME_UNKNOWN they are applied all the same. */
    public void failNext(int count, StorageException.Reason why) {
        failures = count;
        reason = why;
    }

    /** The log is lost and with it the state. */
    public void forgetAll() {
        core = new RoutingCore();
        var unused = apply(new Command.NodeJoined(NODE, 1, 1));
        listeners.forEach(Listener::replaced);
    }

    /** All commands since the last call, but for those that failed with UNAVAILABLE. */
    public List<Command> takeSubmitted() {
        List<Command> taken = List.copyOf(submitted);
        submitted.clear();
        return taken;
    }

    /** Applies a command of somebody else at once, after a heartbeat without which the core would give this node up. */
    public Outcome apply(Command command) {
        if (core.view().position() > 0) {
            var unused = append(new Command.Heartbeat(NODE));
        }
        return append(command);
    }

    private Outcome append(Command command) {
        position++;
        coreMs += Math.min(loop.nowMs() - lastMs, ADVANCE_MAX_MS);
        lastMs = loop.nowMs();
        Applied applied = core.apply(position, coreMs, loop.utcMs(), NODE, position, command);
        listeners.forEach(listener -> listener.applied(position, loop.utcMs(), NODE, applied));
        return applied.outcome();
    }

    @Override
    public RoutingView view() {
        return core.view();
    }

    @Override
    public CompletionStage<Outcome> submit(Command command) {
        CompletableFuture<Outcome> result = new CompletableFuture<>();
        boolean fails = failures > 0;
        failures = Math.max(0, failures - 1);
        boolean applies = !fails || reason == StorageException.Reason.OUTCOME_UNKNOWN;
        loop.schedule(1, () -> {
            Outcome outcome = null;
            if (applies) {
                submitted.add(command);
                outcome = apply(command);
            }
            if (fails) {
                result.completeExceptionally(new StorageException(reason, "simulated fault"));
            } else {
                result.complete(outcome);
            }
        });
        return result;
    }

    @Override
    public NodeId node() {
        return NODE;
    }

    @Override
    public boolean ready() {
        return true;
    }

    @Override
    public void addListener(Listener listener) {
        listeners.add(listener);
    }
}
