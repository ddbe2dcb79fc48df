package dev.switchboard.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.switchboard.protocol.v1.Audience;
import dev.switchboard.protocol.v1.ClientFrame;
import dev.switchboard.protocol.v1.ClientFrame.BodyCase;
import dev.switchboard.protocol.v1.Hello;
import dev.switchboard.protocol.v1.ResumePoint;
import dev.switchboard.protocol.v1.ServerFrame;
import dev.switchboard.protocol.v1.TransferUpdate;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The agent's side against a scripted server, in virtual time. */
class AgentClientTest {

    private final VirtualWorld world = new VirtualWorld(3);
    private final FakeDesk desk = new FakeDesk(world);
    private final List<Offer> offers = new ArrayList<>();
    private final List<AgentChat> chats = new ArrayList<>();
    private final List<String> events = new ArrayList<>();
    private final AgentClient client = AgentClient.builder(URI.create("ws://desk.example"))
            .credentials(Credentials.programAsAgent("key-1", "0123456789abcdef0123456789abcdef", "bot"))
            .resources(world)
            .onOffer(offers::add)
            .onOfferEnded((offer, end) -> events.add("offer " + end))
            .onChat(chats::add)
            .onMessage((chat, message) -> events.add(message.text() + (message.own() ? " (own)" : "")))
            .onDeparture((chat, how) -> events.add("departure " + how))
            .onReset(chat -> events.add("RESET"))
            .onParked((chat, how) -> events.add("parked " + how))
            .onTransfer(it -> events.add(it.chat() + " " + it.state()
                    + it.agent().map(by -> " " + by.name()).orElse("")))
            .build();

    private Hello lastHello() {
        List<ClientFrame> hellos =
                desk.received.stream().filter(ClientFrame::hasHello).toList();
        return hellos.get(hellos.size() - 1).getHello();
    }

    private void connect() {
        CompletableFuture<Void> connected = client.connect();
        world.runMs(100);
        assertThat(connected).isCompleted();
    }

    private FakeDesk.Room offered(String text) {
        FakeDesk.Room room = desk.room("r0-9", "billing");
        desk.write(room, text, "m-customer");
        desk.offer(room, "r0-9.1", 15_000);
        world.runMs(50);
        return room;
    }

    private AgentChat accepted() {
        offered("help");
        CompletableFuture<AgentChat> chat = offers.get(0).accept();
        world.runMs(100);
        return chat.join();
    }

    @Test
    void shouldTakeAnOfferAndTellTheTranscriptOnce() {
        connect();
        offered("help");
        assertThat(offers.get(0).remaining()).isBetween(Duration.ofMillis(14_900), Duration.ofMillis(15_000));
        CompletableFuture<AgentChat> accepted = offers.get(0).accept();
        world.runMs(100);

        assertThat(chats).containsExactly(accepted.join());
        assertThat(events).containsExactly("help");
        assertThat(offers.get(0).remaining()).isZero();
        CompletableFuture<Receipt> answer = accepted.join().send("of course");
        CompletableFuture<Receipt> note = accepted.join().note("nice");
        world.runMs(100);
        assertThat(answer.join().sequence()).isEqualTo(2);
        assertThat(note).isCompleted();
        assertThat(events).containsExactly("help", "of course (own)", "nice (own)");
        assertThat(desk.received.stream().filter(ClientFrame::hasSend).skip(1))
                .allSatisfy(frame -> assertThat(frame.getSend().getAudience()).isEqualTo(Audience.AUDIENCE_STAFF));
    }

    @Test
    void shouldTellEachOffersEndOnce() {
        connect();
        offered("help");
        desk.endOffer("r0-9.1", dev.switchboard.protocol.v1.OfferEnd.OFFER_END_TIMED_OUT);
        world.runMs(50);
        CompletableFuture<AgentChat> late = offers.get(0).accept();
        world.runMs(100);

        CustomerClientTest.assertFailed(late, ErrorCode.OFFER_GONE, false);
        assertThat(events).containsExactly("offer TIMED_OUT");
        assertThat(offers.get(0).remaining()).isZero();
    }

    @Test
    void shouldEndOffersThatAreGoneAfterALostConnection() {
        connect();
        offered("help");
        desk.offers.clear();
        world.link().cut();
        world.run(Duration.ofSeconds(2));

        assertThat(events).containsExactly("offer WITHDRAWN");
    }

