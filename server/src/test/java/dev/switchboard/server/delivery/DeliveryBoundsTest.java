package dev.switchboard.server.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.protocol.CloseCode;
import dev.switchboard.protocol.v1.ServerFrame;
import dev.switchboard.server.inbox.InMemoryInboxes;
import dev.switchboard.server.inbox.Inbox;
import dev.switchboard.server.loop.SimLoop;
import dev.switchboard.server.loop.SimWorld;
import dev.switchboard.server.publisher.PublisherOptions;
import dev.switchboard.server.publisher.SimControlNode;
import dev.switchboard.server.publisher.SimStores;
import dev.switchboard.server.routing.model.AgentId;
import dev.switchboard.server.routing.model.ChatId;
import dev.switchboard.server.routing.model.CustomerId;
import dev.switchboard.server.routing.model.NodeId;
import dev.switchboard.server.routing.model.SiteId;
import dev.switchboard.server.session.Connection;
import dev.switchboard.server.session.EncodedFrame;
import dev.switchboard.server.session.Identity;
import dev.switchboard.server.session.Identity.AgentRole;
import dev.switchboard.server.session.Session;
import dev.switchboard.server.session.SessionRecorder;
import dev.switchboard.server.session.SessionSettings;
import dev.switchboard.server.session.Sessions;
import dev.switchboard.server.session.Subject;
import dev.switchboard.server.transcript.InMemoryTranscriptStore;
import dev.switchboard.server.transcript.TranscriptStore;
import dev.switchboard.server.transcript.TranscriptStore.StoredEntry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What delivery keeps for each session, chat and node that is gone, at its bound. */
class DeliveryBoundsTest {
    private static final ChatId CHAT = new ChatId(1);

    private final SimWorld world = new SimWorld(1);
    private final SimStores stores = new SimStores(world);
    private final SimControlNode node = stores.ready("node", PublisherOptions.DEFAULTS);
    private final SimLoop loop = node.loop;
    private final InMemoryTranscriptStore transcripts = new InMemoryTranscriptStore(world::utcMs);
    private final TranscriptStore store = transcripts.forNode(loop);
    private final Channels channels =
            new Channels(loop, node.replica, store, DeliverySettings.DEFAULTS, DeliveryRecorder.NONE);
    private final Sessions sessions =
            new Sessions(loop, SessionSettings.DEFAULTS, world.random()::nextLong, SessionRecorder.NONE);

    /**
     * 1. The log is away, so nothing about sessions is confirmed. 2. At the bound the node is full: a hello is refused as
     * OVERLOADED (see HelloTest). 3. The log is back, all is said, and there is room again.
     */
    @Test
    void shouldBeFullOfAnnouncementsUntilTheLogTakesThem() {
        Announcer announcer = new Announcer(loop, node.replica, 3);
        node.faults.down(true);
        for (int agent = 1; agent <= 3; agent++) {
            assertThat(announcer.full()).isFalse();
            Session session = session(new Identity.Agent(new AgentId(agent), AgentRole.AGENT, 0, Long.MAX_VALUE));
            loop.run(() -> {
                var unused = announcer.connect(session);
            });
        }
        assertThat(announcer.full()).isTrue();
        world.runFor(10_000);
        assertThat(announcer.size()).isEqualTo(3);

        node.faults.down(false);
        world.runFor(10_000);
        assertThat(announcer.full()).isFalse();
        assertThat(announcer.size()).isZero();
    }

    /** Whoever asks for one of the forgotten chats is compared by sequence and time, as if nothing had been noticed. */
    @Test
    void shouldForgetTheOldestChatsThatWentBack() {
        Session session = session(new Identity.Customer(new CustomerId(1), new SiteId(1), "", 0, Long.MAX_VALUE));
        for (long chat = 1; chat <= Channels.WENT_BACK_MAX + 1; chat++) {
            ChatId id = new ChatId(chat);
            loop.run(() -> Objects.requireNonNull(channels.subscribe(session, id, 0)));
        }
        world.runFor(1_000);
        for (long chat = 1; chat <= Channels.WENT_BACK_MAX + 1; chat++) {
            ChatId id = new ChatId(chat);
            loop.run(() -> {
                channels.offer(id, entry("one"));
                channels.offer(id, entry("another with its number"));
            });
        }
        assertThat(channels.hasGoneBack(new ChatId(1))).isFalse();
        assertThat(channels.hasGoneBack(new ChatId(2))).isTrue();
        assertThat(channels.hasGoneBack(new ChatId(Channels.WENT_BACK_MAX + 1))).isTrue();
    }

    /** A forgotten one is pushed to, as every node that died without being noticed: its inbox expires unread. */
    @Test
    void shouldForgetTheOldestNodesThatAreGone() {
        InMemoryInboxes inboxes = new InMemoryInboxes();
        Forwarding forwarding =
                new Forwarding(node.replica, store, inboxes.forNode(loop), channels, DeliveryRecorder.NONE);
        List<NodeId> gone = LongStream.rangeClosed(101, 101 + Forwarding.GONE_MAX)
                .mapToObj(NodeId::new)
                .toList();
        NodeId first = gone.get(0);
        NodeId last = gone.get(gone.size() - 1);
        List<NodeId> told = new ArrayList<>();
        for (NodeId each : List.of(first, last)) {
            loop.run(() -> {
                var unused = store.listen(CHAT, each, 0, 1);
            });
            SimLoop other = world.newLoop("node " + each.value());
            other.run(() -> inboxes.forNode(other).open(each, listener(() -> told.add(each))));
        }
        loop.run(() -> gone.forEach(forwarding::nodeGone));
        loop.run(() -> {
            var unused = forwarding.entry(CHAT, entry("one"), List.of(first, last));
        });
        world.runFor(1_000);

        assertThat(told).containsExactly(first);
        var left = loop.call(() -> store.appendLine(new TranscriptStore.Line(CHAT, 1, 0, List.of("c1"), new byte[0]))
                .toCompletableFuture());
        world.runFor(100);
        assertThat(((TranscriptStore.Stored) left.join()).listeners())
                .as("the one that is remembered was taken off the chat")
                .containsExactly(first);
    }

    private static Inbox.Listener listener(Runnable onMessage) {
        return new Inbox.Listener() {
            @Override
            public void onMessage(byte[] payload) {
                onMessage.run();
            }

            @Override
            public void onGap() {
                // Nothing was read before.
            }
        };
    }

    private static StoredEntry entry(String text) {
        return new StoredEntry(1, text.length(), 0, false, text.getBytes(StandardCharsets.UTF_8));
    }

    private Session session(Identity identity) {
        Subject subject = Objects.requireNonNull(Subject.of(identity));
        return ((Sessions.Opened) sessions.open(subject, identity, "", new Deaf())).session();
    }

    /** A socket that nobody reads. */
    private static final class Deaf implements Connection {
        @Override
        public void send(ServerFrame frame) {}

        @Override
        public void send(EncodedFrame frame) {}

        @Override
        public void close(CloseCode code) {}

        @Override
        public String remoteAddress() {
            return "127.0.0.1";
        }
    }
}
