package dev.switchboard.server.publisher;

import dev.switchboard.server.record.DecisionRecord;
import dev.switchboard.server.record.DecisionRecord.Kind;
import dev.switchboard.server.record.StoredRecord;
import dev.switchboard.server.replica.DerivedState;
import dev.switchboard.server.routing.Applied;
import dev.switchboard.server.routing.BinaryReader;
import dev.switchboard.server.routing.BinaryWriter;
import dev.switchboard.server.routing.Event;
import dev.switchboard.server.routing.RoutingView;
import dev.switchboard.server.routing.model.AgentId;
import dev.switchboard.server.routing.model.DecisionFacts;
import dev.switchboard.server.routing.model.OfferId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The events that may not have been published yet, kept by every node so that any can go on publishing at once.
 *
 * <p>It needs no more room than the log: snapshots are shown only after everything up to them was published, and the log is
 * trimmed only up to snapshots, so whatever is unpublished still stands in the log, and a node that reloads reads it
 * again. The bound is therefore the log's own; reaching it means that the log is full, where new work is refused. Should a
 * log have been configured larger, the oldest events are dropped and counted, and the outbox has a gap.
 */
public final class Journal implements DerivedState, Unpublished {
    /** Positions with events: as many as the log has entries. */
    public static final int POSITIONS_MAX = 200_000;

    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

    private final int positionsMax;
    private final Deque<Page> pages = new ArrayDeque<>();
    private final ChatHistories histories = new ChatHistories();
    private long floor;
    /** The cursor as far as this node knows; it may be ahead of a node that lags. */
    private long published;

    private long dropped;

    public Journal() {
        this(POSITIONS_MAX);
    }

    Journal(int positionsMax) {
        this.positionsMax = positionsMax;
    }

    @Override
    public void applied(long position, long t, Applied applied, RoutingView view) {
        if (applied.events().isEmpty()) {
            return;
        }
        var records = new ArrayList<StoredRecord>();
        for (Event event : applied.events()) {
            histories.note(event, view);
            StoredRecord stored = recordOf(event, position, t, view);
            if (stored != null) {
                records.add(stored);
            }
        }
        if (position <= published) {
            floor = position;
            return;
        }
        pages.add(new Page(position, t, applied.events(), records));
        if (pages.size() > positionsMax) {
            floor = pages.remove().position();
            dropped++;
            if (dropped == 1) {
                LOG.error("Nobody publishes: events from position {} on are dropped", floor);
            }
        }
    }

    @Override
    public byte[] save() {
        BinaryWriter out = new BinaryWriter(16);
        out.putLong(pages.isEmpty() ? floor : pages.getLast().position());
        return histories.save(out);
    }

    @Override
    public void restore(long position, byte @Nullable [] saved) {
        pages.clear();
        // The cursor may have been rolled back with the log.
        published = 0;
        if (saved == null || saved.length == 0) {
            floor = position;
            histories.clear();
        } else {
            BinaryReader in = new BinaryReader(saved);
            floor = in.getLong();
            histories.restore(in);
        }
    }

    /** The last position with events that is not here any more; everything after it is. */
    @Override
    public long floor() {
        return floor;
    }

    @Override
    public void forEach(Consumer<Event> told) {
        pages.forEach(page -> page.events().forEach(told));
    }

    /** Everything up to the position was published. */
    void publishedUpTo(long position) {
        published = position;
        while (!pages.isEmpty() && pages.element().position() <= position) {
            floor = pages.remove().position();
        }
    }

    /** The oldest pages, at most {@code max}. */
    List<Page> oldest(int max) {
        return pages.stream().limit(max).toList();
    }

    /** Whether nothing up to the position waits to be published. */
    boolean isPublished(long position) {
        return pages.isEmpty() || pages.element().position() > position;
    }

    /** Positions with events that wait to be published, as far as this node knows. */
    public int size() {
        return pages.size();
    }

    /** Positions that were dropped at the bound. */
    public long dropped() {
        return dropped;
    }

    private @Nullable StoredRecord recordOf(Event event, long position, long t, RoutingView view) {
        long timeMs = view.timeMs();
        if (event instanceof Event.ChatQueued e) {
            return new DecisionRecord(
                    position,
                    t,
                    timeMs,
                    Kind.QUEUED,
                    e.chat(),
                    e.turn(),
                    null,
                    e.queue(),
                    e.because().name(),
                    null);
        } else if (event instanceof Event.ChatOffered e) {
            return new DecisionRecord(
                    position,
                    t,
                    timeMs,
                    Kind.OFFERED,
                    e.offer().chat(),
                    e.offer().turn(),
                    e.agent(),
                    e.queue(),
                    "",
                    e.facts());
        } else if (event instanceof Event.OfferEnded e) {
            String reason = e.reason() == null
                    ? e.end().name()
                    : e.end().name() + ":" + e.reason().name();
            return decision(position, t, timeMs, Kind.OFFER_ENDED, e.offer(), e.agent(), reason, null);
        } else if (event instanceof Event.ChatAssigned e) {
            String how = e.direct() ? "DIRECT" : "ACCEPTED";
            return decision(position, t, timeMs, Kind.ASSIGNED, e.assignment(), e.agent(), how, e.facts());
        } else if (event instanceof Event.ChatUnassigned e) {
            String why = e.because().name();
            return decision(position, t, timeMs, Kind.UNASSIGNED, e.assignment(), e.agent(), why, null);
        } else if (event instanceof Event.ChatRelaxed e) {
            String step = Integer.toString(e.step());
            return new DecisionRecord(position, t, timeMs, Kind.RELAXED, e.chat(), 0, null, e.queue(), step, null);
        } else if (event instanceof Event.ChatPrioritised e) {
            String credit = Long.toString(e.creditMs());
            return new DecisionRecord(position, t, timeMs, Kind.PRIORITISED, e.chat(), 0, e.by(), null, credit, null);
        } else if (event instanceof Event.ChatClosed e) {
            return histories.close(e, position, t, view);
        }
        return null;
    }

    private static DecisionRecord decision(
            long position,
            long t,
            long timeMs,
            Kind kind,
            OfferId turn,
            AgentId agent,
            String reason,
            @Nullable DecisionFacts facts) {
        return new DecisionRecord(position, t, timeMs, kind, turn.chat(), turn.turn(), agent, null, reason, facts);
    }

    /** The events of one log position and the records they make. */
    record Page(long position, long t, List<Event> events, List<StoredRecord> records) {}
}
