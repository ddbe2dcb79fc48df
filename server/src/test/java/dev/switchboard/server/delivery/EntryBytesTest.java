package dev.switchboard.server.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.protocol.v1.Audience;
import dev.switchboard.protocol.v1.Author;
import dev.switchboard.protocol.v1.AuthorKind;
import dev.switchboard.protocol.v1.Entry;
import dev.switchboard.protocol.v1.EntryKind;
import dev.switchboard.protocol.v1.EntryPush;
import dev.switchboard.protocol.v1.ServerFrame;
import dev.switchboard.server.transcript.TranscriptStore.StoredEntry;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EntryBytesTest {
    private static final byte[] NO_ENTRY = {(byte) 0xff, 1, 2};

    /** What is written around the stored bytes reads as if the entry had been built field by field. */
    @Test
    void shouldReadLikeAnEntryThatWasBuilt() throws Exception {
        Random random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            boolean staffOnly = random.nextInt(4) == 0;
            Entry body = body(random, staffOnly);
            long sequence = 1 + (random.nextLong() >>> random.nextInt(1, 63));
            long timeMs = random.nextLong() >>> random.nextInt(1, 63);
            long previous = random.nextInt(3) == 0 ? 0 : sequence - 1;
            var stored = new StoredEntry(sequence, timeMs, previous, staffOnly, body.toByteArray());

            byte[] frame = new EntryBytes(stored.body()).push("r0-77", stored, previous);

            Entry expected = body.toBuilder()
                    .setSequence(sequence)
                    .setTimeMs(timeMs)
                    .setAudience(staffOnly ? Audience.AUDIENCE_STAFF : Audience.AUDIENCE_ALL)
                    .setPrevious(previous)
                    .build();
            assertThat(ServerFrame.parseFrom(frame))
                    .isEqualTo(ServerFrame.newBuilder()
                            .setEntryPush(
                                    EntryPush.newBuilder().setChat("r0-77").setEntry(expected))
                            .build());
        }
    }

    private static Entry body(Random random, boolean staffOnly) {
        Entry.Builder body = Entry.newBuilder()
                .setKind(random.nextBoolean() ? EntryKind.ENTRY_KIND_TEXT : EntryKind.ENTRY_KIND_SYSTEM)
                .setAudience(staffOnly || random.nextInt(9) == 0 ? Audience.AUDIENCE_STAFF : Audience.AUDIENCE_ALL)
                .setAuthor(Author.newBuilder()
                        .setKind(AuthorKind.AUTHOR_KIND_AGENT)
                        .setId("12")
                        .setName("Zoë"))
                .setText("ש".repeat(random.nextInt(400)));
        if (random.nextBoolean()) {
            body.putParameters("name", "Anna").setTextKey("left");
        }
        return body.build();
    }

    /** A faulty node must not break the clients of all: they get an entry of no kind, and the numbers stay whole. */
    @Test
    void shouldMakeAnEntryWithoutKindOfWhatCannotBeRead() throws Exception {
        var stored = new StoredEntry(4, 99, 3, false, NO_ENTRY);
        EntryBytes bytes = new EntryBytes(stored.body());

        Entry entry = ServerFrame.parseFrom(bytes.push("r0-1", stored, 3))
                .getEntryPush()
                .getEntry();

        assertThat(bytes.readable()).isFalse();
        assertThat(bytes.system()).isFalse();
        assertThat(entry)
                .isEqualTo(Entry.newBuilder()
                        .setSequence(4)
                        .setTimeMs(99)
                        .setPrevious(3)
                        .build());
    }

    @Test
    void shouldKnowSystemLines() {
        Entry line = Entry.newBuilder().setKind(EntryKind.ENTRY_KIND_SYSTEM).build();
        Entry text = Entry.newBuilder()
                .setKind(EntryKind.ENTRY_KIND_TEXT)
                .setText("\u0018\u0002")
                .build();

        assertThat(new EntryBytes(line.toByteArray()).system()).isTrue();
        assertThat(new EntryBytes(text.toByteArray()).system()).isFalse();
        assertThat(new EntryBytes(new byte[0]).readable()).isTrue();
    }
}
