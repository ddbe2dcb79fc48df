package dev.switchboard.server.publisher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.server.loop.SimLoop;
import dev.switchboard.server.loop.SimWorld;
import dev.switchboard.server.record.InMemoryLastAgents;
import dev.switchboard.server.record.LastAgents;
import dev.switchboard.server.routing.Event;
import dev.switchboard.server.routing.model.Actor;
import dev.switchboard.server.routing.model.AgentId;
import dev.switchboard.server.routing.model.ChatId;
import dev.switchboard.server.routing.model.CloseReason;
import dev.switchboard.server.routing.model.CustomerId;
import dev.switchboard.server.routing.model.Membership;
import dev.switchboard.server.storage.StoreFaults;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LastAgentNotesTest {
    private static final CustomerId CUSTOMER = new CustomerId(7);
    private static final AgentId ANNA = new AgentId(5);

    private final SimWorld world = new SimWorld(1);
    private final SimLoop loop = world.newLoop("node");
    private final StoreFaults faults = StoreFaults.none();
    private final LastAgents agents = new InMemoryLastAgents().forNode(loop, faults);
    private final LastAgentNotes notes = new LastAgentNotes(agents);

    private boolean closed(@Nullable AgentId lastOwner) {
        Event event = new Event.ChatClosed(
                new ChatId(1),
                CloseReason.SOLVED,
                new Actor.Customer(CUSTOMER),
                lastOwner,
                new Membership(2, 1, CUSTOMER, null, false));
        return loop.call(() -> notes.on(2, 1, event)).toCompletableFuture().isDone();
    }

    private @Nullable AgentId last() {
        CompletableFuture<@Nullable AgentId> answer =
                loop.call(() -> agents.of(CUSTOMER)).toCompletableFuture();
        world.runUntil(answer::isDone, 1_000);
        return answer.join();
    }

    @Test
    void shouldNoteWhoHadTheChatAtItsEnd() {
        assertThat(closed(ANNA)).isTrue();
        assertThat(last()).isEqualTo(ANNA);
        assertThat(closed(null)).isTrue();
        assertThat(last()).as("nobody had come").isEqualTo(ANNA);
    }

    @Test
    void shouldHoldUpNothingWhenItCannotBeWritten() {
        faults.down(true);
        assertThat(closed(ANNA)).isTrue();
        world.runFor(1_000);
        faults.down(false);
        assertThat(last()).isNull();
    }
}
