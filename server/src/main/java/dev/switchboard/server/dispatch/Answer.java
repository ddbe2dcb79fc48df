package dev.switchboard.server.dispatch;

import dev.switchboard.protocol.v1.ServerFrame;

/**
 * The reply to a request.
 *
 * @param frame without {@code reply_to}, which is filled in
 * @param afterwards run in the same step after the frame was sent
 */
record Answer(ServerFrame.Builder frame, Runnable afterwards) {
    static Answer of(ServerFrame.Builder frame) {
        return new Answer(frame, () -> {});
    }
}
