package dev.switchboard.server.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.server.log.LogStore.RawEntry;
import dev.switchboard.server.log.LogStore.Tip;
import dev.switchboard.server.loop.Loop;
import dev.switchboard.server.storage.StorageException.Reason;
import dev.switchboard.server.storage.StoreKit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link LogStore} promises. */
public abstract class LogStoreKit extends StoreKit {
    protected static final int ENTRIES_MAX = 50;

    private LogStore ofAnna;
    private LogStore ofBert;

    /** The node's view of the one log, whose bound is {@link #ENTRIES_MAX}. */
    protected abstract LogStore node(Loop loop);

    /** What an operator does to have a position treated as refused. */
    protected abstract void skip(long position);

    /** Another server goes on with what is stored: a replica that may have lacked the last entries. */
    protected abstract void failOver();

    /** Empties the log, as a Redis does that lost its disk. */
    protected abstract void loseLog();

    @BeforeEach
    void openViews() {
        ofAnna = node(anna);
        ofBert = node(bert);
    }

    @Test
    void shouldBeEmptyAtFirst() {
        assertThat(get(anna, ofAnna::tip)).isEqualTo(Tip.EMPTY);
        assertThat(get(anna, () -> ofAnna.read(0, 10, 0)).entries()).isEmpty();
        assertThat(get(anna, ofAnna::skipped)).isEmpty();
    }

    @Test
    void shouldNumberAndChainEntries() {
        assertThat(append("one", "two")).containsExactly(1L, 2L);
        assertThat(append("three")).containsExactly(3L);

        LogStore.Batch batch = get(bert, () -> ofBert.read(0, 10, 0));
        assertThat(batch.entries()).extracting(RawEntry::position).containsExactly(1L, 2L, 3L);
        assertThat(batch.entries()).extracting(entry -> text(entry.payload())).containsExactly("one", "two", "three");
        assertThat(batch.entries()).allSatisfy(entry -> assertThat(entry.t()).isPositive());
        assertThat(chainedFrom(Tip.EMPTY, batch.entries())).isEqualTo(batch.tip());
        assertThat(get(anna, ofAnna::tip)).isEqualTo(batch.tip());
    }

    @Test
    void shouldKeepEveryByte() {
        get(anna, () -> ofAnna.append(List.of(allBytes(), new byte[0]), 0));

        LogStore.Batch batch = get(bert, () -> ofBert.read(0, 10, 0));
        assertThat(batch.entries().get(0).payload()).isEqualTo(allBytes());
        assertThat(batch.entries().get(1).payload()).isEmpty();
        assertThat(chainedFrom(Tip.EMPTY, batch.entries())).isEqualTo(batch.tip());
    }

    @Test
    void shouldReadPageByPage() {
        append("one", "two", "three");

        LogStore.Batch first = get(bert, () -> ofBert.read(0, 2, 0));
        assertThat(first.entries()).extracting(RawEntry::position).containsExactly(1L, 2L);
        assertThat(first.tip().position()).isEqualTo(3);
        assertThat(get(bert, () -> ofBert.read(2, 2, 0)).entries())
                .extracting(RawEntry::position)
                .containsExactly(3L);
    }

    @Test
    void shouldWakeAWaitingReader() {
        append("one");
        CompletableFuture<LogStore.Batch> waiting = start(bert, () -> ofBert.read(1, 10, 5_000));
        append("two");

        LogStore.Batch batch = join(waiting);
        assertThat(batch.entries()).extracting(RawEntry::position).containsExactly(2L);
        assertThat(batch.tip().position()).isEqualTo(2);
    }

    @Test
    void shouldGiveTheTipWhenNothingComes() {
        append("one");

        LogStore.Batch batch = get(bert, () -> ofBert.read(1, 10, 30));
        assertThat(batch.entries()).isEmpty();
        assertThat(batch.tip()).isEqualTo(get(anna, ofAnna::tip));
    }

    @Test
    void shouldAppendAboveAPosition() {
        append("one");
        assertThat(get(anna, () -> ofAnna.append(List.of(bytes("high")), 100))).containsExactly(101L);
        assertThat(get(anna, () -> ofAnna.append(List.of(bytes("next")), 100))).containsExactly(102L);

        LogStore.Batch batch = get(bert, () -> ofBert.read(0, 10, 0));
        assertThat(batch.entries()).extracting(RawEntry::position).containsExactly(1L, 101L, 102L);
        assertThat(chainedFrom(Tip.EMPTY, batch.entries())).isEqualTo(batch.tip());
    }

    @Test
    void shouldAppendNothingOfABatchThatDoesNotFit() {
        get(anna, () -> ofAnna.append(payloads("x", ENTRIES_MAX - 1), 0));

        assertThat(failure(anna, () -> ofAnna.append(payloads("y", 2), 0))).isEqualTo(Reason.LOG_FULL);
        assertThat(get(anna, ofAnna::tip).position()).isEqualTo(ENTRIES_MAX - 1);
        append("the last that fits");
        assertThat(failure(anna, () -> ofAnna.append(payloads("y", 1), 0))).isEqualTo(Reason.LOG_FULL);
    }

