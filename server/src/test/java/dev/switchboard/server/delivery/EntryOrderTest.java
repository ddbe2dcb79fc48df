package dev.switchboard.server.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.server.transcript.TranscriptStore.StoredEntry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class EntryOrderTest {
    private final List<Long> out = new ArrayList<>();
    private final EntryOrder order = new EntryOrder(3, entry -> out.add(entry.sequence()));

    private static StoredEntry entry(long sequence) {
        return new StoredEntry(sequence, 0, sequence - 1, false, new byte[0]);
    }

    @Test
    void shouldHoldEntriesBackUntilTheirPredecessorIsThere() {
        order.startAt(4);
        order.offer(entry(6));
        order.offer(entry(7));
        assertThat(out).isEmpty();
        assertThat(order.gap()).isTrue();
        order.offer(entry(5));
        assertThat(out).containsExactly(5L, 6L, 7L);
        assertThat(order.gap()).isFalse();
    }

    @Test
    void shouldDropWhatItHasHandedOn() {
        order.startAt(4);
        order.offer(entry(5));
        assertThat(order.offer(entry(5))).isTrue();
        order.offer(entry(3));
        assertThat(out).containsExactly(5L);
    }

    @Test
    void shouldKeepWhatCameBeforeTheBeginningIsKnown() {
        order.offer(entry(6));
        order.offer(entry(4));
        order.startAt(5);
        assertThat(out).containsExactly(6L);
        assertThat(order.head()).isEqualTo(6);
    }

    @Test
    void shouldReportGapForWhatItDroppedAtItsBound() {
        for (long sequence = 1; sequence <= 3; sequence++) {
            assertThat(order.offer(entry(sequence))).isTrue();
        }
        assertThat(order.offer(entry(4))).isFalse();
        order.startAt(0);
        assertThat(out).containsExactly(1L, 2L, 3L);
        // Nothing that waits shows the loss, so it must be remembered until a read is sent.
        assertThat(order.gap()).isTrue();
        order.repairBegins();
        order.offer(entry(4));
        assertThat(order.gap()).isFalse();
    }

    @Test
    void shouldHandOnEachOnceWhateverTheOrder() {
        Random random = new Random(5);
        for (int round = 0; round < 200; round++) {
            List<Long> seen = new ArrayList<>();
            EntryOrder shuffled = new EntryOrder(100, entry -> seen.add(entry.sequence()));
            shuffled.startAt(0);
            List<Long> sequences =
                    new ArrayList<>(LongStream.rangeClosed(1, 20).boxed().toList());
            sequences.addAll(LongStream.rangeClosed(5, 15).boxed().toList());
            Collections.shuffle(sequences, random);
            sequences.forEach(sequence -> shuffled.offer(entry(sequence)));
            assertThat(seen)
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, 20).boxed().toList());
        }
    }
}
