package dev.switchboard.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import dev.switchboard.protocol.ErrorCode;
import dev.switchboard.protocol.v1.AnswerOfflineMessageRequest;
import dev.switchboard.protocol.v1.AuthorKind;
import dev.switchboard.protocol.v1.Done;
import dev.switchboard.protocol.v1.LeaveMessageRequest;
import dev.switchboard.protocol.v1.ListOfflineMessagesRequest;
import dev.switchboard.protocol.v1.OfflineMessageList;
import dev.switchboard.protocol.v1.OfflineState;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** Messages left and answered, against a scripted server, in virtual time. */
class OfflineMessagesTest {

    private static final OfflineDraft DRAFT =
            new OfflineDraft("billing", "", "Carla", "carla@example.com", "Where is my parcel?");

    private final VirtualWorld world = new VirtualWorld(1);
    private final FakeDesk desk = new FakeDesk(world);
    private final ChatClient customer = ChatClient.builder(URI.create("ws://desk.example/chat/ws"))
            .credentials(Credentials.customer("shop", "https://shop.example"))
            .resources(world)
            .requestDeadline(Duration.ofSeconds(20))
            .build();
    private final AgentClient agent = AgentClient.builder(URI.create("ws://desk.example"))
            .credentials(Credentials.password("anna", "secret"))
            .resources(world)
            .build();

    private static VirtualWorld.Answer ok(Message reply) {
        return new VirtualWorld.Answer(200, reply.toByteArray());
    }

    private CompletableFuture<Void> leave() {
        var unused = customer.connect();
        world.runMs(100);
        return customer.leaveMessage(DRAFT);
    }

    private static dev.switchboard.client.ErrorCode failureOf(CompletableFuture<?> future) {
        return future.handle((value, failure) -> {
                    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
                    return ((ChatException) cause).code();
                })
                .join();
    }

    @Test
    void shouldLeaveWhatTheDraftSaysInTheCustomersName() throws InvalidProtocolBufferException {
        // Below the prefix of the WebSocket's path, as calls of the token service.
        desk.offline = path -> ok(Done.getDefaultInstance());
        CompletableFuture<Void> left = leave();
        world.runMs(100);
        assertThat(left).isCompleted();
        FakeDesk.OfflineCall call = desk.offlineCalls.get(0);
        assertThat(call.path()).isEqualTo("/chat/api/offline/LeaveMessage");
        assertThat(call.headers())
                .containsEntry("Authorization", "Bearer access-1")
                .containsEntry("Origin", "https://shop.example");
        LeaveMessageRequest sent = LeaveMessageRequest.parseFrom(call.body());
        assertThat(sent.getQueue()).isEqualTo("billing");
        assertThat(sent.getName()).isEqualTo("Carla");
        assertThat(sent.getContact()).isEqualTo("carla@example.com");
        assertThat(sent.getText()).isEqualTo("Where is my parcel?");
        assertThat(sent.getKey()).matches("[A-Za-z0-9_-]{8,64}");
    }

    @Test
    void shouldRepeatWithTheSameKeyUntilThereIsAnAnswer() throws InvalidProtocolBufferException {
        desk.offline = path -> switch (desk.offlineCalls.size()) {
            case 1 -> null;
            case 2 -> FakeDesk.refusal(ErrorCode.STORAGE_UNAVAILABLE);
            case 3 -> FakeDesk.refusal(ErrorCode.TOKEN_EXPIRED);
            default -> ok(Done.getDefaultInstance());
        };
        CompletableFuture<Void> left = leave();
        world.run(Duration.ofSeconds(19));
        assertThat(left).isCompleted();
        assertThat(desk.offlineCalls).hasSize(4);
        LeaveMessageRequest first =
                LeaveMessageRequest.parseFrom(desk.offlineCalls.get(0).body());
        assertThat(LeaveMessageRequest.parseFrom(desk.offlineCalls.get(3).body()))
                .isEqualTo(first);
    }

