package dev.switchboard.server.delivery;

import dev.switchboard.protocol.v1.QueueStatus;
import dev.switchboard.protocol.v1.ServerFrame;
import dev.switchboard.server.routing.model.QueueId;
import dev.switchboard.server.session.EncodedFrame;
import dev.switchboard.server.session.Session;
import dev.switchboard.server.session.Sessions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Tells customers of the queues of their site: whether somebody is there, how they are called, and which are no more. */
final class QueueStatuses {
    private final Frames frames;
    private final Sessions sessions;
    /** Under which name a queue was told last; clients know it by that. As many as routing has queues. */
    private final Map<QueueId, String> told = new HashMap<>();

    QueueStatuses(Frames frames, Sessions sessions) {
        this.frames = frames;
        this.sessions = sessions;
    }

    /** The queues of a site for a welcome. */
    List<QueueStatus> welcome(List<QueueId> queues) {
        queues.forEach(this::remember);
        return frames.queueStatus(queues);
    }

    /** As it is now: whoever waited for a title tells the last state, not that of the event. */
    void changed(QueueId queue) {
        frames.prepareQueues(List.of(queue)).thenRun(() -> {
            String before = told.get(queue);
            for (QueueStatus status : frames.queueStatus(List.of(queue))) {
                if (before != null && !before.equals(status.getQueue())) {
                    tellRemoved(queue, before);
                }
                tell(queue, status);
            }
            remember(queue);
        });
    }

    void removed(QueueId queue, String name) {
        told.remove(queue);
        tellRemoved(queue, name);
    }

    private void remember(QueueId queue) {
        frames.queueStatus(List.of(queue)).forEach(status -> told.put(queue, status.getQueue()));
    }

    private void tellRemoved(QueueId queue, String name) {
        tell(queue, QueueStatus.newBuilder().setQueue(name).setRemoved(true).build());
    }

    private void tell(QueueId queue, QueueStatus status) {
        EncodedFrame frame =
                EncodedFrame.of(ServerFrame.newBuilder().setQueueStatus(status).build());
        for (Session session : sessions.all()) {
            var site = session.site();
            if (site != null && site.mayUse(queue)) {
                session.push(frame);
            }
        }
    }
}
