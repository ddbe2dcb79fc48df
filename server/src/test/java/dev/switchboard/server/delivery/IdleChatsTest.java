package dev.switchboard.server.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.server.admin.CoreControlPath;
import dev.switchboard.server.loop.SimLoop;
import dev.switchboard.server.loop.SimWorld;
import dev.switchboard.server.routing.Command;
import dev.switchboard.server.routing.Event;
import dev.switchboard.server.routing.Outcome;
import dev.switchboard.server.routing.RoutingView.ChatView;
import dev.switchboard.server.routing.model.AgentId;
import dev.switchboard.server.routing.model.AgentRules;
import dev.switchboard.server.routing.model.ChatId;
import dev.switchboard.server.routing.model.CustomerId;
import dev.switchboard.server.routing.model.OfferId;
import dev.switchboard.server.routing.model.Parked;
import dev.switchboard.server.routing.model.Presence;
import dev.switchboard.server.routing.model.QueueId;
import dev.switchboard.server.routing.model.QueueRules;
import dev.switchboard.server.routing.model.SessionId;
import dev.switchboard.server.routing.model.SiteId;
import dev.switchboard.server.routing.model.Wishes;
import dev.switchboard.server.storage.StorageException.Reason;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class IdleChatsTest {
    private static final QueueId QUEUE = new QueueId(1);
    private static final AgentId ANNA = new AgentId(5);
    private static final long IDLE_MS = 60_000;

    private final SimWorld world = new SimWorld(1);
    private final SimLoop loop = world.newLoop("node");
    private final CoreControlPath control = new CoreControlPath(loop);
    private final IdleChats idle = new IdleChats(loop, control, 1);
    private int started;

    IdleChatsTest() {
        control.apply(new Command.ConfigureQueue(
                QUEUE,
                QueueRules.named("sales")
                        .with(QueueRules.Offering.DEFAULTS.withDirect(true))
                        .with(new QueueRules.Units(0, 0, true, IDLE_MS))));
        control.apply(new Command.ConfigureAgent(ANNA, new AgentRules(1, 3, List.of(QUEUE), List.of())));
        control.apply(new Command.ConnectAgent(ANNA, new SessionId(1), control.node()));
        control.apply(new Command.SetPresence(ANNA, Presence.AVAILABLE));
    }

    private ChatId active() {
        started++;
        Outcome outcome = control.apply(new Command.StartChat(
                "key-of-chat",
                new CustomerId(started),
                new SiteId(1),
                QUEUE,
                Wishes.NONE,
                new SessionId(100 + started),
                control.node()));
        return ((Outcome.Started) outcome).chat();
    }

    private ChatView view(ChatId chat) {
        return Objects.requireNonNull(control.view().chat(chat));
    }

    /** The publisher says that nobody wrote, whatever came meanwhile. */
    private void park(ChatId chat) {
        int turn = view(chat).turn();
        control.apply(new Command.ReportActivity(chat, turn, IDLE_MS));
        loop.run(() -> idle.applied(new Event.ChatParked(new OfferId(chat, turn), ANNA, Parked.IDLE, 0)));
    }

    private void wrote(ChatId chat) {
        loop.run(() -> idle.wrote(chat));
    }

    @Test
    void shouldForgetTheOldestAtItsBound() {
        ChatId first = active();
        ChatId second = active();
        wrote(first);
        wrote(second);
        park(first);
        park(second);
        world.runFor(100);
        assertThat(view(first).parked()).isEqualTo(Parked.IDLE);
        assertThat(view(second).parked()).isEqualTo(Parked.NOT);
        wrote(first);
        world.runFor(100);
        assertThat(view(first).parked()).isEqualTo(Parked.NOT);
    }

    @Test
    void shouldSayItOncePerSecondUntilTheLogHasIt() {
        ChatId chat = active();
        park(chat);
        control.failNext(2, Reason.UNAVAILABLE);
        control.takeSubmitted();
        for (int i = 0; i < 5; i++) {
            wrote(chat);
            world.runFor(100);
        }
        assertThat(view(chat).parked()).isEqualTo(Parked.IDLE);
        world.runFor(3 * IdleChats.INTERVAL_MS);
        assertThat(control.takeSubmitted()).as("two failed").hasSize(1);
        assertThat(view(chat).parked()).isEqualTo(Parked.NOT);
    }

    @Test
    void shouldSayNothingOfWhatWasLongAgo() {
        ChatId chat = active();
        wrote(chat);
        world.runFor(IDLE_MS);
        park(chat);
        world.runFor(100);
        assertThat(view(chat).parked()).isEqualTo(Parked.IDLE);
    }
}
