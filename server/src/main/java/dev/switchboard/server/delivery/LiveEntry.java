package dev.switchboard.server.delivery;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.switchboard.protocol.v1.Audience;
import dev.switchboard.protocol.v1.Entry;
import dev.switchboard.protocol.v1.EntryPush;
import dev.switchboard.protocol.v1.ServerFrame;
import dev.switchboard.server.routing.model.ChatId;
import dev.switchboard.server.session.EncodedFrame;
import dev.switchboard.server.transcript.TranscriptStore.StoredEntry;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One transcript entry on its way to sockets: parsed once, and encoded at most once per audience. The customer's form
 * differs from the staff's in {@code previous}, because he must not notice staff-only entries as gaps.
 */
final class LiveEntry {
    private final ChatId chat;
    private final StoredEntry stored;
    private final Entry body;
    private @Nullable EncodedFrame forStaff;
    private @Nullable EncodedFrame forCustomer;

    LiveEntry(ChatId chat, StoredEntry stored) {
        this.chat = chat;
        this.stored = stored;
        this.body = parse(stored.body());
    }

    private static Entry parse(byte[] body) {
        try {
            return Entry.parseFrom(body);
        } catch (InvalidProtocolBufferException unreadable) {
            // Written by a newer or a faulty node: an entry without kind keeps the numbers whole for everybody.
            return Entry.getDefaultInstance();
        }
    }

    long sequence() {
        return stored.sequence();
    }

    boolean isOf(StoredEntry entry) {
        return stored.timeMs() == entry.timeMs() && Arrays.equals(stored.body(), entry.body());
    }

    Entry body() {
        return body;
    }

    boolean visibleTo(boolean customer) {
        return !customer || !stored.staffOnly();
    }

    Entry entry(boolean customer) {
        return body.toBuilder()
                .setSequence(stored.sequence())
                .setTimeMs(stored.timeMs())
                .setAudience(stored.staffOnly() ? Audience.AUDIENCE_STAFF : Audience.AUDIENCE_ALL)
                .setPrevious(customer ? stored.previousVisible() : stored.sequence() - 1)
                .build();
    }

    EncodedFrame push(boolean customer) {
        EncodedFrame known = customer ? forCustomer : forStaff;
        if (known != null) {
            return known;
        }
        EncodedFrame made = EncodedFrame.of(ServerFrame.newBuilder()
                .setEntryPush(EntryPush.newBuilder().setChat(WireIds.chat(chat)).setEntry(entry(customer)))
                .build());
        if (customer) {
            forCustomer = made;
        } else {
            forStaff = made;
        }
        return made;
    }
}
