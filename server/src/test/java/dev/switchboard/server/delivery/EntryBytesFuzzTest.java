package dev.switchboard.server.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import dev.switchboard.protocol.v1.Entry;
import dev.switchboard.protocol.v1.EntryPush;
import dev.switchboard.protocol.v1.ServerFrame;
import dev.switchboard.server.fuzz.Fuzz;
import dev.switchboard.server.fuzz.Mutator;
import dev.switchboard.server.transcript.TranscriptStore.StoredEntry;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whatever a faulty node has stored: the frame around it is whole, and the numbers in it are ours. */
class EntryBytesFuzzTest {

    @Test
    void shouldKeepFrameAndNumbersWhole() {
        Fuzz.run("stored entries", 10_000, random -> {
            byte[] sample = Mutator.message(random, Entry.getDefaultInstance()).toByteArray();
            byte[] body = Mutator.bytes(random, List.of(sample));
            var stored = new StoredEntry(77, 99, 76, random.nextBoolean(), body);
            EntryBytes bytes = new EntryBytes(body);

            byte[] frame = bytes.push("r0-5", stored, 76);

            // The innermost level is not looked at: this is what a client sees that knows no fields at all.
            UnknownFieldSet outer = UnknownFieldSet.parseFrom(frame);
            assertThat(outer.asMap()).containsOnlyKeys(ServerFrame.ENTRY_PUSH_FIELD_NUMBER);
            UnknownFieldSet push = UnknownFieldSet.parseFrom(outer.getField(ServerFrame.ENTRY_PUSH_FIELD_NUMBER)
                    .getLengthDelimitedList()
                    .get(0));
            assertThat(push.asMap()).containsOnlyKeys(EntryPush.CHAT_FIELD_NUMBER, EntryPush.ENTRY_FIELD_NUMBER);
            byte[] entry = push.getField(EntryPush.ENTRY_FIELD_NUMBER)
                    .getLengthDelimitedList()
                    .get(0)
                    .toByteArray();
            assertThat(lastVarint(entry, Entry.SEQUENCE_FIELD_NUMBER)).isEqualTo(77);
            assertThat(lastVarint(entry, Entry.PREVIOUS_FIELD_NUMBER)).isEqualTo(76);
            if (!bytes.readable()) {
                assertThat(Entry.parseFrom(entry).getText()).isEmpty();
            } else if (isEntry(body)) {
                Entry read = ServerFrame.parseFrom(frame).getEntryPush().getEntry();
                assertThat(read)
                        .isEqualTo(Entry.parseFrom(body).toBuilder()
                                .setSequence(77)
                                .setTimeMs(99)
                                .setAudienceValue(read.getAudienceValue())
                                .setPrevious(76)
                                .build());
            }
        });
    }

    private static boolean isEntry(byte[] body) {
        try {
            return Entry.parseFrom(body).isInitialized();
        } catch (InvalidProtocolBufferException e) {
            return false;
        }
    }

    private static long lastVarint(byte[] entry, int field) throws Exception {
        CodedInputStream in = CodedInputStream.newInstance(entry);
        long last = -1;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (tag == field << 3) {
                last = in.readUInt64();
            } else {
                assertThat(in.skipField(tag)).isTrue();
            }
        }
        return last;
    }
}
