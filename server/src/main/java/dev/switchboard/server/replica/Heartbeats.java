package dev.switchboard.server.replica;

import dev.switchboard.server.loop.Loop;
import dev.switchboard.server.routing.Command;
import dev.switchboard.server.routing.Outcome;
import dev.switchboard.server.routing.model.NodeId;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Sends this node's heartbeats through the log and watches them come back: the whole way, appending and following, is what
 * a command needs too. One is under way at a time.
 */
final class Heartbeats {
    private final Loop loop;
    private final ReplicaOptions options;
    private final Submitter submitter;
    private final Runnable onChange;
    private @Nullable NodeId node;
    private Loop.@Nullable Timer timer;
    private boolean underWay;
    private long lastBackMs;

    /** @param onChange after {@link #fresh} may have changed */
    Heartbeats(Loop loop, ReplicaOptions options, Submitter submitter, Runnable onChange) {
        this.loop = loop;
        this.options = options;
        this.submitter = submitter;
        this.onChange = onChange;
    }

    /** Begins for a new incarnation; its join has just come back, which counts as a heartbeat. */
    void start(NodeId joined) {
        stop();
        node = joined;
        underWay = false;
        lastBackMs = loop.nowMs();
        timer = loop.schedule(options.heartbeatMs(), this::beat);
    }

    void stop() {
        node = null;
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    boolean fresh() {
        return ageMs() < options.heartbeatLostMs();
    }

    long ageMs() {
        return loop.nowMs() - lastBackMs;
    }

    private void beat() {
        NodeId beating = node;
        if (beating == null) {
            return;
        }
        timer = loop.schedule(options.heartbeatMs(), this::beat);
        onChange.run();
        if (!underWay) {
            underWay = true;
            var unused = submitter.submit(new Command.Heartbeat(beating)).whenComplete((outcome, failure) -> {
                if (beating.equals(node)) {
                    underWay = false;
                    if (outcome instanceof Outcome.Done) {
                        lastBackMs = loop.nowMs();
                        onChange.run();
                    }
                }
            });
        }
    }

    /** How to append a command of this node even while it is not ready. */
    interface Submitter {
        CompletionStage<Outcome> submit(Command command);
    }
}
