package dev.switchboard.server.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimWorldTest {
    private final SimWorld world = new SimWorld(7);
    private final SimLoop one = world.newLoop("one");
    private final SimLoop other = world.newLoop("other");
    private final List<String> seen = new ArrayList<>();

    @Test
    void shouldRunTasksOfAllLoopsInOrderOfTimeThenOfHandOver() {
        one.schedule(20, () -> seen.add("late"));
        other.schedule(10, () -> seen.add("early"));
        one.schedule(10, () -> seen.add("early too"));
        other.execute(() -> seen.add("now"));

        world.runFor(19);
        assertThat(seen).containsExactly("now", "early", "early too");
        world.runFor(1);
        assertThat(seen).endsWith("late");
    }

    @Test
    void shouldSayWhichLoopIsRunning() {
        other.execute(() -> seen.add(one.inLoop() + " " + other.inLoop()));
        world.runFor(0);
        assertThat(seen).containsExactly("false true");
        assertThat(one.inLoop()).isFalse();
    }

    @Test
    void shouldRunNothingOfStoppedLoopOrCancelledTimer() {
        one.schedule(5, () -> seen.add("stopped"));
        other.schedule(5, () -> seen.add("cancelled")).cancel();
        one.stop();
        world.runFor(10);
        assertThat(seen).isEmpty();
    }

    @Test
    void shouldNameSeedWhenConditionDoesNotComeOrTaskFails() {
        assertThatThrownBy(() -> world.runUntil(() -> false, 100)).hasMessageContaining("seed 7 at 101 ms");
        one.execute(() -> {
            throw new IllegalStateException("bug");
        });
        assertThatThrownBy(() -> world.runFor(1))
                .hasMessageContaining("loop one")
                .hasMessageContaining("seed 7");
    }

    @Test
    void shouldStopAtTheMomentTheConditionHolds() {
        one.schedule(30, () -> seen.add("it"));
        world.runUntil(() -> !seen.isEmpty(), 1000);
        assertThat(world.nowMs()).isEqualTo(31);
    }
}
