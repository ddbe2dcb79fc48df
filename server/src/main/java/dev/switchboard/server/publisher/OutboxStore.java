package dev.switchboard.server.publisher;

import dev.switchboard.server.record.ChatRecord;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Port: the outbox stream with its cursor, the record stream, and the presence projection, written by the publisher. */
public interface OutboxStore {
    /** The cursor: position up to which everything was published. */
    CompletionStage<Long> cursor();

    /**
     * Appends the messages and sets the cursor to {@code position}, if the stored cursor is {@code after}; otherwise does
     * nothing. Atomic. Comparing for equality keeps two publishers whose batches overlap from publishing an event twice.
     *
     * @return the cursor afterwards
     */
    CompletionStage<Long> publish(long after, long position, List<byte[]> outbox, List<ChatRecord> records);

    /** Writes hashes readable by other programs, each guarded by "position > stored position". */
    CompletionStage<Void> project(long position, List<Projection> projections);

    /** A hash at {@code sb:{r0}:presence:<kind>:<id>}; {@code fields} alternate name and value; empty deletes. */
    record Projection(String kind, long id, List<String> fields) {}
}
