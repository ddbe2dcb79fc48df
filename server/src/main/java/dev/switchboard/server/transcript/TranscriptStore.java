package dev.switchboard.server.transcript;

import dev.switchboard.server.routing.model.*;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * Port: one ordered, numbered transcript per chat. Called on the loop, stages complete on the loop, and fail with
 * {@link dev.switchboard.server.storage.StorageException}; calls made in the same loop turn travel in one round trip.
 */
public interface TranscriptStore {
    /** Stores a participant's entry, or finds the one stored earlier under its message id. */
    CompletionStage<AppendResult> append(Draft draft);

    /**
     * Stores a system line and makes its membership the valid one. Lines of a version the chat already has are not
     * repeated: the answer then carries the sequence 0 and {@code duplicate}. A line whose predecessor is missing is
     * {@link Why#BEHIND}, the only reason here: once it was stored, the older one would pass for a repeat.
     */
    CompletionStage<AppendResult> appendLine(Line line);

    /** Adds the node to the listening nodes and returns the entries after {@code after}, atomically. */
    CompletionStage<Tail> listen(ChatId chat, NodeId node, long after, int limit);

    CompletionStage<Void> unlisten(ChatId chat, NodeId node);

    /** Entries after a sequence, at most {@code limit}. */
    CompletionStage<Tail> read(ChatId chat, long after, int limit);

    /** Last sequences; chats without a transcript are missing. One pipeline. */
    CompletionStage<Map<ChatId, Long>> lastSequences(Collection<ChatId> chats);

    /** A closed chat's transcript is kept this much longer. */
    CompletionStage<Void> expire(ChatId chat, long afterMs);

    /**
     * @param version membership version as the sender's node knows it
     * @param member {@code c<id>} or {@code a<id>} of the author; must be a member
     * @param staffOnly not for the customer
     * @param body opaque bytes, a serialised entry without sequence, time and previous
     */
    record Draft(ChatId chat, long version, String member, String messageId, boolean staffOnly, byte[] body) {}

    /**
     * @param version the membership version this line brings
     * @param previous the version it follows: the chat must have it, or a newer one that a lost part of the log has left; 0
     *     for a line that needs none before it
     * @param members who may write from now on, as in {@link Draft#member}; empty when closed
     */
    record Line(ChatId chat, long version, long previous, List<String> members, byte[] body) {}

    /** Answer to {@link #append} and {@link #appendLine}. */
    sealed interface AppendResult {}

    /**
     * @param previousVisible sequence of the last entry before this one that everybody may see, 0 for none
     * @param duplicate it was stored earlier, under the same message id
     * @param listeners nodes that listen to the chat
     */
    record Stored(long sequence, long timeMs, long previousVisible, boolean duplicate, List<NodeId> listeners)
            implements AppendResult {}

    /** @param version the chat's stored membership version, 0 when it has no transcript yet */
    record Rejected(Why why, long version) implements AppendResult {}

    enum Why {
        /** The store has not the version that the draft or line builds on: run the missing lines, then repeat. */
        BEHIND,
        NOT_A_MEMBER,
        CLOSED,
        /** The chat has its limit of entries. */
        FULL
    }

    /** One stored entry. */
    record StoredEntry(long sequence, long timeMs, long previousVisible, boolean staffOnly, byte[] body) {}

    /** @param last the transcript's last sequence, 0 when there is none; {@code more} when entries beyond the limit follow */
    record Tail(List<StoredEntry> entries, long last, boolean more) {}
}
