package dev.switchboard.server.delivery;

import dev.switchboard.server.transcript.TranscriptStore.StoredEntry;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Puts a chat's entries in the order of their sequence, whichever way they came: pushed by several nodes, read in a repair,
 * or twice. Entries ahead of a missing one wait, at most {@code earlyMax}; what is dropped beyond must be read again.
 */
final class EntryOrder {
    private static final long UNKNOWN = -1;

    private final int earlyMax;
    private final Consumer<StoredEntry> inOrder;
    private final TreeMap<Long, StoredEntry> early = new TreeMap<>();
    private long head = UNKNOWN;
    private boolean dropped;

    /** @param inOrder gets each entry once, without gaps */
    EntryOrder(int earlyMax, Consumer<StoredEntry> inOrder) {
        this.earlyMax = earlyMax;
        this.inOrder = inOrder;
    }

    /** Sequence of the last entry handed on, 0 before the first one is known. */
    long head() {
        return Math.max(head, 0);
    }

    boolean started() {
        return head != UNKNOWN;
    }

    /** Everything up to this sequence is taken as handed on; entries that waited for it follow. */
    void startAt(long sequence) {
        head = sequence;
        drain();
    }

    /** Takes an entry. {@return false when it had to be dropped at the bound} */
    boolean offer(StoredEntry entry) {
        if (started() && entry.sequence() <= head) {
            return true;
        }
        if (started() && entry.sequence() == head + 1) {
            head++;
            inOrder.accept(entry);
            drain();
            return true;
        }
        if (early.size() >= earlyMax && !early.containsKey(entry.sequence())) {
            dropped = true;
            return false;
        }
        early.put(entry.sequence(), entry);
        return true;
    }

    /** Entries are missing between the head and one that arrived. */
    boolean gap() {
        return dropped || (started() && !early.isEmpty());
    }

    /** A read up to the end of the transcript is being sent: it will bring what was dropped until now. */
    void repairBegins() {
        dropped = false;
    }

    private void drain() {
        while (!early.isEmpty()) {
            Map.Entry<Long, StoredEntry> first = early.firstEntry();
            if (first.getKey() > head + 1) {
                return;
            }
            early.pollFirstEntry();
            if (first.getKey() == head + 1) {
                head++;
                inOrder.accept(first.getValue());
            }
        }
    }
}
