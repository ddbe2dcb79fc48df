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
import dev.switchboard.server.session.OpeningTimes;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells routing when queues open and close. Every node has one and knows all schedules; the live node that joined first
 * speaks. The time is that of the log, so that a node whose clock is wrong opens nothing too early.
 */
public final class Openings implements ControlPath.Listener, OpeningTimes {
    private static final Logger LOG = LoggerFactory.getLogger(Openings.class);
    private static final long LOOK_MS = 1_000;
    private static final QueueFormat FORMAT = new QueueFormat();

    private final Loop loop;
    private final ControlPath control;
    private final AccountStore store;
    /** Of all queues that were read; empty for one that is always open. */
    private final Map<QueueId, Optional<Schedule>> schedules = new HashMap<>();
    /** When those that are closed open next, 0 for never; good until then. */
    private final Map<QueueId, Long> nextOpenings = new HashMap<>();
    /** To be read (again). */
    private final Set<QueueId> unread = new HashSet<>();

    private final Set<QueueId> reading = new HashSet<>();
    /** Of which the answer is awaited. */
    private final Set<QueueId> saying = new HashSet<>();

    private long utcMs;
    private Consumer<QueueId> otherTime = queue -> {};

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

    /** Told of queues that open at another time than was last said. To be given before the start. */
    public void onOtherTime(Consumer<QueueId> listener) {
        otherTime = listener;
    }

    @Override
    public long opensAtMs(QueueId queue) {
        Optional<Schedule> schedule = schedules.getOrDefault(queue, Optional.empty());
        Instant now = Instant.ofEpochMilli(utcMs);
        if (utcMs == 0 || schedule.isEmpty() || schedule.get().isOpen(now)) {
            return 0;
        }
        Long known = nextOpenings.get(queue);
        if (known != null && (known == 0 || known > utcMs)) {
            return known;
        }
        long next = schedule.get().opensAfter(now).map(Instant::toEpochMilli).orElse(0L);
        nextOpenings.put(queue, next);
        return next;
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
                nextOpenings.remove(removed.queue());
                unread.remove(removed.queue());
            }
        }
    }

    @Override
    public void replaced() {
        schedules.clear();
        nextOpenings.clear();
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
            keep(queue, stored == null ? Optional.empty() : scheduleOf(FORMAT.parse(stored)));
            if (unread.contains(queue)) {
                read(queue);
            }
        });
    }

    private void keep(QueueId queue, Optional<Schedule> schedule) {
        long before = opensAtMs(queue);
        schedules.put(queue, schedule);
        nextOpenings.remove(queue);
        if (opensAtMs(queue) != before) {
            otherTime.accept(queue);
        }
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
