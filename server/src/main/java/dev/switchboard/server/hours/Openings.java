package dev.switchboard.server.hours;

import dev.switchboard.protocol.v1.Queue;
import dev.switchboard.server.account.AccountStore;
import dev.switchboard.server.account.QueueFormat;
import dev.switchboard.server.loop.Loop;
import dev.switchboard.server.replica.ControlPath;
import dev.switchboard.server.routing.Applied;
import dev.switchboard.server.routing.Command;
import dev.switchboard.server.routing.Event;
import dev.switchboard.server.routing.RoutingView.QueueView;
import dev.switchboard.server.routing.model.NodeId;
import dev.switchboard.server.routing.model.QueueId;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells routing when queues open and close. Every node has one and knows all schedules; the live node that joined first
 * speaks. The time is that of the log, so that a node whose clock is wrong opens nothing too early.
 */
public final class Openings implements ControlPath.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(Openings.class);
    private static final long LOOK_MS = 1_000;
    private static final QueueFormat FORMAT = new QueueFormat();

    private final Loop loop;
    private final ControlPath control;
    private final AccountStore store;
    /** Of all queues that were read; empty for one that is always open. */
    private final Map<QueueId, Optional<Schedule>> schedules = new HashMap<>();
    /** To be read (again). */
    private final Set<QueueId> unread = new HashSet<>();

    private final Set<QueueId> reading = new HashSet<>();
    /** Of which the answer is awaited. */
    private final Set<QueueId> saying = new HashSet<>();

    private long utcMs;

    public Openings(Loop loop, ControlPath control, AccountStore store) {
        this.loop = loop;
        this.control = control;
        this.store = store;
    }

    /** On the loop, before the replica starts. */
    public void start() {
        control.addListener(this);
        loop.schedule(LOOK_MS, this::look);
    }

    @Override
    public void applied(long position, long t, NodeId sender, Applied applied) {
        utcMs = t;
        for (Event event : applied.events()) {
            if (event instanceof Event.QueueChanged changed) {
                unread.add(changed.queue());
                read(changed.queue());
            } else if (event instanceof Event.QueueRemoved removed) {
                schedules.remove(removed.queue());
                unread.remove(removed.queue());
            }
        }
    }

    @Override
    public void replaced() {
        schedules.clear();
        unread.clear();
    }

    @Override
    public void joined(NodeId node) {}

    @Override
    public void readinessChanged(boolean ready) {}

    private void look() {
        loop.schedule(LOOK_MS, this::look);
        if (utcMs == 0) {
            return;
        }
        List<NodeId> nodes = control.view().nodes();
        boolean speaks = control.ready() && !nodes.isEmpty() && nodes.get(0).equals(control.node());
        for (QueueView queue : control.view().queues()) {
            Optional<Schedule> schedule = schedules.get(queue.id());
            if (schedule == null) {
                unread.add(queue.id());
            } else if (speaks) {
                say(queue, schedule.orElse(null));
            }
        }
        Set.copyOf(unread).forEach(this::read);
    }

    private void read(QueueId queue) {
        if (!reading.add(queue)) {
            return;
        }
        unread.remove(queue);
        store.get(AccountStore.Kind.QUEUE, queue.value()).whenComplete((stored, failure) -> {
            reading.remove(queue);
            if (control.view().queue(queue) == null) {
                return;
            }
            if (failure != null) {
                // Read at the next look.
                unread.add(queue);
                return;
            }
            schedules.put(queue, stored == null ? Optional.empty() : scheduleOf(FORMAT.parse(stored)));
            if (unread.contains(queue)) {
                read(queue);
            }
        });
    }

    private static Optional<Schedule> scheduleOf(Queue queue) {
        if (!queue.hasOpeningHours()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Schedule(queue.getOpeningHours()));
        } catch (DateTimeException unknown) {
            // Another node took it, which knows newer time zones than this one.
            LOG.error("The opening hours of the queue {} cannot be read, it stays open", queue.getName(), unknown);
            return Optional.empty();
        }
    }

    private void say(QueueView queue, @Nullable Schedule schedule) {
        boolean open = schedule == null || schedule.isOpen(Instant.ofEpochMilli(utcMs));
        if (open == queue.open() || !saying.add(queue.id())) {
            return;
        }
        // A failure is said again at the next look.
        var unused = control.submit(new Command.SetQueueOpen(queue.id(), open))
                .whenComplete((outcome, failure) -> saying.remove(queue.id()));
    }
}
