package dev.switchboard.client.internal.connection;

import dev.switchboard.protocol.v1.Chat;
import dev.switchboard.protocol.v1.ClientFrame;
import dev.switchboard.protocol.v1.Entries;
import dev.switchboard.protocol.v1.Entry;
import dev.switchboard.protocol.v1.EntryKind;
import dev.switchboard.protocol.v1.GetEntries;
import dev.switchboard.protocol.v1.ServerFrame;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A chat's transcript as it arrives, put in order: each entry goes on exactly once and by rising sequence.
 *
 * <p>{@code last} is the highest sequence such that everything visible up to it was handed on. An entry tells the sequence
 * of its visible predecessor; if that is not above {@code last}, nothing lies between, and the entry goes on. Else it is
 * put aside, and what is missing is asked for. One question is under way at a time; a question of an earlier connection or
 * before a reset is void.
 */
public final class ChatFeed {

    /** Entries put aside while a gap is being closed; beyond it the newest go and are asked for again. */
    static final int ASIDE_MAX = 256;

    /**
     * A chat's last entry, which the server writes after it has told that the chat ended. Texts sent just before the end
     * may come after that news, too, when they come from another node; they stand before this line.
     */
    private static final String CLOSING_LINE = "closed";

    /** Questions for the closing line, about six seconds: as long as it takes the servers to miss the one that writes it. */
    private static final int CLOSING_ASKED_MAX = 7;

    private static final long ASK_AGAIN_MIN_MS = 100;
    private static final long ASK_AGAIN_MAX_MS = 5_000;

    private final ClientConnection connection;
    private final Consumer<Entry> onEntry;
    private final Runnable onReset;
    private final BackoffPauses pauses;
    private final TreeMap<Long, Entry> aside = new TreeMap<>();

    private Chat chat;
    private long last;
    private long lastTimeMs;
    private int question;
    private boolean asking;
    private boolean closed;
    private int closingAsked;
    private boolean ended;
    private Environment.@Nullable Timer again;
    private @Nullable Runnable onComplete;

    /** A feed that holds nothing yet. */
    public ChatFeed(ClientConnection connection, Chat chat, Consumer<Entry> onEntry, Runnable onReset) {
        this.connection = connection;
        this.chat = chat;
        this.onEntry = onEntry;
        this.onReset = onReset;
        Environment environment = connection.environment();
        this.pauses = new BackoffPauses(ASK_AGAIN_MIN_MS, ASK_AGAIN_MAX_MS, environment.random());
    }

    /** The chat as told last. */
    public Chat chat() {
        return chat;
    }

    /** The chat changed. */
    public void chat(Chat now) {
        chat = now;
    }

    /** Everything visible up to it was handed on. */
    public long last() {
        return last;
    }

    /** The server's time of the entry at {@link #last}, 0 if there is none. */
    public long lastTimeMs() {
        return lastTimeMs;
    }

    /** A page that follows what the feed holds; {@code more} if it is not the last one. */
    public void page(List<Entry> entries, boolean more) {
        entries.forEach(this::take);
        if (more) {
            ask();
        } else {
            settle();
        }
    }

    /** A pushed entry. */
    public void push(Entry entry) {
        take(entry);
        settle();
    }

    /** Asks for everything after what the feed holds. */
    public void ask() {
        if (asking || ended) {
            return;
        }
        asking = true;
        int number = ++question;
        GetEntries body = GetEntries.newBuilder()
                .setChat(chat.getId())
                .setAfterSequence(last)
                .build();
        connection.passingRequest(
                "#gap " + chat.getId(), ClientFrame.newBuilder().setGetEntries(body), new Reply() {
                    @Override
                    public void done(ServerFrame frame) {
                        if (number == question) {
                            answered(frame.getEntries());
                        }
                    }

                    @Override
                    public void failed(Failure failure) {
                        if (number == question) {
                            refused(failure);
                        }
                    }
                });
    }

    /** The connection is gone; the next welcome brings what is missing. */
    public void disconnected() {
        forgetQuestion();
        aside.clear();
    }

    /** What was handed on is void; it all follows again. */
    public void reset() {
        forgetQuestion();
        aside.clear();
        boolean held = last > 0;
        last = 0;
        lastTimeMs = 0;
        closed = false;
        if (held) {
            onReset.run();
        }
    }

    /**
     * The chat has ended. Runs the task when its closing line was handed on, or cannot be had; then the feed is at its end.
     *
     * @param sequence of an entry that exists
     */
    public void endAfter(long sequence, Runnable task) {
        onComplete = task;
        if (closed) {
            complete();
        } else if (last < sequence || !aside.isEmpty()) {
            ask();
        } else {
            awaitClosingLine();
        }
    }

    /** It is about to be pushed; asks for it in case that the push gets lost. */
    private void awaitClosingLine() {
        if (closingAsked < CLOSING_ASKED_MAX) {
            closingAsked++;
            askLater();
        } else {
            complete();
        }
    }

    private void answered(Entries entries) {
        asking = false;
        long before = last;
        entries.getEntriesList().forEach(this::take);
        // First, so that what is at hand already is not asked for.
        drain();
        if (entries.getMore() && last > before) {
            ask();
            return;
        }
        if (last > before) {
            pauses.reset();
        }
        if (aside.isEmpty()) {
            if (onComplete != null) {
                awaitClosingLine();
            }
        } else if (last > before) {
            ask();
        } else {
            // The server does not show yet what it pushed a successor of.
            askLater();
        }
    }

    private void refused(Failure failure) {
        asking = false;
        if (failure.retryable() && connection.phase() == Phase.CONNECTED) {
            askLater();
            return;
        }
        aside.clear();
        if (onComplete != null && connection.phase() == Phase.CONNECTED) {
            complete();
        }
    }

    private void askLater() {
        if (again == null) {
            again = connection.environment().schedule(pauses.nextMs(), () -> {
                again = null;
                ask();
            });
        }
    }

    private void take(Entry entry) {
        if (ended || entry.getSequence() <= last) {
            return;
        }
        if (entry.getPrevious() <= last) {
            last = entry.getSequence();
            lastTimeMs = entry.getTimeMs();
            onEntry.accept(entry);
            closed = entry.getKind() == EntryKind.ENTRY_KIND_SYSTEM
                    && entry.getTextKey().equals(CLOSING_LINE);
            if (closed && onComplete != null) {
                complete();
            }
            return;
        }
        aside.put(entry.getSequence(), entry);
        if (aside.size() > ASIDE_MAX) {
            aside.pollLastEntry();
        }
    }

    private void drain() {
        while (!aside.isEmpty() && aside.firstEntry().getValue().getPrevious() <= last) {
            take(aside.pollFirstEntry().getValue());
        }
    }

    private void settle() {
        drain();
        if (!aside.isEmpty() && again == null) {
            ask();
        }
    }

    private void complete() {
        ended = true;
        forgetQuestion();
        aside.clear();
        Runnable task = onComplete;
        onComplete = null;
        if (task != null) {
            task.run();
        }
    }

    private void forgetQuestion() {
        question++;
        asking = false;
        closingAsked = 0;
        if (again != null) {
            again.cancel();
            again = null;
        }
    }
}