    @Test
    void shouldTellWhatBecameOfATransferOnceAndAfterALostConnection() {
        connect();
        TransferUpdate.Builder update = TransferUpdate.newBuilder()
                .setChat("r0-9")
                .setState(dev.switchboard.protocol.v1.TransferState.TRANSFER_STATE_OFFERED)
                .setAgent(dev.switchboard.protocol.v1.Author.newBuilder()
                        .setId("8")
                        .setName("Ben"));
        desk.push(ServerFrame.newBuilder().setTransferUpdate(update));
        world.runMs(50);
        desk.transfers.add(update.build());
        world.link().cut();
        world.run(Duration.ofSeconds(10));
        assertThat(events).containsExactly("r0-9 OFFERED Ben");
        assertThat(lastHello().getResumeList()).extracting(ResumePoint::getChat).containsExactly("r0-9");

        desk.transfers.set(
                0,
                update.setState(dev.switchboard.protocol.v1.TransferState.TRANSFER_STATE_TAKEN)
                        .build());
        world.link().cut();
        world.run(Duration.ofSeconds(10));
        assertThat(events).containsExactly("r0-9 OFFERED Ben", "r0-9 TAKEN Ben");
        world.link().cut();
        world.run(Duration.ofSeconds(10));
        assertThat(lastHello().getResumeList()).as("settled").isEmpty();
        assertThat(events).hasSize(2);
    }

    @Test
    void shouldNotTellTheSameOfferTwice() {
        connect();
        offered("help");
        world.link().cut();
        world.run(Duration.ofSeconds(2));

        assertThat(offers).hasSize(1);
    }

    @Test
    void shouldRepeatAnAcceptWhoseAnswerWasLost() {
        connect();
        FakeDesk.Room room = offered("help");
        CompletableFuture<AgentChat> accepted = offers.get(0).accept();
        while (room.chat.getAssignment() == 0) {
            world.runMs(1);
        }
        world.link().cut();
        world.run(Duration.ofSeconds(2));

        assertThat(accepted).isCompleted();
        assertThat(chats).hasSize(1).containsExactly(accepted.join());
        assertThat(events).containsExactly("help");
        assertThat(desk.count(BodyCase.ACCEPT_OFFER)).isEqualTo(2);
    }

    @Test
    void shouldGetDirectAssignmentsWithTheirTranscript() {
        connect();
        FakeDesk.Room room = desk.room("r0-5", "sales");
        desk.write(room, "hello", "m-1");
        desk.assign(room, FakeDesk.AGENT);
        world.runMs(200);

        assertThat(chats).hasSize(1);
        assertThat(events).containsExactly("hello");
    }

    @Test
    void shouldKeepChatsAndTellMissedTextsAfterALostConnection() {
        connect();
        AgentChat chat = accepted();
        world.link().cut();
        world.runMs(10);
        desk.write(desk.rooms.get("r0-9"), "still there?", "m-2");
        world.run(Duration.ofSeconds(2));

        assertThat(client.chats()).containsExactly(chat);
        assertThat(chats).hasSize(1);
        assertThat(events).containsExactly("help", "still there?");
    }

    @Test
    void shouldTellWhenAChatWentElsewhere() {
        connect();
        AgentChat chat = accepted();
        CompletableFuture<Void> transfer = chat.transferToQueue("billing", "knows the customer");
        desk.assign(desk.rooms.get("r0-9"), "a2");
        world.runMs(100);

        assertThat(transfer).isCompleted();
        assertThat(events).containsExactly("help", "departure MOVED");
        assertThat(chat.active()).isFalse();
        assertThat(client.chats()).isEmpty();
        assertThat(desk.received.stream().filter(ClientFrame::hasTransferChat))
                .allSatisfy(frame ->
                        assertThat(frame.getTransferChat().getAssignment()).isEqualTo(1));
    }

    @Test
    void shouldCloseWithTheAssignmentItHolds() {
        connect();
        AgentChat chat = accepted();
        CompletableFuture<Void> closed = chat.close(AgentEndReason.SOLVED);
        world.runMs(100);

        assertThat(closed).isCompleted();
        assertThat(chat.closeReason()).contains(CloseReason.SOLVED);
        assertThat(events).containsExactly("help", "departure CLOSED");
    }

    @Test
    void shouldTakeUpItsPresenceAgainAfterALongAbsence() {
        connect();
        CompletableFuture<AgentStatus> set = client.setPresence(Presence.AVAILABLE);
        world.runMs(50);
        assertThat(set.join().presence()).isEqualTo(Presence.AVAILABLE);
        desk.presence = dev.switchboard.protocol.v1.Presence.PRESENCE_OFFLINE;
        world.link().cut();
        world.run(Duration.ofSeconds(2));

        assertThat(desk.presence).isEqualTo(dev.switchboard.protocol.v1.Presence.PRESENCE_AVAILABLE);
        assertThat(client.status().orElseThrow().presence()).isEqualTo(Presence.AVAILABLE);
        assertThat(client.status().orElseThrow().mayTakeOver()).isTrue();
    }

