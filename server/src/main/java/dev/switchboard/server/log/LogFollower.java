package dev.switchboard.server.log;

import dev.switchboard.server.log.LogStore.Batch;
import dev.switchboard.server.log.LogStore.RawEntry;
import dev.switchboard.server.log.LogStore.Tip;
import dev.switchboard.server.loop.Loop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the log on from a position and hands over one entry after the other, as long as each goes on from the one before.
 * The chain is checked in both directions: an entry must name the reader's own tip, and where the store's last entry is the
 * one read last, both must have the same tip. So a log that was rolled back is noticed even before anybody appends again.
 */
public final class LogFollower {
    static final int READ_MAX = 1_000;
    static final long WAIT_MS = 1_000;
    /** Entries applied in one turn of the loop; the rest of a batch comes after what else waits there. */
    static final int TURN_MAX = 200;

    private static final Logger LOG = LoggerFactory.getLogger(LogFollower.class);

    private final LogStore store;
    private final Loop loop;
    private final LogMeter meter;
    private final Reader reader;
    private final Backoff backoff = new Backoff(50, 1_000);
    private Tip tip = Tip.EMPTY;
    private long storePosition;
    private boolean running;
    /** A call to the store is under way, perhaps one made before the last start. */
    private boolean reading;
    /** Raised by start and stop: what was asked before is no longer of interest. */
    private long generation;

    public LogFollower(LogStore store, Loop loop, LogMeter meter, Reader reader) {
        this.store = store;
        this.loop = loop;
        this.meter = meter;
        this.reader = reader;
    }

    /** Begins to read after the tip. */
    public void start(Tip after) {
        generation++;
        running = true;
        tip = after;
        storePosition = Math.max(storePosition, after.position());
        backoff.reset();
        readNext();
    }

    public void stop() {
        generation++;
        running = false;
    }

    /** The last entry handed over. */
    public Tip tip() {
        return tip;
    }

    /** Position of the log's end when it was last read. */
    public long storePosition() {
        return storePosition;
    }

    private void readNext() {
        if (reading) {
            // The store answers one read at a time; the answer to the old one starts the new one.
            return;
        }
        reading = true;
        long askedIn = generation;
        var unused = store.read(tip.position(), READ_MAX, WAIT_MS).whenComplete((batch, failure) -> {
            reading = false;
            if (askedIn != generation) {
                if (running) {
                    readNext();
                }
            } else if (failure != null) {
                onReadFailed(failure);
            } else {
                backoff.reset();
                storePosition = batch.tip().position();
                consume(batch, 0);
            }
        });
    }

    private void onReadFailed(Throwable failure) {
        meter.onReadFailed();
        LOG.debug("Reading the log failed: {}", failure.toString());
        inGeneration(backoff.nextMs(), this::readNext);
    }

    private void consume(Batch batch, int from) {
        int to = Math.min(from + TURN_MAX, batch.entries().size());
        long consumedIn = generation;
        for (RawEntry entry : batch.entries().subList(from, to)) {
            if (!entry.previous().equals(tip.hash()) || entry.position() <= tip.position()) {
                broken("entry " + entry.position() + " does not follow " + tip.position());
                return;
            }
            tip = Chain.after(entry);
            reader.onEntry(entry);
            if (consumedIn != generation) {
                return;
            }
        }
        if (to < batch.entries().size()) {
            inGeneration(0, () -> consume(batch, to));
        } else if (contradicts(batch)) {
            broken("the log ends at " + batch.tip().position() + ", the state at " + tip.position());
        } else {
            reader.onVerified();
            if (consumedIn == generation) {
                readNext();
            }
        }
    }

    private boolean contradicts(Batch batch) {
        Tip end = batch.tip();
        boolean trimmedPast = batch.entries().isEmpty() && end.position() > tip.position();
        boolean rolledBack = end.position() < tip.position();
        boolean replaced = end.position() == tip.position() && !end.hash().equals(tip.hash());
        return trimmedPast || rolledBack || replaced;
    }

    private void broken(String how) {
        stop();
        meter.onChainBroken();
        LOG.warn("The log does not go on from this node's state: {}", how);
        reader.onBroken();
    }

    private void inGeneration(long delayMs, Runnable task) {
        long setIn = generation;
        Runnable guarded = () -> {
            if (setIn == generation) {
                task.run();
            }
        };
        if (delayMs == 0) {
            loop.execute(guarded);
        } else {
            Loop.Timer unused = loop.schedule(delayMs, guarded);
        }
    }

    /** Who reads. May stop or restart the follower from within. */
    public interface Reader {
        void onEntry(RawEntry entry);

        /** Everything read so far goes on from where reading began. */
        void onVerified();

        /** The log does not go on from the tip; the follower has stopped. */
        void onBroken();
    }
}