    @Test
    void shouldGoOnInTheChainAfterTrimming() {
        get(anna, () -> ofAnna.append(payloads("x", ENTRIES_MAX), 0));
        Tip before = get(anna, ofAnna::tip);

        get(anna, () -> ofAnna.trim(ENTRIES_MAX));
        assertThat(get(anna, ofAnna::tip)).isEqualTo(before);
        assertThat(append("fits again")).containsExactly(ENTRIES_MAX + 1L);
        List<RawEntry> entries = get(bert, () -> ofBert.read(0, 10, 0)).entries();
        assertThat(entries).hasSize(1);
        assertThat(entries.get(0).previous()).isEqualTo(before.hash());
    }

    @Test
    void shouldTrimUpToAndWithThePosition() {
        append("one", "two", "three");
        get(anna, () -> ofAnna.trim(2));
        assertThat(get(bert, () -> ofBert.read(0, 10, 0)).entries())
                .extracting(RawEntry::position)
                .containsExactly(3L);
    }

    @Test
    void shouldKeepOneChainWhenTwoNodesAppend() {
        var appends = new ArrayList<CompletableFuture<List<Long>>>();
        for (int i = 0; i < 10; i++) {
            appends.add(start(anna, () -> ofAnna.append(payloads("a", 2), 0)));
            appends.add(start(bert, () -> ofBert.append(payloads("b", 2), 0)));
        }
        List<Long> positions = appends.stream()
                .flatMap(append -> join(append).stream())
                .sorted()
                .toList();

        assertThat(positions).hasSize(40).doesNotHaveDuplicates().startsWith(1L).endsWith(40L);
        LogStore.Batch batch = get(anna, () -> ofAnna.read(0, 100, 0));
        assertThat(chainedFrom(Tip.EMPTY, batch.entries())).isEqualTo(batch.tip());
    }

    @Test
    void shouldKeepTheOrderOfANodesAppends() {
        var appends = new ArrayList<CompletableFuture<List<Long>>>();
        for (int i = 0; i < 30; i++) {
            appends.add(start(anna, () -> ofAnna.append(payloads("x", 1), 0)));
        }
        assertThat(appends.stream().flatMap(append -> join(append).stream())).isSorted();
    }

    /** A reader that only compared positions would miss a log that was rolled back and has grown again. */
    @Test
    void shouldShowALogThatWasReplaced() {
        append("one", "two", "three");
        Tip known = get(bert, ofBert::tip);

        loseLog();
        append("another one");
        LogStore.Batch shorter = get(bert, () -> ofBert.read(known.position(), 10, 5_000));
        assertThat(shorter.entries()).isEmpty();
        assertThat(shorter.tip().position()).isLessThan(known.position());

        append("another two", "another three", "another four");
        List<RawEntry> beyond =
                get(bert, () -> ofBert.read(known.position(), 10, 0)).entries();
        assertThat(beyond).extracting(RawEntry::position).containsExactly(4L);
        assertThat(beyond.get(0).previous()).isNotEqualTo(known.hash());
    }

    /** What is lost had positions above, and chats and memberships their numbers from these. */
    @Test
    void shouldLeaveOutThePositionsThatAFailoverMayHaveLost() {
        append("one", "two");
        failOver();
        assertThat(append("three", "four")).containsExactly(3 + LogStore.LOST_MAX, 4 + LogStore.LOST_MAX);
        assertThat(append("five")).containsExactly(5 + LogStore.LOST_MAX);
        failOver();
        assertThat(get(anna, () -> ofAnna.append(payloads("x", 1), 0))).containsExactly(6 + 2 * LogStore.LOST_MAX);

        LogStore.Batch batch = get(bert, () -> ofBert.read(0, 10, 0));
        assertThat(batch.entries()).hasSize(6);
        assertThat(chainedFrom(Tip.EMPTY, batch.entries())).isEqualTo(batch.tip());
    }

    @Test
    void shouldLeaveOutTheIncarnationsThatAFailoverMayHaveLost() {
        long first = get(anna, ofAnna::nextIncarnation);
        assertThat(get(bert, ofBert::nextIncarnation)).isEqualTo(first + 1);
        failOver();
        assertThat(get(anna, ofAnna::nextIncarnation)).isEqualTo(first + 1 + LogStore.LOST_MAX);
        assertThat(get(bert, ofBert::nextIncarnation)).isEqualTo(first + 2 + LogStore.LOST_MAX);
    }

    @Test
    void shouldNameSkippedPositions() {
        skip(17);
        skip(4);
        assertThat(get(anna, ofAnna::skipped)).containsExactly(4L, 17L);
    }

    @Test
    void shouldGiveEachIncarnationOnce() {
        var taken = IntStream.range(0, 10)
                .mapToObj(i -> i % 2 == 0 ? start(anna, ofAnna::nextIncarnation) : start(bert, ofBert::nextIncarnation))
                .map(StoreKit::join)
                .toList();
        assertThat(taken).doesNotHaveDuplicates().allMatch(number -> number > 0);
    }

    private List<Long> append(String... payloads) {
        return get(
                anna,
                () -> ofAnna.append(Stream.of(payloads).map(StoreKit::bytes).toList(), 0));
    }

    private static List<byte[]> payloads(String text, int count) {
        return IntStream.range(0, count).mapToObj(i -> bytes(text + i)).toList();
    }

    private static Tip chainedFrom(Tip start, List<RawEntry> entries) {
        Tip tip = start;
        for (RawEntry entry : entries) {
            assertThat(entry.previous()).isEqualTo(tip.hash());
            tip = Chain.after(entry);
        }
        return tip;
    }
}
