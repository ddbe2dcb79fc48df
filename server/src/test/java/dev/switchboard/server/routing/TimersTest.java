package dev.switchboard.server.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** They fire as if they stood in one sorted set. */
class TimersTest {
    private static final int STEPS = 20_000;

    private final CoreState state = new CoreState();
    private final Timers timers = new Timers(state);

    /** Few delays make long lanes, many make lanes of one timer each. */
    @ParameterizedTest
    @ValueSource(ints = {3, 200, 100_000})
    void shouldFireInTheOrderOfTimeAndOfSetting(int delays) {
        Random random = new Random(delays);
        List<Timer> all = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            all.add(new Timer(Timer.Kind.STEP, i));
        }
        NavigableSet<Timer> expected = new TreeSet<>(Timer.ORDER);
        for (int i = 0; i < STEPS; i++) {
            Timer timer = all.get(random.nextInt(all.size()));
            expected.remove(timer);
            if (random.nextInt(4) == 0) {
                timers.cancel(timer);
            } else {
                // Some are due already.
                timers.set(timer, state.timeMs + random.nextInt(delays) - 1);
                expected.add(timer);
            }
            assertThat(timer.running()).isEqualTo(expected.contains(timer));
            if (random.nextInt(20) == 0) {
                pass(random.nextInt(delays), expected);
            }
            long next = expected.isEmpty() ? Long.MAX_VALUE : expected.first().dueMs;
            assertThat(timers.nextDueMs()).isEqualTo(next);
            if (i % 500 == 0) {
                assertThat(timers.sorted()).containsExactlyElementsOf(expected);
            }
        }
    }

    private void pass(int byMs, NavigableSet<Timer> expected) {
        long untilMs = state.timeMs + byMs;
        Timer fired = timers.takeDue(untilMs);
        while (fired != null) {
            assertThat(fired).isSameAs(expected.pollFirst());
            assertThat(fired.running()).isFalse();
            state.timeMs = Math.max(state.timeMs, fired.dueMs);
            fired = timers.takeDue(untilMs);
        }
        assertThat(expected).allSatisfy(timer -> assertThat(timer.dueMs).isGreaterThan(untilMs));
        state.timeMs = untilMs;
    }

    @Test
    void shouldForgetLanesThatNobodyStandsIn() {
        for (int i = 0; i < 4 * Timers.EMPTY_LANES_MAX; i++) {
            Timer timer = new Timer(Timer.Kind.IDLE, i);
            timers.set(timer, i);
            timers.cancel(timer);
        }

        assertThat(timers.laneCount()).isLessThanOrEqualTo(Timers.EMPTY_LANES_MAX);
        assertThat(timers.sorted()).isEmpty();
    }

    @Test
    void shouldGoOnAfterARestore() {
        Timer first = new Timer(Timer.Kind.OFFER, "first");
        Timer second = new Timer(Timer.Kind.OFFER, "second");
        Timer between = new Timer(Timer.Kind.OFFER, "between");
        timers.restore(first, 10, 1);
        timers.restore(second, 30, 2);
        timers.restoreNextId(3);
        timers.set(between, 20);

        assertThat(allFiring()).containsExactly("first", "between", "second");
    }

    private List<Object> allFiring() {
        List<Object> fired = new ArrayList<>();
        Timer next = timers.takeDue(Long.MAX_VALUE);
        while (next != null) {
            fired.add(next.target);
            next = timers.takeDue(Long.MAX_VALUE);
        }
        return fired;
    }

    @Test
    void shouldRefuseASnapshotWithTimersOutOfOrder() {
        Timer timer = new Timer(Timer.Kind.OFFER, "later");
        timers.restore(timer, 20, 1);

        assertThatThrownBy(() -> timers.restore(new Timer(Timer.Kind.OFFER, "earlier"), 10, 2))
                .isInstanceOf(MalformedBytesException.class);
        assertThatThrownBy(() -> timers.restore(timer, 30, 3)).isInstanceOf(MalformedBytesException.class);
    }
}
