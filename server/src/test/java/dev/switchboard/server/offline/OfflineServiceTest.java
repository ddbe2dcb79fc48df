package dev.switchboard.server.offline;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import dev.switchboard.protocol.ErrorCode;
import dev.switchboard.protocol.v1.Agent;
import dev.switchboard.protocol.v1.AnswerOfflineMessageRequest;
import dev.switchboard.protocol.v1.DeleteRequest;
import dev.switchboard.protocol.v1.Done;
import dev.switchboard.protocol.v1.LeaveMessageRequest;
import dev.switchboard.protocol.v1.ListOfflineMessagesRequest;
import dev.switchboard.protocol.v1.OfflineMessage;
import dev.switchboard.protocol.v1.OfflineMessageList;
import dev.switchboard.protocol.v1.OfflineState;
import dev.switchboard.protocol.v1.Queue;
import dev.switchboard.protocol.v1.Role;
import dev.switchboard.protocol.v1.Site;
import dev.switchboard.server.account.StoredQueues;
import dev.switchboard.server.admin.Desk;
import dev.switchboard.server.api.ApiException;
import dev.switchboard.server.api.ApiRequest;
import dev.switchboard.server.record.ClosedChatRecord;
import dev.switchboard.server.record.RecordCodec;
import dev.switchboard.server.record.RecordStore;
import dev.switchboard.server.routing.Command;
import dev.switchboard.server.routing.Outcome;
import dev.switchboard.server.routing.model.AgentId;
import dev.switchboard.server.routing.model.ChatId;
import dev.switchboard.server.routing.model.CustomerId;
import dev.switchboard.server.routing.model.NodeId;
import dev.switchboard.server.routing.model.QueueId;
import dev.switchboard.server.routing.model.SessionId;
import dev.switchboard.server.routing.model.SiteId;
import dev.switchboard.server.routing.model.Wishes;
import dev.switchboard.server.session.Identity;
import dev.switchboard.server.session.Identity.AgentRole;
import dev.switchboard.server.session.ProfileDirectory;
import dev.switchboard.server.storage.StorageException;
import dev.switchboard.server.storage.StoreFaults;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OfflineServiceTest {
    private static final CustomerId CARLA = new CustomerId(17);
    private static final NodeId NODE = new NodeId(1);

    private final Desk desk = new Desk();
    private final Site site = desk.shop();
    private final Queue billing = desk.queue("billing");
    private final InMemoryOfflineStore messages = new InMemoryOfflineStore(desk.world::utcMs, OfflineLimits.DEFAULTS);
    private final StoreFaults faults = StoreFaults.none();
    private final List<byte[]> records = new ArrayList<>();
    private boolean namesUnreadable;
    private final ApiRequest.Service offline = OfflineService.create(
            desk.control,
            messages.forNode(desk.loop, faults),
            new OfflineService.Directories(desk.sites, new Profiles(), new StoredQueues(desk.store, desk.loop)),
            new EarlierChats(desk.control, new RecordStore() {
                @Override
                public CompletionStage<List<byte[]>> recordsOf(ChatId chat) {
                    return CompletableFuture.completedStage(List.copyOf(records));
                }

                @Override
                public CompletionStage<Page> read(String after, int limit) {
                    throw new UnsupportedOperationException();
                }
            }));
    private final Identity carla = customer(CARLA);
    private final Agent anna = agent("anna", "sales");
    private final Agent ben = agent("ben", "billing");

    /** Those of the desk, while they can be read. */
    private final class Profiles implements ProfileDirectory {
        @Override
        public @Nullable Profile known(AgentId agent, long revision) {
            return namesUnreadable ? null : desk.profiles.known(agent, revision);
        }

        @Override
        public CompletionStage<Profile> profile(AgentId agent, long revision) {
            return namesUnreadable
                    ? CompletableFuture.failedFuture(
                            new StorageException(StorageException.Reason.UNAVAILABLE, "names are unreadable"))
                    : desk.profiles.profile(agent, revision);
        }
    }

    private Identity customer(CustomerId id) {
        return new Identity.Customer(id, new SiteId(Integer.parseInt(site.getId())), "", 0, Long.MAX_VALUE);
    }

    private Agent agent(String name, String queue) {
        return desk.admin(
                "PutAgent", Desk.agentOf(name, Role.ROLE_AGENT).addQueues(queue).build(), Agent.class);
    }

    private static Identity as(Agent agent, AgentRole role) {
        return new Identity.Agent(new AgentId(Long.parseLong(agent.getId())), role, 0, Long.MAX_VALUE);
    }

    private Identity anna() {
        return as(anna, AgentRole.AGENT);
    }

    private static LeaveMessageRequest.Builder draft() {
        return LeaveMessageRequest.newBuilder()
                .setKey("offline-0001")
                .setName("  Carla ")
                .setContact("carla@example.com")
                .setText("Where is my parcel?\nIt was due on Monday.");
    }

    private <A extends Message> A call(String method, Message body, @Nullable Identity caller, Class<A> answer) {
        return answer.cast(desk.await(() ->
                offline.call(desk.request(offline, method, body, caller, "")).thenApply(Message.class::cast)));
    }

    private ApiException refusal(String method, Message body, @Nullable Identity caller, String origin) {
        return desk.refusal(() -> offline.call(desk.request(offline, method, body, caller, origin)));
    }

    private void leave(LeaveMessageRequest.Builder draft, Identity caller) {
        var unused = call("LeaveMessage", draft.build(), caller, Done.class);
    }

    private ErrorCode refused(LeaveMessageRequest.Builder draft) {
        return refusal("LeaveMessage", draft.build(), carla, "").code();
    }

    private OfflineMessageList list(Identity caller) {
        return call("ListMessages", ListOfflineMessagesRequest.getDefaultInstance(), caller, OfflineMessageList.class);
    }

    private static AnswerOfflineMessageRequest of(OfflineMessage message) {
        return AnswerOfflineMessageRequest.newBuilder().setId(message.getId()).build();
    }

    private Command.StartChat start(CustomerId customer, String queue) {
        QueueId id = desk.loop.call(() -> desk.control.view().queueNamed(queue).id());
        return new Command.StartChat("chat-key", customer, new SiteId(1), id, Wishes.NONE, new SessionId(1), NODE);
    }

    @Test
    void shouldShowAgentsOfTheQueueWhatACustomerLeft() {
        leave(draft(), carla);
        OfflineMessageList list = list(anna());
        assertThat(list.getOpen()).isEqualTo(1);
        OfflineMessage message = list.getItems(0);
        assertThat(message.getName()).isEqualTo("Carla");
        assertThat(message.getContact()).isEqualTo("carla@example.com");
        assertThat(message.getText()).isEqualTo("Where is my parcel?\nIt was due on Monday.");
        assertThat(message.getSite()).isEqualTo("Shop");
        assertThat(message.getQueue()).isEqualTo("sales");
        assertThat(message.getQueueTitle()).isEqualTo("The queue sales");
        assertThat(message.getCustomer()).isEqualTo("17");
        assertThat(message.getTimeMs()).isPositive();
        assertThat(message.getState()).isEqualTo(OfflineState.OFFLINE_STATE_OPEN);
        assertThat(list(as(ben, AgentRole.AGENT)).getItemsList()).isEmpty();
        assertThat(list(as(ben, AgentRole.SUPERVISOR)).getItemsList()).containsExactly(message);
    }

    @Test
    void shouldLetOneAgentAnswerAndTellTheOthersWho() {
        leave(draft(), carla);
        OfflineMessage open = list(anna()).getItems(0);
        OfflineMessage answered = call("AnswerMessage", of(open), anna(), OfflineMessage.class);
        assertThat(answered.getState()).isEqualTo(OfflineState.OFFLINE_STATE_ANSWERED);
        assertThat(answered.getAnsweredBy().getName()).isEqualTo("Agent anna");
        assertThat(call("AnswerMessage", of(open), anna(), OfflineMessage.class))
                .isEqualTo(answered);
        ApiException late = refusal("AnswerMessage", of(open), as(ben, AgentRole.SUPERVISOR), "");
        assertThat(late.code()).isEqualTo(ErrorCode.CONFLICT);
        assertThat(late.details()).isEqualTo(Map.of("agent", anna.getId(), "name", "Agent anna"));
        assertThat(refusal("AnswerMessage", of(open), as(ben, AgentRole.AGENT), "")
                        .code())
                .as("not his queue")
                .isEqualTo(ErrorCode.NOT_FOUND);
        assertThat(list(anna()).getOpen()).isZero();
        var wanted = ListOfflineMessagesRequest.newBuilder()
                .setState(OfflineState.OFFLINE_STATE_ANSWERED)
                .build();
        assertThat(call("ListMessages", wanted, anna(), OfflineMessageList.class)
                        .getItemsList())
                .containsExactly(answered);
    }

    @Test
    void shouldShowMessagesWithoutANameThatCannotBeRead() {
        leave(draft(), carla);
        OfflineMessage open = list(anna()).getItems(0);
        OfflineMessage answered = call("AnswerMessage", of(open), anna(), OfflineMessage.class);
        namesUnreadable = true;
        var wanted = ListOfflineMessagesRequest.newBuilder()
                .setState(OfflineState.OFFLINE_STATE_ANSWERED)
                .build();
        assertThat(call("ListMessages", wanted, anna(), OfflineMessageList.class)
                        .getItemsList())
                .containsExactly(answered.toBuilder()
                        .setAnsweredBy(answered.getAnsweredBy().toBuilder().clearName())
                        .build());
    }

    @Test
    void shouldGivePages() {
        for (int i = 0; i < 5; i++) {
            leave(draft().setText("text " + i), customer(new CustomerId(i)));
        }
        var page = ListOfflineMessagesRequest.newBuilder().setLimit(3);
        OfflineMessageList first = call("ListMessages", page.build(), anna(), OfflineMessageList.class);
        assertThat(first.getItemsList())
                .extracting(OfflineMessage::getText)
                .containsExactly("text 0", "text 1", "text 2");
        page.setCursor(first.getNextCursor());
        OfflineMessageList second = call("ListMessages", page.build(), anna(), OfflineMessageList.class);
        assertThat(second.getItemsList()).extracting(OfflineMessage::getText).containsExactly("text 3", "text 4");
        assertThat(second.getNextCursor()).isEmpty();
        assertThat(refusal("ListMessages", page.setCursor("x").build(), anna(), "")
                        .code())
                .isEqualTo(ErrorCode.INVALID_FIELD);
        assertThat(refusal("ListMessages", page.clearCursor().setLimit(51).build(), anna(), "")
                        .code())
                .isEqualTo(ErrorCode.INVALID_FIELD);
    }

    @Test
    void shouldSayWhatIsWrongWithAMessage() {
        assertThat(refused(draft().setKey("short"))).isEqualTo(ErrorCode.INVALID_FIELD);
        assertThat(refused(draft().setName(" "))).isEqualTo(ErrorCode.INVALID_FIELD);
        assertThat(refused(draft().setName("x".repeat(65)))).isEqualTo(ErrorCode.INVALID_FIELD);
        assertThat(refused(draft().setContact("a@b\r\nBcc: c@d"))).isEqualTo(ErrorCode.INVALID_FIELD);
        assertThat(refused(draft().setContact("x".repeat(201)))).isEqualTo(ErrorCode.INVALID_FIELD);
        assertThat(refused(draft().setText(" \n "))).isEqualTo(ErrorCode.TEXT_EMPTY);
        assertThat(refused(draft().setText("x".repeat(4_001)))).isEqualTo(ErrorCode.TEXT_TOO_LONG);
        assertThat(refused(draft().setQueue("nowhere"))).isEqualTo(ErrorCode.UNKNOWN_QUEUE);
        assertThat(refused(draft().setQueue("billing"))).as("not of this site").isEqualTo(ErrorCode.UNKNOWN_QUEUE);
        assertThat(refused(draft().setChat("r0-99"))).isEqualTo(ErrorCode.UNKNOWN_CHAT);
        assertThat(refusal("LeaveMessage", draft().build(), carla, "https://evil.example")
                        .code())
                .isEqualTo(ErrorCode.ORIGIN_NOT_ALLOWED);
        assertThat(refusal("LeaveMessage", draft().build(), anna(), "").code()).isEqualTo(ErrorCode.FORBIDDEN);
        assertThat(refusal("ListMessages", ListOfflineMessagesRequest.getDefaultInstance(), carla, "")
                        .code())
                .isEqualTo(ErrorCode.FORBIDDEN);
        assertThat(list(as(ben, AgentRole.ADMINISTRATOR)).getItemsList()).isEmpty();
        leave(draft().setText("x".repeat(4_000)), carla);
    }

    @Test
    void shouldLimitWhatACustomerAndAnAddressLeave() {
        for (int i = 0; i < 5; i++) {
            leave(draft().setKey("offline-000" + i), carla);
        }
        assertThat(refused(draft().setKey("offline-0009"))).isEqualTo(ErrorCode.RATE_LIMITED);
        leave(draft().setKey("offline-0003"), carla);
        for (int i = 0; i < 95; i++) {
            leave(draft(), customer(new CustomerId(1_000 + i)));
        }
        assertThat(refusal("LeaveMessage", draft().build(), customer(new CustomerId(2_000)), "")
                        .code())
                .isEqualTo(ErrorCode.RATE_LIMITED);
        desk.callFrom("192.0.2.2");
        leave(draft(), customer(new CustomerId(2_000)));
        desk.world.runFor(3_600_000);
        leave(draft().setKey("offline-0009"), carla);
        assertThat(list(as(ben, AgentRole.SUPERVISOR)).getOpen()).isEqualTo(102);
    }

    @Test
    void shouldTakeItOnceWhenTheAnswerWasLost() {
        faults.failPerMille(0, 1_000);
        assertThat(refused(draft())).isEqualTo(ErrorCode.OUTCOME_UNKNOWN);
        faults.clear();
        leave(draft(), carla);
        assertThat(list(anna()).getOpen()).isEqualTo(1);
    }

    /** Also into a queue that the site does not name: a full queue had passed the chat on to it. */
    @Test
    void shouldFollowTheChatThatWentBefore() {
        var started = (Outcome.Started) desk.loop.call(() -> desk.control.apply(start(CARLA, "billing")));
        String chat = "r0-" + started.chat().value();
        leave(draft().setChat(chat), carla);
        OfflineMessage message = list(as(ben, AgentRole.AGENT)).getItems(0);
        assertThat(message.getChat()).isEqualTo(chat);
        assertThat(message.getQueue()).isEqualTo("billing");
        assertThat(refusal("LeaveMessage", draft().setChat(chat).build(), customer(new CustomerId(18)), "")
                        .code())
                .as("somebody else's")
                .isEqualTo(ErrorCode.UNKNOWN_CHAT);
    }

    @Test
    void shouldKnowAChatThatRoutingHasForgotten() {
        QueueId queue = new QueueId(Integer.parseInt(billing.getId()));
        records.add(RecordCodec.encode(new ClosedChatRecord(
                9,
                new ChatId(5),
                CARLA,
                new SiteId(1),
                queue,
                queue,
                1,
                2,
                1,
                0,
                0,
                0,
                2,
                1,
                0,
                0,
                List.of(),
                "WAITED_TOO_LONG")));
        leave(draft().setChat("r0-5"), carla);
        assertThat(list(as(ben, AgentRole.AGENT)).getOpen()).isEqualTo(1);
        assertThat(refusal("LeaveMessage", draft().setChat("r0-5").build(), customer(new CustomerId(18)), "")
                        .code())
                .isEqualTo(ErrorCode.UNKNOWN_CHAT);
    }

    @Test
    void shouldKeepMessagesOfARemovedQueueForSupervisors() {
        leave(draft(), carla);
        Queue sales = desk.queue("other");
        desk.admin(
                "PutSite",
                site.toBuilder().setDefaultQueue("other").clearQueues().build(),
                Site.class);
        assertThat(sales.getId()).isNotEmpty();
        desk.admin(
                "DeleteQueue",
                DeleteRequest.newBuilder().setId("1").setRevision(1).build(),
                Done.class);
        OfflineMessage message = list(as(ben, AgentRole.SUPERVISOR)).getItems(0);
        assertThat(message.getQueue()).isEmpty();
        assertThat(message.getQueueTitle()).isEmpty();
    }
}
