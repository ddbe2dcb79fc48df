package dev.switchboard.server.delivery;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.switchboard.protocol.v1.Audience;
import dev.switchboard.protocol.v1.Entry;
import dev.switchboard.server.routing.model.ChatId;
import dev.switchboard.server.session.EncodedFrame;
import dev.switchboard.server.transcript.TranscriptStore.StoredEntry;
import org.jspecify.annotations.Nullable;

/**
 * One transcript entry on its way to sockets, encoded at most once per audience. The customer's form differs from the
 * staff's in {@code previous}, because he must not notice staff-only entries as gaps.
 */
final class LiveEntry {
    private final ChatId chat;
    private final StoredEntry stored;
    private final EntryBytes bytes;
    private @Nullable EncodedFrame forStaff;
    private @Nullable EncodedFrame forCustomer;

    LiveEntry(ChatId chat, StoredEntry stored) {
        this.chat = chat;
        this.stored = stored;
        this.bytes = new EntryBytes(stored.body());
    }

    long sequence() {
        return stored.sequence();
    }

    /** {@return the turn of the assignment that this entry ends, 0 for nearly all entries} */
    int endedTurn() {
        return bytes.system() ? SystemLine.endedTurn(body()) : 0;
    }

    boolean visibleTo(boolean customer) {
        return !customer || !stored.staffOnly();
    }

    Entry entry(boolean customer) {
        return body().toBuilder()
                .setSequence(stored.sequence())
                .setTimeMs(stored.timeMs())
                .setAudience(stored.staffOnly() ? Audience.AUDIENCE_STAFF : Audience.AUDIENCE_ALL)
                .setPrevious(previous(customer))
                .build();
    }

    private Entry body() {
        if (bytes.readable()) {
            try {
                return Entry.parseFrom(stored.body());
            } catch (InvalidProtocolBufferException unreadable) {
                // A text that is not UTF-8, say. Below.
            }
        }
        // Written by a faulty node: an entry without kind keeps the numbers whole for everybody.
        return Entry.getDefaultInstance();
    }

    private long previous(boolean customer) {
        return customer ? stored.previousVisible() : stored.sequence() - 1;
    }

    EncodedFrame push(boolean customer) {
        EncodedFrame known = customer ? forCustomer : forStaff;
        if (known != null) {
            return known;
        }
        EncodedFrame other = customer ? forStaff : forCustomer;
        EncodedFrame made = other != null && previous(true) == previous(false)
                ? other
                : EncodedFrame.of(bytes.push(WireIds.chat(chat), stored, previous(customer)));
        if (customer) {
            forCustomer = made;
        } else {
            forStaff = made;
        }
        return made;
    }
}
