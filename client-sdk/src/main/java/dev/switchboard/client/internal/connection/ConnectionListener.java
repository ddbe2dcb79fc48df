package dev.switchboard.client.internal.connection;

import dev.switchboard.protocol.v1.ResumePoint;
import dev.switchboard.protocol.v1.ServerFrame;
import dev.switchboard.protocol.v1.Welcome;
import java.util.List;

/** The owner of a connection; called on the logical thread. */
public interface ConnectionListener {
    /** Never with equal phases. */
    void changed(Phase from, Phase to, Reason reason);

    /** Chats to resume with the next hello; at most 50 count. */
    List<ResumePoint> resumePoints();

    /** The server greeted; comes before waiting requests go out, and after the change to CONNECTED. */
    void welcomed(Welcome welcome);

    /** A frame that answers nothing. */
    void pushed(ServerFrame frame);
}
