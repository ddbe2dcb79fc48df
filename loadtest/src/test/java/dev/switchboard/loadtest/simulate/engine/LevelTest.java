package dev.switchboard.loadtest.simulate.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LevelTest {

    @Test
    void shouldCountTheWindowOnly() {
        Level level = new Level(10, 20);
        level.add(5, 2);
        level.add(12, 3);
        level.add(15, -4);
        level.add(25, 7);
        level.settle(30);

        assertThat(level.area()).isEqualTo(2 * 2 + 3 * 5 + 5 * 1);
        assertThat(level.max()).isEqualTo(5);
    }

    @Test
    void shouldRememberWhatWasThereWhenTheWindowBegan() {
        Level level = new Level(10, 20);
        level.add(0, 9);
        level.add(11, -8);
        level.settle(20);

        assertThat(level.max()).isEqualTo(9);
        assertThat(level.area()).isEqualTo(9 + 9);
    }
}
