package dev.switchboard.server.replica;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.server.log.InMemoryLogStore;
import dev.switchboard.server.log.LogAppender;
import dev.switchboard.server.log.LogMeter;
import dev.switchboard.server.loop.SimLoop;
import dev.switchboard.server.loop.SimWorld;
import dev.switchboard.server.routing.Outcome;
import dev.switchboard.server.storage.StorageException.Reason;
import dev.switchboard.server.storage.StoreFaults;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class PendingCommandsTest {
    private static final long DEADLINE_MS = 5_000;

    private final SimWorld world = new SimWorld(1);
    private final SimLoop loop = world.newLoop("node");
    private final StoreFaults faults = new StoreFaults(1);
    private final InMemoryLogStore log = new InMemoryLogStore(world::utcMs);
    private final LogAppender appender = new LogAppender(log.forNode(loop, faults), loop, LogMeter.NONE, () -> 0);
    private final PendingCommands pending = new PendingCommands(loop, appender, LogMeter.NONE, DEADLINE_MS);

    /** Read, but not confirmed: the Redis that it was read from may be gone in a moment, and the command with it. */
    @Test
    void shouldNotAnswerBeforeTheStoreHasConfirmed() {
        faults.failPerMille(0, 1000);
        CompletableFuture<Outcome> sender = send(1);
        loop.execute(() -> pending.applied(1, new Outcome.Done()));
        world.runFor(500);
        assertThat(sender).isNotDone();

        faults.clear();
        world.runFor(1_500);
        assertThat(sender).isCompletedWithValue(new Outcome.Done());
    }

    @Test
    void shouldAnswerWithTheFirstOutcomeWhenTheCommandIsInTheLogTwice() {
        faults.failPerMille(0, 1000);
        CompletableFuture<Outcome> sender = send(1);
        loop.execute(() -> pending.applied(1, new Outcome.Done()));
        loop.execute(() -> pending.applied(1, new Outcome.Skipped()));
        faults.clear();
        world.runFor(1_500);
        assertThat(sender).isCompletedWithValue(new Outcome.Done());
    }

    @Test
    void shouldCallTheOutcomeUnknownWhenTheStoreNeverConfirms() {
        faults.failPerMille(0, 1000);
        CompletableFuture<Outcome> sender = send(1);
        loop.execute(() -> pending.applied(1, new Outcome.Done()));
        world.runFor(DEADLINE_MS + 1);
        assertThat(SimNode.reason(sender)).isEqualTo(Reason.OUTCOME_UNKNOWN);
    }

    private CompletableFuture<Outcome> send(long counter) {
        var sender = new CompletableFuture<Outcome>();
        loop.execute(() -> {
            LogAppender.Draft draft = appender.append(new byte[] {1}, why -> pending.refused(counter, why));
            pending.add(counter, draft, sender);
        });
        world.runFor(1);
        return sender;
    }
}
