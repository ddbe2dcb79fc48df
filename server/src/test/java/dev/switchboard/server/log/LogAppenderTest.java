package dev.switchboard.server.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.server.loop.SimLoop;
import dev.switchboard.server.loop.SimWorld;
import dev.switchboard.server.storage.StorageException;
import dev.switchboard.server.storage.StorageException.Reason;
import dev.switchboard.server.storage.StoreFaults;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogAppenderTest {
    private final SimWorld world = new SimWorld(3);
    private final SimLoop loop = world.newLoop("node");
    private final StoreFaults faults = new StoreFaults(3).delay(1, 1);
    private final InMemoryLogStore store = new InMemoryLogStore(world::utcMs, 60);
    private final List<Integer> batches = new ArrayList<>();
    private final List<Reason> refused = new ArrayList<>();
    private long seen;
    private final LogAppender appender = new LogAppender(
            store.forNode(loop, faults),
            loop,
            new LogMeter() {
                @Override
                public void onAppended(int entries, long nanos) {
                    batches.add(entries);
                }
            },
            () -> seen,
            20);

    @Test
    void shouldTakeEverythingThatWaitsIntoTheNextBatch() {
        append(0, 10);
        world.runFor(10);
        assertThat(batches).containsExactly(1, 9);
        assertThat(stored()).containsExactlyElementsOf(names(0, 10));
    }

    @Test
    void shouldKeepOrderWhenAppendsFailInEveryWay() {
        faults.failPerMille(300, 400);
        for (int i = 0; i < 20; i++) {
            append(i, i + 1);
            world.runFor(30);
        }
        faults.clear();
        world.runFor(3_000);
        // A repeat may double what had been stored; the first copies are in order and none is missing.
        assertThat(stored()).hasSizeGreaterThan(20);
        assertThat(stored().stream().distinct().toList()).isEqualTo(names(0, 20));
        assertThat(appender.backlog()).isZero();
    }

    @Test
    void shouldRefuseBeyondItsBoundAndTakeAgainBelowIt() {
        faults.down(true);
        append(0, 20);
        assertThat(loop.call(() -> appender.append(bytes("too many"), refusal -> {})))
                .isNull();
        faults.down(false);
        world.runFor(2_000);
        append(20, 21);
        world.runFor(10);
        assertThat(stored()).containsExactlyElementsOf(names(0, 21));
    }

    @Test
    void shouldMakeRoomForNewCommandsByWhatWasWithdrawn() {
        faults.down(true);
        List<LogAppender.Draft> drafts = append(0, 20);
        world.runFor(10);
        for (LogAppender.Draft draft : drafts) {
            assertThat(loop.call(() -> appender.withdraw(draft))).isTrue();
        }
        append(20, 39);
        faults.down(false);
        world.runFor(2_000);
        assertThat(stored()).containsExactlyElementsOf(names(20, 39));
    }

    @Test
    void shouldNotGiveBackWhatMayBeStored() {
        faults.failPerMille(0, 1000);
        LogAppender.Draft draft = append(0, 1).get(0);
        assertThat(loop.call(() -> appender.withdraw(draft))).isFalse();
        world.runFor(10);
        assertThat(loop.call(() -> appender.withdraw(draft))).isFalse();
        faults.clear();
        world.runFor(100);
        assertThat(stored()).contains("0");
    }

    @Test
    void shouldRefuseWhatAFullLogDoesNotTakeAndSayWhereThatIsUncertain() {
        for (int i = 0; i < 58; i++) {
            append(i, i + 1);
            world.runFor(5);
        }
        append(100, 103);
        world.runFor(10);
        // One of the three fitted, as it went alone.
        assertThat(refused).containsExactly(Reason.LOG_FULL, Reason.LOG_FULL);
        assertThat(appender.isLogFull()).isTrue();

        refused.clear();
        faults.failPerMille(0, 1000);
        append(200, 201);
        world.runFor(3);
        faults.failPerMille(0, 0);
        world.runFor(100);
        assertThat(refused).containsExactly(Reason.OUTCOME_UNKNOWN);
    }

    @Test
    void shouldAppendAboveEverythingTheNodeHasSeen() {
        seen = 500;
        append(0, 2);
        world.runFor(10);
        assertThat(store.entries()).extracting(LogStore.RawEntry::position).containsExactly(501L, 502L);
    }

    @Test
    void shouldForgetEverythingAtReset() {
        faults.down(true);
        append(0, 5);
        world.runFor(10);
        loop.run(appender::reset);
        faults.down(false);
        append(7, 8);
        world.runFor(2_000);
        assertThat(stored()).containsExactly("7");
    }

    private List<LogAppender.Draft> append(int from, int to) {
        var drafts = new ArrayList<LogAppender.Draft>();
        for (String name : names(from, to)) {
            drafts.add(loop.call(() -> appender.append(bytes(name), this::onRefused)));
        }
        assertThat(drafts).doesNotContainNull();
        return drafts;
    }

    private void onRefused(StorageException refusal) {
        refused.add(refusal.reason());
    }

    private List<String> stored() {
        return store.entries().stream()
                .map(entry -> new String(entry.payload(), StandardCharsets.US_ASCII))
                .toList();
    }

    private static List<String> names(int from, int to) {
        var names = new ArrayList<String>();
        for (int i = from; i < to; i++) {
            names.add(Integer.toString(i));
        }
        return names;
    }

    private static byte[] bytes(String name) {
        return name.getBytes(StandardCharsets.US_ASCII);
    }
}
