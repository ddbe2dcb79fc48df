package dev.switchboard.server.admin;

import dev.switchboard.server.api.Fields;
import dev.switchboard.server.routing.RoutingView.ChatView;
import java.util.ArrayList;
import java.util.List;

/**
 * A page of a queue in routing order. The cursor is the order key of the last chat shown, so that chats which leave meanwhile
 * neither hide nor repeat any other.
 */
final class WaitingPage {
    private final long afterKey;
    private final long afterChat;
    private final int limit;
    private final List<ChatView> chats = new ArrayList<>();
    private int total;
    private boolean more;

    private WaitingPage(long afterKey, long afterChat, int limit) {
        this.afterKey = afterKey;
        this.afterChat = afterChat;
        this.limit = limit;
    }

    static WaitingPage after(String cursor, int limit) {
        if (cursor.isEmpty()) {
            return new WaitingPage(Long.MIN_VALUE, 0, limit);
        }
        String[] parts = cursor.split("_", -1);
        try {
            if (parts.length == 2) {
                return new WaitingPage(Long.parseLong(parts[0]), Long.parseLong(parts[1]), limit);
            }
        } catch (NumberFormatException malformed) {
            // Refused below.
        }
        throw Fields.invalid("cursor", "not a cursor of this list");
    }

    /** To be called for all chats of the queue, in routing order. */
    void visit(ChatView chat) {
        total++;
        long key = key(chat);
        boolean after = key > afterKey || (key == afterKey && chat.id().value() > afterChat);
        if (after && chats.size() < limit) {
            chats.add(chat);
        } else if (after) {
            more = true;
        }
    }

    List<ChatView> chats() {
        return chats;
    }

    int total() {
        return total;
    }

    String nextCursor() {
        if (!more) {
            return "";
        }
        ChatView last = chats.get(chats.size() - 1);
        return key(last) + "_" + last.id().value();
    }

    private static long key(ChatView chat) {
        return chat.startedMs() - chat.creditMs();
    }
}
