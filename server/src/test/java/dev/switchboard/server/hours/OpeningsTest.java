package dev.switchboard.server.hours;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.protocol.v1.OpeningHours;
import dev.switchboard.protocol.v1.Queue;
import dev.switchboard.protocol.v1.WeeklyHours;
import dev.switchboard.server.account.AccountStore.Kind;
import dev.switchboard.server.admin.Desk;
import dev.switchboard.server.routing.Command;
import dev.switchboard.server.routing.model.QueueId;
import dev.switchboard.server.routing.model.QueueRules;
import dev.switchboard.server.storage.StorageException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Queues open and close in the log as their stored hours say, by the log's time. */
class OpeningsTest {
    private static final QueueId SALES = new QueueId(1);

    private final Desk desk = new Desk();
    private final LocalDateTime start =
            LocalDateTime.ofInstant(Instant.ofEpochMilli(desk.world.utcMs()), ZoneOffset.UTC);

    /** Open from so many minutes after the start of the world until so many, on that weekday. */
    private OpeningHours openBetween(int from, int until) {
        int minute = start.getHour() * 60 + start.getMinute();
        return OpeningHours.newBuilder()
                .setTimeZone("UTC")
                .addWeekly(WeeklyHours.newBuilder()
                        .setWeekday(start.getDayOfWeek().getValue())
                        .setFromMinute(minute + from)
                        .setUntilMinute(minute + until))
                .build();
    }

    private void store(Queue.Builder queue, long expectedRevision) {
        desk.await(() -> desk.store.put(
                Kind.QUEUE,
                SALES.value(),
                "sales",
                expectedRevision,
                queue.build().toByteArray()));
        configure();
    }

    private void configure() {
        desk.loop.call(() -> desk.control.apply(new Command.ConfigureQueue(SALES, QueueRules.named("sales"))));
    }

    /** As on a node, whose log has an entry every half second. */
    private void pass(long ms) {
        for (long passed = 0; passed < ms; passed += 500) {
            desk.world.runFor(500);
            desk.loop.call(() -> desk.control.apply(new Command.Tick()));
        }
    }

    private boolean open() {
        return desk.loop.call(
                () -> Objects.requireNonNull(desk.control.view().queue(SALES)).open());
    }

    private void begin() {
        desk.loop.call(() -> {
            new Openings(desk.loop, desk.control, desk.store).start();
            return null;
        });
    }

    @Test
    void shouldTellWhenAClosedQueueOpens() {
        List<QueueId> told = new ArrayList<>();
        Openings openings = new Openings(desk.loop, desk.control, desk.store);
        openings.onOtherTime(told::add);
        desk.loop.call(() -> {
            openings.start();
            return null;
        });
        assertThat(openings.opensAtMs(SALES)).isZero();
        store(Queue.newBuilder().setName("sales").setOpeningHours(openBetween(2, 4)), 0);
        pass(2_000);
        long opens = start.withSecond(0)
                .withNano(0)
                .plusMinutes(2)
                .toInstant(ZoneOffset.UTC)
                .toEpochMilli();
        assertThat(openings.opensAtMs(SALES)).isEqualTo(opens);
        assertThat(told).containsExactly(SALES);

        store(Queue.newBuilder().setName("sales").setOpeningHours(openBetween(3, 4)), 1);
        pass(2_000);
        assertThat(openings.opensAtMs(SALES)).isEqualTo(opens + 60_000);
        assertThat(told).containsExactly(SALES, SALES);

        pass(180_000);
        assertThat(open()).isTrue();
        assertThat(openings.opensAtMs(SALES)).isZero();
        pass(60_000);
        assertThat(openings.opensAtMs(SALES)).isEqualTo(opens + 60_000 + 7 * 86_400_000L);
        store(
                Queue.newBuilder()
                        .setName("sales")
                        .setOpeningHours(OpeningHours.newBuilder().setTimeZone("UTC")),
                2);
        pass(2_000);
        assertThat(openings.opensAtMs(SALES)).as("never").isZero();
    }

    @Test
    void shouldOpenAndCloseByTheHours() {
        begin();
        store(Queue.newBuilder().setName("sales").setOpeningHours(openBetween(2, 4)), 0);
        pass(2_000);
        assertThat(open()).isFalse();
        pass(117_000);
        assertThat(open()).isFalse();
        pass(3_000);
        assertThat(open()).isTrue();
        pass(117_000);
        assertThat(open()).isTrue();
        pass(3_000);
        assertThat(open()).isFalse();
    }

    @Test
    void shouldFollowChangedHoursAtOnce() {
        begin();
        store(Queue.newBuilder().setName("sales").setOpeningHours(openBetween(2, 4)), 0);
        pass(2_000);
        assertThat(open()).isFalse();
        store(Queue.newBuilder().setName("sales"), 1);
        pass(2_000);
        assertThat(open()).isTrue();
        store(Queue.newBuilder().setName("sales").setOpeningHours(openBetween(1, 4)), 2);
        pass(2_000);
        assertThat(open()).isFalse();
    }

    /** What was stored before this node began, and what failed once, is found all the same. */
    @Test
    void shouldReadWhatItWasNotToldOf() {
        store(Queue.newBuilder().setName("sales").setOpeningHours(openBetween(2, 4)), 0);
        desk.control.failNext(1, StorageException.Reason.UNAVAILABLE);
        begin();
        pass(6_000);
        assertThat(open()).isFalse();
    }

    @Test
    void shouldSayNothingWhereNothingChanges() {
        store(Queue.newBuilder().setName("sales"), 0);
        begin();
        desk.control.takeSubmitted();
        pass(5_000);
        assertThat(desk.control.takeSubmitted()).isEqualTo(List.of());
    }
}
