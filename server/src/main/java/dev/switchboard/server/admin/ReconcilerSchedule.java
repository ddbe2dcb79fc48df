package dev.switchboard.server.admin;

import dev.switchboard.server.api.Failures;
import dev.switchboard.server.loop.Loop;
import dev.switchboard.server.replica.ControlPath;
import dev.switchboard.server.routing.Applied;
import dev.switchboard.server.routing.model.NodeId;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the {@link Reconciler} when this node has become ready and when its state was replaced, one run at a time, and again
 * 5 s after a failure for as long as the node is ready. The node that joined first also looks every 30 s: {@code init-admin}
 * beside a running server writes to the store alone, and a call may have died between store and log.
 */
public final class ReconcilerSchedule implements ControlPath.Listener {
    static final long RETRY_MS = 5_000;
    static final long LOOK_MS = 30_000;
    private static final Logger LOG = LoggerFactory.getLogger(ReconcilerSchedule.class);

    private final Loop loop;
    private final ControlPath control;
    private final Reconciler reconciler;
    private boolean wanted;
    private boolean running;

    private ReconcilerSchedule(Loop loop, ControlPath control, Reconciler reconciler) {
        this.loop = loop;
        this.control = control;
        this.reconciler = reconciler;
    }

    /** On the loop. */
    public static void start(Loop loop, ControlPath control, Reconciler reconciler) {
        ReconcilerSchedule schedule = new ReconcilerSchedule(loop, control, reconciler);
        control.addListener(schedule);
        schedule.want();
        loop.schedule(LOOK_MS, schedule::look);
    }

    private void look() {
        loop.schedule(LOOK_MS, this::look);
        List<NodeId> nodes = control.view().nodes();
        if (!nodes.isEmpty() && nodes.get(0).equals(control.node())) {
            want();
        }
    }

    private void want() {
        wanted = true;
        runIfWanted();
    }

    private void runIfWanted() {
        if (!wanted || running || !control.ready()) {
            return;
        }
        wanted = false;
        running = true;
        var unused = reconciler.run().whenComplete((commands, failure) -> {
            running = false;
            if (failure == null) {
                if (commands > 0) {
                    LOG.info("Routing lacked {} objects of the account store", commands);
                }
                runIfWanted();
            } else {
                LOG.warn(
                        "Routing could not be brought to the account store yet: {}",
                        Failures.cause(failure).toString());
                loop.schedule(RETRY_MS, this::want);
            }
        });
    }

    @Override
    public void applied(long position, long t, NodeId sender, Applied applied) {}

    /** Later, because listeners that are told after this one still hold what they derived from the old state. */
    @Override
    public void replaced() {
        loop.execute(this::want);
    }

    @Override
    public void joined(NodeId node) {}

    @Override
    public void readinessChanged(boolean ready) {
        if (ready) {
            want();
        }
    }
}
