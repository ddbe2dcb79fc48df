package dev.switchboard.server.delivery;

import dev.switchboard.server.routing.model.ChatId;
import dev.switchboard.server.session.Session;

/**
 * A session's part in a chat: up to which sequence it was given entries. It begins silent, so that a reply can bring the
 * transcript so far, and speaks after {@link Channels#start}.
 */
final class Subscription {
    private final Session session;
    private final ChatId chat;
    private final int turn;
    private long sent;
    private boolean started;
    private boolean cancelled;

    /** @param turn of the assignment by which an agent takes part; 0 for customers */
    Subscription(Session session, ChatId chat, int turn) {
        this.session = session;
        this.chat = chat;
        this.turn = turn;
    }

    Session session() {
        return session;
    }

    ChatId chat() {
        return chat;
    }

    int turn() {
        return turn;
    }

    boolean customer() {
        return session.isCustomer();
    }

    /** Highest sequence that was sent or need not be. */
    long sent() {
        return sent;
    }

    void sentUpTo(long sequence) {
        sent = sequence;
    }

    boolean started() {
        return started;
    }

    void start() {
        started = true;
    }

    /** The session no longer takes part; nothing may be sent any more. */
    boolean cancelled() {
        return cancelled;
    }

    void cancel() {
        cancelled = true;
    }

    /** {@return whether a frame went out} */
    boolean deliver(LiveEntry entry) {
        if (cancelled || entry.sequence() <= sent) {
            return false;
        }
        sent = entry.sequence();
        if (!entry.visibleTo(customer())) {
            return false;
        }
        session.push(entry.push(customer()));
        return true;
    }
}
