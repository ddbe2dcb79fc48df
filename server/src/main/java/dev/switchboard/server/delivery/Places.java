package dev.switchboard.server.delivery;

import dev.switchboard.protocol.v1.PlaceUpdate;
import dev.switchboard.protocol.v1.ServerFrame;
import dev.switchboard.server.loop.Loop;
import dev.switchboard.server.replica.ControlPath;
import dev.switchboard.server.routing.RoutingView.ChatView;
import dev.switchboard.server.routing.RoutingView.QueueView;
import dev.switchboard.server.routing.model.ChatId;
import dev.switchboard.server.routing.model.QueueId;
import dev.switchboard.server.session.EncodedFrame;
import dev.switchboard.server.session.Session;
import dev.switchboard.server.session.Sessions;
import java.util.HashMap;
import java.util.Map;

/**
 * Tells waiting customers their place. A change in a queue only marks it; a queue is walked at most once per interval
 * however fast it moves, and a customer hears of it only when his own place changed.
 */
final class Places {
    private final Loop loop;
    private final ControlPath control;
    private final Sessions sessions;
    private final long intervalMs;
    private final Map<QueueId, Walk> walks = new HashMap<>();

    Places(Loop loop, ControlPath control, Sessions sessions, long intervalMs) {
        this.loop = loop;
        this.control = control;
        this.sessions = sessions;
        this.intervalMs = intervalMs;
    }

    /** One queue: when it was last walked, whether it will be, and the places told to customers of this node. */
    private static final class Walk {
        long lastMs = Long.MIN_VALUE / 2;
        boolean scheduled;
        Map<ChatId, Integer> told = new HashMap<>();
    }

    void changed(QueueId queue) {
        Walk walk = walks.computeIfAbsent(queue, id -> new Walk());
        if (!walk.scheduled) {
            walk.scheduled = true;
            loop.schedule(Math.max(0, walk.lastMs + intervalMs - loop.nowMs()), () -> walk(queue, walk));
        }
    }

    /** A chat went from one queue to another, and the event does not tell from which. */
    void anyChanged() {
        walks.keySet().forEach(this::changed);
    }

    /** The customer learned his place otherwise (in a reply, a welcome or an update of the chat). */
    void told(ChatView chat, int place) {
        if (place > 0) {
            walks.computeIfAbsent(chat.queue(), id -> new Walk()).told.put(chat.id(), place);
        }
    }

    void removed(QueueId queue) {
        walks.remove(queue);
    }

    private void walk(QueueId queue, Walk walk) {
        walk.scheduled = false;
        walk.lastMs = loop.nowMs();
        QueueView view = control.view().queue(queue);
        if (view == null) {
            walks.remove(queue);
            return;
        }
        Map<ChatId, Integer> now = new HashMap<>();
        int[] place = {0};
        control.view().forEachWaiting(queue, chat -> {
            place[0]++;
            if (sessions.any(chat.customer())) {
                now.put(chat.id(), place[0]);
                Integer before = walk.told.get(chat.id());
                if (before == null || before != place[0]) {
                    tell(chat, place[0], view.waiting());
                }
            }
        });
        walk.told = now;
    }

    private void tell(ChatView chat, int place, int waiting) {
        EncodedFrame frame = EncodedFrame.of(ServerFrame.newBuilder()
                .setPlaceUpdate(PlaceUpdate.newBuilder()
                        .setChat(WireIds.chat(chat.id()))
                        .setPlace(place)
                        .setWaiting(waiting))
                .build());
        for (Session session : sessions.of(chat.customer())) {
            session.push(frame);
        }
    }
}
