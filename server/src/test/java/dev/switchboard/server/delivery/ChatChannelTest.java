package dev.switchboard.server.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.switchboard.protocol.CloseCode;
import dev.switchboard.protocol.v1.Entry;
import dev.switchboard.protocol.v1.EntryKind;
import dev.switchboard.protocol.v1.ServerFrame;
import dev.switchboard.server.account.Action;
import dev.switchboard.server.account.Policy;
import dev.switchboard.server.loop.SimWorld;
import dev.switchboard.server.routing.model.AgentId;
import dev.switchboard.server.routing.model.ChatId;
import dev.switchboard.server.routing.model.CustomerId;
import dev.switchboard.server.routing.model.Membership;
import dev.switchboard.server.routing.model.SiteId;
import dev.switchboard.server.session.Connection;
import dev.switchboard.server.session.EncodedFrame;
import dev.switchboard.server.session.Identity;
import dev.switchboard.server.session.Session;
import dev.switchboard.server.session.SessionRecorder;
import dev.switchboard.server.session.SessionSettings;
import dev.switchboard.server.session.Sessions;
import dev.switchboard.server.session.Subject;
import dev.switchboard.server.transcript.TranscriptStore.StoredEntry;
import dev.switchboard.server.transcript.TranscriptStore.Tail;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChatChannelTest {
    private static final ChatId CHAT = new ChatId(9);
    private static final AgentId ANNA = new AgentId(5);

    private final SimWorld world = new SimWorld(1);
    private final Sessions sessions = new Sessions(
            world.newLoop("node"), SessionSettings.DEFAULTS, world.random()::nextLong, SessionRecorder.NONE);
    private final ChatChannel channel = new ChatChannel(CHAT, DeliverySettings.DEFAULTS, DeliveryRecorder.NONE);

    /** A socket that only collects. */
    private static final class Socket implements Connection {
        final List<Long> sequences = new ArrayList<>();

        @Override
        public void send(ServerFrame frame) {
            sequences.add(frame.getEntryPush().getEntry().getSequence());
        }

        @Override
        public void send(EncodedFrame frame) {
            try {
                send(ServerFrame.parseFrom(frame.bytes()));
            } catch (InvalidProtocolBufferException bug) {
                throw new AssertionError("not a frame", bug);
            }
        }

        @Override
        public void close(CloseCode code) {
            // Not looked at here.
        }

        @Override
        public String remoteAddress() {
            return "127.0.0.1";
        }
    }

    private Session session(Identity identity, Socket socket) {
        Subject subject = Subject.of(identity);
        assertThat(subject).isNotNull();
        var opened = (Sessions.Opened) sessions.open(subject, identity, "", socket);
        opened.session().welcomed();
        return opened.session();
    }

    private Socket subscribe(Identity identity, int turn) {
        Socket socket = new Socket();
        Subscription subscription = new Subscription(session(identity, socket), CHAT, turn);
        subscription.start();
        channel.add(subscription);
        return socket;
    }

    private static Identity.Agent agent(AgentId id, Identity.AgentRole role) {
        return new Identity.Agent(id, role, 0, Long.MAX_VALUE);
    }

    private void text(long sequence, boolean staffOnly) {
        byte[] body = Entry.newBuilder()
                .setKind(EntryKind.ENTRY_KIND_TEXT)
                .setText("text")
                .build()
                .toByteArray();
        channel.order().offer(new StoredEntry(sequence, 0, 0, staffOnly, body));
    }

    private void left(long sequence, int turn) {
        var membership = new Membership(100, 50, new CustomerId(7), null, true);
        byte[] body = new SystemLine(CHAT, membership, SystemLine.Key.LEFT, ANNA, turn, "transferred")
                .toLine("Anna")
                .body();
        channel.order().offer(new StoredEntry(sequence, 0, 0, false, body));
    }

    /** The line decides, for this node's core may not have read of the end of the assignment yet. */
    @Test
    void shouldSendNothingAfterLeftToTheOneWhoLeft() {
        channel.begin(new Tail(List.of(), 0, false));
        Socket former = subscribe(agent(ANNA, Identity.AgentRole.AGENT), 1);
        Socket again = subscribe(agent(ANNA, Identity.AgentRole.AGENT), 2);
        Socket customer = subscribe(new Identity.Customer(new CustomerId(7), new SiteId(1), "", 0, Long.MAX_VALUE), 0);
        text(1, false);
        left(2, 1);
        text(3, false);

        assertThat(former.sequences).containsExactly(1L, 2L);
        assertThat(again.sequences).containsExactly(1L, 2L, 3L);
        assertThat(customer.sequences).containsExactly(1L, 2L, 3L);
    }

    @Test
    void shouldSendStaffEntriesToStaffOnly() {
        channel.begin(new Tail(List.of(), 0, false));
        Socket anna = subscribe(agent(ANNA, Identity.AgentRole.AGENT), 1);
        Socket customer = subscribe(new Identity.Customer(new CustomerId(7), new SiteId(1), "", 0, Long.MAX_VALUE), 0);
        text(1, true);
        text(2, false);
        assertThat(anna.sequences).containsExactly(1L, 2L);
        assertThat(customer.sequences).containsExactly(2L);
    }

    @Test
    void shouldRememberOnlyTheLastEntries() {
        channel.begin(new Tail(List.of(), 0, false));
        int max = DeliverySettings.DEFAULTS.recentMax();
        for (long sequence = 1; sequence <= max + 5L; sequence++) {
            text(sequence, false);
        }
        assertThat(channel.remembered(4)).isNull();
        assertThat(channel.remembered(5)).hasSize(max);
        assertThat(channel.remembered(max + 5L)).isEmpty();
    }

    /** Delivery knows roles by itself; it must not say otherwise than the policy. */
    @Test
    void shouldLetThoseReadAllWhomThePolicyLets() {
        for (Identity.AgentRole role : Identity.AgentRole.values()) {
            Identity identity = agent(ANNA, role);
            assertThat(session(identity, new Socket()).supervises())
                    .isEqualTo(Policy.allows(identity, Action.READ_ANY_CHAT));
        }
    }
}