    @Test
    void shouldNotChangeAPresenceThatTheServerKept() {
        connect();
        var unused = client.setPresence(Presence.AVAILABLE);
        world.runMs(50);
        desk.presence = dev.switchboard.protocol.v1.Presence.PRESENCE_AWAY;
        world.link().cut();
        world.run(Duration.ofSeconds(2));

        assertThat(desk.count(BodyCase.SET_PRESENCE)).isEqualTo(1);
    }

    @Test
    void shouldRefuseAPresenceThatOnlyTheServerSets() {
        assertThatIllegalArgumentException().isThrownBy(() -> client.setPresence(Presence.NOT_RESPONDING));
    }

    @Test
    void shouldTakeAWaitingChatOnceAlthoughTheAnswerWasLost() {
        connect();
        desk.write(desk.room("r0-9", "billing"), "help", "m-customer");
        desk.intercept = frame -> {
            if (frame.hasTakeChat() && world.link().isDead()) {
                return null;
            }
            if (frame.hasTakeChat()) {
                desk.assign(desk.rooms.get("r0-9"), FakeDesk.AGENT);
                world.link().cut();
                return ServerFrame.newBuilder();
            }
            return null;
        };
        CompletableFuture<AgentChat> taken = client.takeChat("r0-9");
        world.runMs(50);
        desk.intercept = frame -> null;
        world.run(Duration.ofSeconds(5));
        assertThat(chats).containsExactly(taken.join());
        assertThat(events).containsExactly("help");
        assertThat(desk.count(ClientFrame.BodyCase.TAKE_CHAT)).isEqualTo(2);
        assertThat(taken.join().active()).isTrue();
    }

    @Test
    void shouldSayWhoOwnsWhatItMayNotTake() {
        assertThatIllegalArgumentException().isThrownBy(() -> client.takeOver("r0-9", ""));
        connect();
        desk.intercept =
                frame -> frame.hasTakeChat() && frame.getTakeChat().getOwner().equals("7")
                        ? ServerFrame.newBuilder()
                                .setError(FakeDesk.error(dev.switchboard.protocol.ErrorCode.NOT_A_MEMBER)
                                        .putDetails("agent", "8")
                                        .putDetails("name", "Ben"))
                        : null;
        CompletableFuture<AgentChat> taken = client.takeOver("r0-9", "7");
        world.runMs(100);
        CustomerClientTest.assertFailed(taken, ErrorCode.NOT_A_MEMBER, false);
        assertThat(taken.handle((chat, failure) -> ((ChatException) failure).details())
                        .join())
                .containsEntry("agent", "8")
                .containsEntry("name", "Ben");
        assertThat(chats).isEmpty();
    }

    @Test
    void shouldHoldAndResume() {
        connect();
        AgentChat chat = accepted();
        assertThat(chat.parked()).isEqualTo(Parked.NOT);
        CompletableFuture<Void> held = chat.hold();
        world.runMs(100);
        assertThat(held).isCompleted();
        assertThat(chat.parked()).isEqualTo(Parked.ON_HOLD);
        CompletableFuture<Void> resumed = chat.resume();
        world.runMs(100);
        assertThat(resumed).isCompleted();
        assertThat(chat.parked()).isEqualTo(Parked.NOT);
        assertThat(events).containsExactly("help", "parked ON_HOLD", "parked NOT");
        assertThat(desk.received.stream().filter(ClientFrame::hasHoldChat))
                .extracting(frame -> frame.getHoldChat().getAssignment())
                .containsExactly(1, 1);
    }

    @Test
    void shouldExtendAndEndTheWorkAfterAChat() {
        connect();
        CompletableFuture<AgentStatus> extended = client.extendWrapUp("r0-9");
        world.runMs(100);
        assertThat(extended.join().nextPresence()).contains(Presence.AWAY);
        assertThat(extended.join().wrapUps()).containsExactly(new WrapUp("r0-9", Duration.ofSeconds(30), 1));
        assertThat(client.status()).contains(extended.join());
        CompletableFuture<AgentStatus> ended = client.endWrapUp("r0-9");
        world.runMs(100);
        assertThat(ended.join().wrapUps()).isEmpty();
        assertThat(ended.join().nextPresence()).isEmpty();
    }
}
