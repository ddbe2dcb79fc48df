package dev.switchboard.server.sim;

import dev.switchboard.client.Message;
import dev.switchboard.client.Receipt;
import java.util.ArrayList;
import java.util.List;

/** What clients saw and were told; all that the checks know of them. */
final class Observations {
    final List<Sent> acknowledged = new ArrayList<>();
    final List<Seen> seen = new ArrayList<>();
    final List<Taken> taken = new ArrayList<>();
    /** What a client must never be told. */
    final List<String> oddities = new ArrayList<>();

    /** A text that the server said it had stored. */
    record Sent(String chat, String text, long sequence) {}

    /** An acceptance that the server confirmed; the offer's id ends in the assignment's turn. */
    record Taken(String offer, String agent) {}

    Seen newSeen(String who, boolean staff) {
        Seen made = new Seen(who, staff);
        seen.add(made);
        return made;
    }

    private boolean uncertain;

    void acknowledged(String chat, String text, Receipt receipt) {
        if (!uncertain) {
            acknowledged.add(new Sent(chat, text, receipt.sequence()));
        }
    }

    void taken(String offer, String agent) {
        if (!uncertain) {
            taken.add(new Taken(offer, agent));
        }
    }

    /** An end that may be of what is lost counts as a loss: nobody asks for more of a chat that has ended. */
    void ended(Seen chat, End how) {
        chat.end = uncertain ? End.LOST : how;
    }

    /** Running it forgets what was acknowledged since, ends of chats included: the storage has lost it. */
    Runnable savepoint() {
        List<Seen> open = seen.stream().filter(chat -> chat.end == End.NONE).toList();
        int sent = acknowledged.size();
        int offers = taken.size();
        int chats = seen.size();
        return () -> {
            acknowledged.subList(sent, acknowledged.size()).clear();
            taken.subList(offers, taken.size()).clear();
            seen.stream()
                    .filter(chat -> chat.end == End.CLOSED)
                    .filter(chat -> open.contains(chat) || seen.indexOf(chat) >= chats)
                    .forEach(chat -> chat.end = End.LOST);
        };
    }

    /** While it is so, acknowledgements may be of what is lost already. */
    void uncertain(boolean now) {
        uncertain = now;
    }

    /** How a client's part in a chat stands. */
    enum End {
        /** It has the chat. */
        NONE,
        /** It saw the chat's end. */
        CLOSED,
        /** It lost the chat before its end, and may know a part only. */
        LOST
    }

    /** A chat's transcript as one client was told it. */
    static final class Seen {
        final String who;
        final boolean staff;
        /** Empty while the client does not know. */
        String chat = "";

        End end = End.NONE;
        final List<Line> lines = new ArrayList<>();
        /** What is void now, too. */
        final List<Line> shown = new ArrayList<>();

        private Seen(String who, boolean staff) {
            this.who = who;
            this.staff = staff;
        }

        void add(Message message) {
            Line line = new Line(message.sequence(), message.text(), message.textKey());
            lines.add(line);
            shown.add(line);
        }

        /** The client was told that what it has seen is void. */
        void reset() {
            lines.clear();
        }
    }

    /** One entry of a transcript: a text or the key of a system line. */
    record Line(long sequence, String text, String key) {}
}
