package dev.switchboard.server.publisher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.server.loop.SimLoop;
import dev.switchboard.server.loop.SimWorld;
import dev.switchboard.server.routing.Event;
import dev.switchboard.server.routing.model.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class OverdueTest {
    private static final Event EVENT = new Event.NodeAdded(new NodeId(1));

    private final SimWorld world = new SimWorld(1);
    private final SimLoop loop = world.newLoop("node");
    private final Overdue overdue = new Overdue(loop, 3);
    private final List<Long> tried = new ArrayList<>();
    private boolean failing;

    private CompletionStage<Void> effect(long position, long t, Event event) {
        tried.add(position);
        return failing
                ? CompletableFuture.failedStage(new IllegalStateException("again"))
                : CompletableFuture.completedStage(null);
    }

    private void add(int count) {
        for (int position = 1; position <= count; position++) {
            overdue.add(this::effect, position, 1, EVENT, new IllegalStateException("at first"));
        }
    }

    private void run() {
        world.runFor(Overdue.RETRY_MS);
        loop.run(overdue::run);
    }

    @Test
    void shouldLoseTheOldestAtTheBound() {
        add(5);
        assertThat(overdue.size()).isEqualTo(3);
        assertThat(overdue.dropped()).isEqualTo(2);
        run();
        assertThat(tried).containsExactly(3L, 4L, 5L);
        assertThat(overdue.size()).isZero();
    }

    @Test
    void shouldRepeatNowAndThenWhatFails() {
        failing = true;
        add(2);
        run();
        loop.run(overdue::run);
        assertThat(tried).as("not at once").containsExactly(1L, 2L);
        failing = false;
        run();
        assertThat(tried).containsExactly(1L, 2L, 1L, 2L);
        assertThat(overdue.size()).isZero();
    }
}
