package dev.switchboard.server.delivery;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import dev.switchboard.protocol.v1.Audience;
import dev.switchboard.protocol.v1.Entry;
import dev.switchboard.protocol.v1.EntryKind;
import dev.switchboard.protocol.v1.EntryPush;
import dev.switchboard.protocol.v1.ServerFrame;
import dev.switchboard.server.transcript.TranscriptStore.StoredEntry;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The push of an entry, written around the stored bytes instead of parsing and encoding them anew, which was the most
 * expensive part of delivering a message. Protobuf allows it: a field that comes again counts as it came last, so what the
 * stored body lacks is appended to it.
 */
final class EntryBytes {
    private static final byte[] NOTHING = new byte[0];
    private static final int LENGTH_DELIMITED = WireFormat.WIRETYPE_LENGTH_DELIMITED;
    private static final int PUSH_TAG = ServerFrame.ENTRY_PUSH_FIELD_NUMBER << 3 | LENGTH_DELIMITED;
    private static final int ENTRY_TAG = EntryPush.ENTRY_FIELD_NUMBER << 3 | LENGTH_DELIMITED;

    private final byte[] body;
    private final boolean system;
    private final boolean readable;

    /**
     * Looks at the outermost fields once: where they cannot be told apart, because a faulty node wrote them, the entry has
     * no kind. What lies inside a field is taken as the node that stored it has read it from a client.
     */
    EntryBytes(byte[] stored) {
        int kind = EntryKind.ENTRY_KIND_UNSPECIFIED_VALUE;
        boolean whole = true;
        try {
            CodedInputStream in = CodedInputStream.newInstance(stored);
            for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                if (tag == (Entry.KIND_FIELD_NUMBER << 3 | WireFormat.WIRETYPE_VARINT)) {
                    kind = in.readEnum();
                } else if (!in.skipField(tag)) {
                    throw new IOException("a group ends that has not begun");
                }
            }
        } catch (IOException unreadable) {
            whole = false;
        }
        readable = whole;
        body = whole ? stored : NOTHING;
        system = whole && kind == EntryKind.ENTRY_KIND_SYSTEM_VALUE;
    }

    boolean system() {
        return system;
    }

    boolean readable() {
        return readable;
    }

    /** {@return a ServerFrame with the push} */
    byte[] push(String chat, StoredEntry stored, long previous) {
        int audience = stored.staffOnly() ? Audience.AUDIENCE_STAFF_VALUE : Audience.AUDIENCE_ALL_VALUE;
        int entrySize = body.length
                + CodedOutputStream.computeUInt64Size(Entry.SEQUENCE_FIELD_NUMBER, stored.sequence())
                + CodedOutputStream.computeUInt64Size(Entry.TIME_MS_FIELD_NUMBER, stored.timeMs())
                + CodedOutputStream.computeEnumSize(Entry.AUDIENCE_FIELD_NUMBER, audience)
                + CodedOutputStream.computeUInt64Size(Entry.PREVIOUS_FIELD_NUMBER, previous);
        int pushSize = CodedOutputStream.computeStringSize(EntryPush.CHAT_FIELD_NUMBER, chat)
                + CodedOutputStream.computeUInt32SizeNoTag(ENTRY_TAG)
                + CodedOutputStream.computeUInt32SizeNoTag(entrySize)
                + entrySize;
        byte[] frame = new byte
                [CodedOutputStream.computeUInt32SizeNoTag(PUSH_TAG)
                        + CodedOutputStream.computeUInt32SizeNoTag(pushSize)
                        + pushSize];
        CodedOutputStream out = CodedOutputStream.newInstance(frame);
        try {
            out.writeUInt32NoTag(PUSH_TAG);
            out.writeUInt32NoTag(pushSize);
            out.writeString(EntryPush.CHAT_FIELD_NUMBER, chat);
            out.writeUInt32NoTag(ENTRY_TAG);
            out.writeUInt32NoTag(entrySize);
            out.writeRawBytes(body);
            out.writeUInt64(Entry.SEQUENCE_FIELD_NUMBER, stored.sequence());
            out.writeUInt64(Entry.TIME_MS_FIELD_NUMBER, stored.timeMs());
            out.writeEnum(Entry.AUDIENCE_FIELD_NUMBER, audience);
            out.writeUInt64(Entry.PREVIOUS_FIELD_NUMBER, previous);
            out.checkNoSpaceLeft();
        } catch (IOException impossible) {
            throw new UncheckedIOException("An array has no faults of its own", impossible);
        }
        return frame;
    }
}
