package dev.switchboard.client.internal.connection;

import dev.switchboard.protocol.v1.ClientFrame;
import org.jspecify.annotations.Nullable;

/** A request on its way to a final answer; moved along by {@link Requests}. */
final class Request {

    /** Where it is; WAITING stands behind another of its lane, PAUSED waits before it is repeated. */
    enum Stage {
        WAITING,
        READY,
        SENT,
        PAUSED,
        DONE
    }

    final String lane;
    final ClientFrame.Builder body;
    final Reply reply;
    /** Whether it outlives the connection it was sent on. */
    final boolean lasting;

    final BackoffPauses pauses;
    Stage stage = Stage.WAITING;
    /** Whether some attempt may have been carried out without our knowing. */
    boolean uncertain;

    /** The last answer that said "not done, try later". */
    @Nullable
    Failure refusal;

    long frameId;
    Environment.@Nullable Timer deadline;
    Environment.@Nullable Timer attempt;

    Request(String lane, ClientFrame.Builder body, Reply reply, boolean lasting, BackoffPauses pauses) {
        this.lane = lane;
        this.body = body;
        this.reply = reply;
        this.lasting = lasting;
        this.pauses = pauses;
    }

    void cancelTimers() {
        if (deadline != null) {
            deadline.cancel();
            deadline = null;
        }
        cancelAttempt();
    }

    void cancelAttempt() {
        if (attempt != null) {
            attempt.cancel();
            attempt = null;
        }
    }
}
