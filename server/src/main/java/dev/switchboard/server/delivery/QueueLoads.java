package dev.switchboard.server.delivery;

import dev.switchboard.protocol.v1.QueueLoad;
import dev.switchboard.protocol.v1.ServerFrame;
import dev.switchboard.server.loop.Loop;
import dev.switchboard.server.replica.ControlPath;
import dev.switchboard.server.routing.Applied;
import dev.switchboard.server.routing.Event;
import dev.switchboard.server.routing.RoutingView;
import dev.switchboard.server.routing.RoutingView.AgentView;
import dev.switchboard.server.routing.RoutingView.QueueView;
import dev.switchboard.server.routing.model.QueueId;
import dev.switchboard.server.session.EncodedFrame;
import dev.switchboard.server.session.Session;
import dev.switchboard.server.session.Subject;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tells agents what waits in their queues, and supervisors what waits in all. An event only asks for a round; rounds are at
 * least a second apart, and each gives every session what differs from what it was told before. So the last state always
 * arrives, a busy log costs no more than a quiet one, and a change of an agent's queues needs no care of its own.
 */
final class QueueLoads {
    static final int QUEUES_MAX = 500;
    static final long INTERVAL_MS = 1_000;

    private static final Comparator<QueueView> BY_NAME =
            Comparator.comparing(queue -> queue.rules().name());

    private final Loop loop;
    private final ControlPath control;
    private final Frames frames;
    /**
     * What each connected session of staff believes; at most {@link #QUEUES_MAX} queues each. In order of the welcomes: a
     * hash of identities would tell them in another order in each run, and a simulated run could not be repeated.
     */
    private final Map<Session, Map<QueueId, Told>> told = new LinkedHashMap<>();

    private long lastMs = Long.MIN_VALUE / 2;
    private boolean scheduled;

    QueueLoads(Loop loop, ControlPath control, Frames frames) {
        this.loop = loop;
        this.control = control;
        this.frames = frames;
    }

    /** A state of a queue, without the time that passes. */
    private record Told(String name, String title, boolean online, int waiting, long oldestStartedMs, int unmatched) {}

    /** Completes when the titles are at hand that the session's welcome needs. */
    CompletionStage<Void> prepare(Session session) {
        return frames.prepareQueues(visible(session).stream().map(QueueView::id).toList());
    }

    /** The queues of a session for its welcome, which counts as told. */
    List<QueueLoad> welcome(Session session) {
        Map<QueueId, Told> now = new LinkedHashMap<>();
        visible(session).forEach(queue -> now.put(queue.id(), state(queue)));
        told.put(session, now);
        return now.values().stream().map(this::load).toList();
    }

    /** The session's connection is gone; its next welcome tells everything. */
    void forget(Session session) {
        told.remove(session);
    }

    void applied(Applied applied) {
        if (!scheduled && !told.isEmpty() && applied.events().stream().anyMatch(QueueLoads::mayChangeLoads)) {
            changed();
        }
    }

    private static boolean mayChangeLoads(Event event) {
        return event instanceof Event.ChatQueued
                || event instanceof Event.ChatRelaxed
                || event instanceof Event.ChatAssigned
                || event instanceof Event.ChatClosed
                || event instanceof Event.QueueOnlineChanged
                || event instanceof Event.QueueChanged
                || event instanceof Event.QueueRemoved
                || event instanceof Event.AgentChanged
                || event instanceof Event.AgentRemoved;
    }

    /** Asks for a round. */
    void changed() {
        if (!scheduled) {
            scheduled = true;
            loop.schedule(Math.max(0, lastMs + INTERVAL_MS - loop.nowMs()), this::round);
        }
    }

    private void round() {
        List<QueueId> all = control.view().queues().stream().map(QueueView::id).toList();
        frames.prepareQueues(all).thenRun(() -> {
            scheduled = false;
            lastMs = loop.nowMs();
            Map<Told, EncodedFrame> encoded = new HashMap<>();
            List.copyOf(told.keySet()).forEach(session -> tell(session, encoded));
        });
    }

    private void tell(Session session, Map<Told, EncodedFrame> encoded) {
        Map<QueueId, Told> before = told.getOrDefault(session, Map.of());
        Map<QueueId, Told> now = new LinkedHashMap<>();
        for (QueueView queue : visible(session)) {
            Told state = state(queue);
            now.put(queue.id(), state);
            Told last = before.get(queue.id());
            if (!state.equals(last)) {
                if (last != null && !last.name().equals(state.name())) {
                    session.push(encoded.computeIfAbsent(gone(last), this::encode));
                }
                session.push(encoded.computeIfAbsent(state, this::encode));
            }
        }
        before.forEach((id, last) -> {
            if (!now.containsKey(id)) {
                session.push(encoded.computeIfAbsent(gone(last), this::encode));
            }
        });
        told.put(session, now);
    }

    /** Supervisors see all queues; should there be more than the bound, the first by name. */
    private List<QueueView> visible(Session session) {
        RoutingView view = control.view();
        Stream<QueueView> queues = session.supervises()
                ? view.queues().stream()
                : served(session).stream().map(view::queue).flatMap(Stream::ofNullable);
        return queues.sorted(BY_NAME).limit(QUEUES_MAX).toList();
    }

    private Collection<QueueId> served(Session session) {
        @Nullable
        AgentView agent =
                session.subject() instanceof Subject.OfAgent it ? control.view().agent(it.id()) : null;
        return agent == null ? List.of() : agent.rules().queues();
    }

    private Told state(QueueView queue) {
        return new Told(
                queue.rules().name(),
                frames.title(queue),
                queue.online(),
                queue.waiting(),
                queue.oldestStartedMs(),
                queue.unmatched());
    }

    private static Told gone(Told last) {
        return new Told(last.name(), "", false, 0, 0, 0);
    }

    private EncodedFrame encode(Told state) {
        return EncodedFrame.of(
                ServerFrame.newBuilder().setQueueLoad(load(state)).build());
    }

    private QueueLoad load(Told state) {
        long waitedMs = state.waiting() == 0 ? 0 : control.view().timeMs() - state.oldestStartedMs();
        return QueueLoad.newBuilder()
                .setQueue(state.name())
                .setTitle(state.title())
                .setOnline(state.online())
                .setWaiting(state.waiting())
                .setOldestWaitedMs(Math.max(0, waitedMs))
                .setUnmatched(state.unmatched())
                .build();
    }
}
