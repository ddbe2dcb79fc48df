package dev.switchboard.server.log;

import dev.switchboard.server.routing.RoutingCore;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Port: the stored log of one routing group. A position is a dense number 1, 2, 3 … (in Redis the entry id is
 * {@code position-0}) and is never given twice: where the storage may have lost the end of the log (a failover, a restart),
 * the next position leaves out {@link #LOST_MAX}. The only other holes are of {@link #append} with {@code above}. Methods are called on the loop and their
 * stages complete on the loop; a stage fails with {@link dev.switchboard.server.storage.StorageException}.
 */
public interface LogStore {
    /** More entries than a failover can lose: those of a minute at the highest rate. */
    long LOST_MAX = RoutingCore.LOST_MAX;

    /**
     * Appends the payloads in order, each as one entry, in one round trip. When the stage fails, any prefix of them may
     * have been appended.
     *
     * @param above entries get positions above this one even if the log ends earlier; 0 normally
     * @return positions of the entries; failed with reason LOG_FULL when the stream is at its bound (nothing appended)
     */
    CompletionStage<List<Long>> append(List<byte[]> payloads, long above);

    /**
     * Entries after a position, at most {@code max}; waits up to {@code waitMs} for the first one. At most one call at a
     * time. Includes the present tip, so that a reader at the end of a log that was rolled back or replaced notices.
     */
    CompletionStage<Batch> read(long after, int max, long waitMs);

    /** Position and tip of the last entry. */
    CompletionStage<Tip> tip();

    /** Drops entries up to and including the position. */
    CompletionStage<Void> trim(long upTo);

    /** Highest position that has been given by {@code sb:{r0}:skip} to be treated as refused, all of them. */
    CompletionStage<List<Long>> skipped();

    /** Takes the next incarnation number, which is never given again either. */
    CompletionStage<Long> nextIncarnation();

    /** @param tip the store's last position and tip when the batch was read */
    record Batch(List<RawEntry> entries, Tip tip) {}

    /** @param hash 16 hex digits; the empty log has position 0 and hash "0000000000000000" */
    record Tip(long position, String hash) {
        public static final Tip EMPTY = new Tip(0, "0000000000000000");
    }

    /**
     * @param previous the tip before this entry
     * @param t UTC milliseconds of the storage's clock
     */
    record RawEntry(long position, String previous, long t, byte[] payload) {
        /** Length of the payload, for limits. */
        public int size() {
            return payload.length;
        }
    }
}