    @Test
    void shouldSayWhatBecameOfItAtTheDeadline() {
        desk.offline = path -> FakeDesk.refusal(ErrorCode.RATE_LIMITED);
        CompletableFuture<Void> limited = leave();
        world.run(Duration.ofSeconds(21));
        assertThat(failureOf(limited)).isEqualTo(dev.switchboard.client.ErrorCode.RATE_LIMITED);

        desk.offline = path -> null;
        CompletableFuture<Void> silent = customer.leaveMessage(DRAFT);
        world.run(Duration.ofSeconds(21));
        assertThat(failureOf(silent)).isEqualTo(dev.switchboard.client.ErrorCode.OUTCOME_UNKNOWN);
    }

    @Test
    void shouldNotRepeatWhatIsRefusedForGood() {
        desk.offline = path -> FakeDesk.refusal(ErrorCode.TEXT_EMPTY);
        CompletableFuture<Void> refused = leave();
        world.runMs(100);
        assertThat(failureOf(refused)).isEqualTo(dev.switchboard.client.ErrorCode.TEXT_EMPTY);
        assertThat(desk.offlineCalls).hasSize(1);
    }

    @Test
    void shouldFailWithoutAConnectionAndWhenTheClientIsClosed() {
        CompletableFuture<Void> early = customer.leaveMessage(DRAFT);
        world.runMs(100);
        assertThat(failureOf(early)).isEqualTo(dev.switchboard.client.ErrorCode.NOT_CONNECTED);
        CompletableFuture<Void> cut = leave();
        customer.close();
        world.runMs(100);
        assertThat(failureOf(cut)).isEqualTo(dev.switchboard.client.ErrorCode.CLIENT_CLOSED);
    }

    @Test
    void shouldListAndAnswerForAgents() throws InvalidProtocolBufferException {
        var message = dev.switchboard.protocol.v1.OfflineMessage.newBuilder()
                .setId("5")
                .setQueue("billing")
                .setName("Carla")
                .setTimeMs(1_763_800_000_000L)
                .setState(OfflineState.OFFLINE_STATE_OPEN);
        desk.offline = path -> path.endsWith("ListMessages")
                ? ok(OfflineMessageList.newBuilder()
                        .addItems(message)
                        .setNextCursor("5")
                        .setOpen(7)
                        .build())
                : ok(message.clone()
                        .setAnsweredBy(dev.switchboard.protocol.v1.Author.newBuilder()
                                .setKind(AuthorKind.AUTHOR_KIND_AGENT)
                                .setId("7")
                                .setName("Anna"))
                        .setAnsweredAtMs(1_763_800_001_000L)
                        .build());
        var unused = agent.connect();
        world.runMs(100);
        CompletableFuture<OfflineMessages> page = agent.offlineMessages(false, "", 10);
        CompletableFuture<OfflineMessage> answered = agent.answerOfflineMessage("5");
        world.runMs(100);
        assertThat(page.join().open()).isEqualTo(7);
        assertThat(page.join().nextCursor()).isEqualTo("5");
        OfflineMessage open = page.join().items().get(0);
        assertThat(open.name()).isEqualTo("Carla");
        assertThat(open.time()).isEqualTo(Instant.ofEpochMilli(1_763_800_000_000L));
        assertThat(open.answeredBy()).isEmpty();
        assertThat(answered.join().answeredBy().map(Author::name)).contains("Anna");
        assertThat(answered.join().answeredAt()).isEqualTo(Optional.of(Instant.ofEpochMilli(1_763_800_001_000L)));
        assertThat(ListOfflineMessagesRequest.parseFrom(desk.offlineCalls.get(0).body())
                        .getLimit())
                .isEqualTo(10);
        assertThat(AnswerOfflineMessageRequest.parseFrom(
                                desk.offlineCalls.get(1).body())
                        .getId())
                .isEqualTo("5");
        assertThatThrownBy(() -> agent.offlineMessages(false, "", 51)).isInstanceOf(IllegalArgumentException.class);
    }
}
