package dev.switchboard.server.dispatch;

import dev.switchboard.protocol.v1.ClientFrame;
import dev.switchboard.server.session.Session;

/** A frame that is to be answered, and who sent it. */
record Request(Link link, Session session, ClientFrame frame) {
    /** False when the client has gone or come back by another connection: nothing may be done to its session for this one. */
    boolean current() {
        return link.current() && session.live();
    }
}
