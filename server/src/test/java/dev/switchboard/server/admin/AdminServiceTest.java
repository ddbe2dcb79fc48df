package dev.switchboard.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import dev.switchboard.protocol.ErrorCode;
import dev.switchboard.protocol.v1.Agent;
import dev.switchboard.protocol.v1.AgentList;
import dev.switchboard.protocol.v1.AgentSkill;
import dev.switchboard.protocol.v1.AppKey;
import dev.switchboard.protocol.v1.AppKeyList;
import dev.switchboard.protocol.v1.CreateAppKeyRequest;
import dev.switchboard.protocol.v1.DeleteRequest;
import dev.switchboard.protocol.v1.Done;
import dev.switchboard.protocol.v1.ListRequest;
import dev.switchboard.protocol.v1.Queue;
import dev.switchboard.protocol.v1.QueueList;
import dev.switchboard.protocol.v1.Requirement;
import dev.switchboard.protocol.v1.Role;
import dev.switchboard.protocol.v1.SetPasswordRequest;
import dev.switchboard.protocol.v1.SignInRequest;
import dev.switchboard.protocol.v1.Site;
import dev.switchboard.protocol.v1.SiteList;
import dev.switchboard.protocol.v1.Skill;
import dev.switchboard.protocol.v1.SkillList;
import dev.switchboard.protocol.v1.Tokens;
import dev.switchboard.server.api.ApiException;
import dev.switchboard.server.routing.Command;
import dev.switchboard.server.routing.RoutingView;
import dev.switchboard.server.routing.model.AgentId;
import dev.switchboard.server.routing.model.QueueId;
import dev.switchboard.server.session.Identity;
import dev.switchboard.server.session.TokenVerifier.Why;
import dev.switchboard.server.storage.StorageException.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AdminServiceTest {
    private final Desk desk = new Desk();

    private RoutingView.QueueView known(Queue queue) {
        return desk.control.view().queue(new QueueId(Integer.parseInt(queue.getId())));
    }

    private RoutingView.AgentView known(Agent agent) {
        return desk.control.view().agent(new AgentId(Long.parseLong(agent.getId())));
    }

    private static DeleteRequest delete(String id, long revision) {
        return DeleteRequest.newBuilder().setId(id).setRevision(revision).build();
    }

    private ApiException refusal(String method, Message body) {
        return desk.refusal(() -> desk.admin.call(desk.request(desk.admin, method, body, Desk.ADMINISTRATION, "")));
    }

    private CompletableFuture<Message> start(String method, Message body) {
        return desk.loop
                .call(() -> desk.admin.call(desk.request(desk.admin, method, body, Desk.ADMINISTRATION, "")))
                .thenApply(Message.class::cast)
                .toCompletableFuture();
    }

    @Test
    void shouldStoreAQueueWithDefaultsAndTellRouting() {
        desk.skill("german");
        Queue queue = desk.admin(
                "PutQueue",
                Desk.queueOf(" Sales ")
                        .addRequirements(
                                Requirement.newBuilder().setSkill("German").setLevel(4))
                        .build(),
                Queue.class);
        assertThat(queue.getName()).isEqualTo("sales");
        assertThat(queue.getRevision()).isEqualTo(1);
        assertThat(queue.getOfferTimeoutMs()).isEqualTo(15_000);
        assertThat(queue.getWaitingLimit()).isEqualTo(1_000);
        assertThat(queue.getRequirements(0).getSkill()).isEqualTo("german");
        assertThat(known(queue).rules().name()).isEqualTo("sales");
        assertThat(known(queue).rules().skills().required()).hasSize(1);
        QueueList list = desk.admin("ListQueues", ListRequest.getDefaultInstance(), QueueList.class);
        assertThat(list.getItemsList()).containsExactly(queue);
    }

    @Test
    void shouldReportAllFaultsOfAnObjectTogether() {
        Queue queue = Queue.newBuilder()
                .setName("no spaces")
                .setPriorityCreditMs(3_600_001)
                .setOfferTimeoutMs(999)
                .setWaitingLimit(-1)
                .addRequirements(Requirement.newBuilder().setSkill("klingon").setLevel(11))
                .build();
        assertThat(faults("PutQueue", queue))
                .containsExactlyInAnyOrder(
                        "name",
                        "title",
                        "priority_credit_ms",
                        "offer_timeout_ms",
                        "waiting_limit",
                        "requirements[0].skill",
                        "requirements[0].level");
        Agent agent = Agent.newBuilder()
                .setName("A!")
                .setDisplayName("x".repeat(65))
                .setRole(Role.ROLE_CUSTOMER)
                .setCapacity(101)
                .addQueues("nowhere")
                .addSkills(AgentSkill.newBuilder().setSkill("klingon"))
                .build();
        assertThat(faults("PutAgent", agent))
                .containsExactlyInAnyOrder(
                        "name", "display_name", "role", "capacity", "queues[0]", "skills[0].skill", "skills[0].level");
        Site site = Site.newBuilder()
                .setKey("x")
                .addOrigins("https://a.example/path")
                .addOrigins("*")
                .setDefaultQueue("nowhere")
                .build();
        assertThat(faults("PutSite", site))
                .containsExactlyInAnyOrder("name", "key", "origins[0]", "origins[1]", "default_queue");
        assertThat(faults("CreateAppKey", CreateAppKeyRequest.getDefaultInstance()))
                .containsExactlyInAnyOrder("title", "administration");
        assertThat(desk.control.takeSubmitted()).isEmpty();
    }

    private List<String> faults(String method, Message body) {
        ApiException refusal =
                desk.refusal(() -> desk.admin.call(desk.request(desk.admin, method, body, Desk.ADMINISTRATION, "")));
        assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_FIELD);
        List<String> fields = new ArrayList<>(refusal.details().keySet());
        fields.remove("field");
        assertThat(List.of(refusal.details().get("field").split(", ", -1))).containsExactlyInAnyOrderElementsOf(fields);
        return fields;
    }

    @Test
    void shouldRefuseAnOvertakenChange() {
        Queue first = desk.queue("sales");
        Queue second =
                desk.admin("PutQueue", first.toBuilder().setTitle("Second").build(), Queue.class);
        assertThat(second.getRevision()).isEqualTo(2);
        assertThat(desk.adminRefusal(
                        "PutQueue", first.toBuilder().setTitle("Late").build()))
                .isEqualTo(ErrorCode.CONFLICT);
        assertThat(desk.adminRefusal(
                        "PutQueue", second.toBuilder().setRevision(9).build()))
                .isEqualTo(ErrorCode.CONFLICT);
        assertThat(desk.adminRefusal("PutQueue", second.toBuilder().setId("99").build()))
                .isEqualTo(ErrorCode.NOT_FOUND);
        assertThat(desk.adminRefusal("PutQueue", second.toBuilder().setId("x").build()))
                .isEqualTo(ErrorCode.NOT_FOUND);
        assertThat(desk.adminRefusal(
                        "PutQueue", Desk.queueOf("new").setRevision(1).build()))
                .isEqualTo(ErrorCode.INVALID_FIELD);
    }

    @Test
    void shouldLetOneOfTwoRacingChangesWin() {
        Queue queue = desk.queue("sales");
        CompletableFuture<Message> one =
                start("PutQueue", queue.toBuilder().setTitle("One").build());
        CompletableFuture<Message> two =
                start("PutQueue", queue.toBuilder().setTitle("Two").build());
        desk.world.runUntil(() -> one.isDone() && two.isDone(), 10_000);
        assertThat(one.isCompletedExceptionally()).isNotEqualTo(two.isCompletedExceptionally());

        CompletableFuture<Message> three =
                start("PutQueue", Desk.queueOf("new").setTitle("Three").build());
        CompletableFuture<Message> four =
                start("PutQueue", Desk.queueOf("new").setTitle("Four").build());
        desk.world.runUntil(() -> three.isDone() && four.isDone(), 10_000);
        assertThat(three.isCompletedExceptionally()).isNotEqualTo(four.isCompletedExceptionally());
    }

    @Test
    void shouldKeepNamesUnique() {
        desk.queue("sales");
        Queue billing = desk.queue("billing");
        assertThat(desk.adminRefusal(
                        "PutQueue", Desk.queueOf("SALES").setTitle("Another").build()))
                .isEqualTo(ErrorCode.NAME_TAKEN);
        assertThat(desk.adminRefusal(
                        "PutQueue", billing.toBuilder().setName("sales").build()))
                .isEqualTo(ErrorCode.NAME_TAKEN);
    }

    /** Routing does not know titles, but its log is what all nodes hear. */
    @Test
    void shouldLetAllNodesHearOfANewTitle() {
        Queue queue = desk.queue("sales");
        desk.control.takeSubmitted();
        desk.admin("PutQueue", queue.toBuilder().setTitle("Buying").build(), Queue.class);
        assertThat(desk.control.takeSubmitted())
                .containsExactly(new Command.ConfigureQueue(
                        known(queue).id(), known(queue).rules()));
        desk.admin(
                "PutQueue", queue.toBuilder().setRevision(2).setWaitingLimit(7).build(), Queue.class);
        assertThat(desk.control.takeSubmitted()).as("once").hasSize(1);
    }

    /** References are kept by id, so everything that names the queue follows. */
    @Test
    void shouldRenameAQueueEverywhere() {
        Site site = desk.shop();
        Agent agent = desk.admin(
                "PutAgent",
                Desk.agentOf("anna", Role.ROLE_AGENT).addQueues("sales").build(),
                Agent.class);
        Queue queue = desk.admin("ListQueues", ListRequest.getDefaultInstance(), QueueList.class)
                .getItems(0);
        desk.admin("PutQueue", queue.toBuilder().setName("shop-sales").build(), Queue.class);
        assertThat(known(queue).rules().name()).isEqualTo("shop-sales");
        assertThat(desk.admin("ListAgents", ListRequest.getDefaultInstance(), AgentList.class)
                        .getItems(0)
                        .getQueuesList())
                .containsExactly("shop-sales");
        assertThat(desk.admin("ListSites", ListRequest.getDefaultInstance(), SiteList.class)
                        .getItems(0)
                        .getDefaultQueue())
                .isEqualTo("shop-sales");
        assertThat(site.getDefaultQueue()).isEqualTo("sales");
        assertThat(known(agent).rules().queues()).hasSize(1);
    }

    @Test
    void shouldKeepTheKeyOfASite() {
        Site site = desk.shop();
        assertThat(faults("PutSite", site.toBuilder().setKey("other").build())).containsExactly("key");
    }

    @Test
    void shouldHealByRepeatingAPutWhoseCommandFailed() {
        for (Reason reason : new Reason[] {Reason.UNAVAILABLE, Reason.OUTCOME_UNKNOWN}) {
            Queue wanted = Desk.queueOf("queue-" + (reason == Reason.UNAVAILABLE ? 1 : 2))
                    .build();
            desk.control.failNext(1, reason);
            assertThat(desk.adminRefusal("PutQueue", wanted).retryable()).isTrue();
            Queue created = desk.admin("PutQueue", wanted, Queue.class);
            assertThat(created.getRevision()).isEqualTo(1);
            assertThat(known(created)).isNotNull();

            Queue changed = created.toBuilder().setDirectAssignment(true).build();
            desk.control.failNext(1, reason);
            assertThat(desk.adminRefusal("PutQueue", changed).retryable()).isTrue();
            assertThat(desk.admin("PutQueue", changed, Queue.class).getRevision())
                    .isEqualTo(2);
            assertThat(known(created).rules().offering().direct()).isTrue();
        }
    }

    @Test
    void shouldTellRoutingFirstWhatAnObjectRefersTo() {
        desk.control.failNext(1, Reason.UNAVAILABLE);
        assertThat(desk.adminRefusal(
                        "PutSkill", Skill.newBuilder().setName("german").build()))
                .isEqualTo(ErrorCode.STORAGE_UNAVAILABLE);
        desk.control.failNext(1, Reason.UNAVAILABLE);
        assertThat(desk.adminRefusal("PutQueue", Desk.queueOf("sales").build()))
                .isEqualTo(ErrorCode.STORAGE_UNAVAILABLE);
        Agent agent = desk.admin(
                "PutAgent",
                Desk.agentOf("anna", Role.ROLE_AGENT)
                        .addQueues("sales")
                        .addSkills(AgentSkill.newBuilder().setSkill("german").setLevel(3))
                        .build(),
                Agent.class);
        assertThat(known(agent).rules().queues()).hasSize(1);
        assertThat(known(agent).rules().skills()).hasSize(1);
    }

    @Test
    void shouldDeleteAQueueAndFinishADeletionThatFailed() {
        Queue queue = desk.queue("sales");
        assertThat(desk.adminRefusal("DeleteQueue", delete(queue.getId(), 2))).isEqualTo(ErrorCode.CONFLICT);
        desk.control.failNext(1, Reason.UNAVAILABLE);
        assertThat(desk.adminRefusal("DeleteQueue", delete(queue.getId(), 1)).retryable())
                .isTrue();
        assertThat(known(queue)).isNotNull();
        desk.admin("DeleteQueue", delete(queue.getId(), 1), Done.class);
        assertThat(known(queue)).isNull();
        assertThat(desk.adminRefusal("DeleteQueue", delete(queue.getId(), 1))).isEqualTo(ErrorCode.NOT_FOUND);
        assertThat(desk.adminRefusal("DeleteQueue", delete("99999999999", 1))).isEqualTo(ErrorCode.NOT_FOUND);
    }

    @Test
    void shouldDeleteASkillThatNobodyUses() {
        Skill german = desk.skill("german");
        Queue queue = desk.admin(
                "PutQueue",
                Desk.queueOf("sales")
                        .addRequirements(
                                Requirement.newBuilder().setSkill("german").setLevel(2))
                        .build(),
                Queue.class);
        Agent anna = desk.admin(
                "PutAgent",
                Desk.agentOf("anna", Role.ROLE_AGENT)
                        .addSkills(AgentSkill.newBuilder().setSkill("german").setLevel(3))
                        .build(),
                Agent.class);
        ApiException refusal = refusal("DeleteSkill", delete(german.getId(), 1));
        assertThat(refusal.code()).isEqualTo(ErrorCode.IN_USE);
        assertThat(refusal.details()).containsOnly(Map.entry("queues", "sales"), Map.entry("agents", "anna"));

        desk.admin("DeleteQueue", delete(queue.getId(), 1), Done.class);
        desk.admin("PutAgent", anna.toBuilder().clearSkills().build(), Agent.class);
        assertThat(desk.adminRefusal("DeleteSkill", delete(german.getId(), 2))).isEqualTo(ErrorCode.CONFLICT);
        desk.control.failNext(1, Reason.UNAVAILABLE);
        assertThat(desk.adminRefusal("DeleteSkill", delete(german.getId(), 1)))
                .isEqualTo(ErrorCode.STORAGE_UNAVAILABLE);
        assertThat(desk.control.view().skillNamed("german")).isNotNull();
        desk.admin("DeleteSkill", delete(german.getId(), 1), Done.class);
        assertThat(desk.control.view().skillNamed("german")).isNull();
        assertThat(desk.adminRefusal("DeleteSkill", delete(german.getId(), 1))).isEqualTo(ErrorCode.NOT_FOUND);
        assertThat(desk.adminRefusal("DeleteSkill", delete("99999999999", 1))).isEqualTo(ErrorCode.NOT_FOUND);
        assertThat(desk.skill("german").getId()).isNotEqualTo(german.getId());
    }

    @Test
    void shouldDeleteASiteThatNoAppKeySpeaksFor() {
        Site shop = desk.shop();
        AppKey key = desk.admin(
                "CreateAppKey",
                CreateAppKeyRequest.newBuilder()
                        .setTitle("Shop")
                        .setSite("shop")
                        .build(),
                AppKey.class);
        ApiException refusal = refusal("DeleteSite", delete(shop.getId(), 1));
        assertThat(refusal.code()).isEqualTo(ErrorCode.IN_USE);
        assertThat(refusal.details()).containsExactly(Map.entry("app_keys", key.getId()));

        desk.admin("DeleteAppKey", delete(key.getId(), key.getRevision()), Done.class);
        assertThat(desk.adminRefusal("DeleteSite", delete(shop.getId(), 2))).isEqualTo(ErrorCode.CONFLICT);
        desk.admin("DeleteSite", delete(shop.getId(), 1), Done.class);
        assertThat(desk.adminRefusal("DeleteSite", delete(shop.getId(), 1))).isEqualTo(ErrorCode.NOT_FOUND);
        assertThat(desk.admin("ListSites", ListRequest.getDefaultInstance(), SiteList.class)
                        .getItemsList())
                .isEmpty();
    }

    /** The name of a queue whose removal never reached routing can be used again. */
    @Test
    void shouldReuseTheNameOfADeletedQueue() {
        Queue old = desk.queue("sales");
        desk.control.failNext(1, Reason.UNAVAILABLE);
        desk.adminRefusal("DeleteQueue", delete(old.getId(), 1));
        Queue fresh = desk.queue("sales");
        assertThat(fresh.getId()).isNotEqualTo(old.getId());
        assertThat(known(old)).isNull();
        assertThat(known(fresh).rules().name()).isEqualTo("sales");
    }

    @Test
    void shouldEndTheTokensOfWhoLosesRights() {
        Agent anna = desk.agent("anna", Role.ROLE_ADMINISTRATOR, "first password");
        String token = signIn("anna", "first password");
        Agent renamed = desk.admin(
                "PutAgent", anna.toBuilder().setDisplayName("Anna B.").build(), Agent.class);
        assertThat(desk.whyRejected(token)).as("a name is no right").isNull();

        Agent demoted = desk.admin(
                "PutAgent", renamed.toBuilder().setRole(Role.ROLE_AGENT).build(), Agent.class);
        assertThat(desk.whyRejected(token)).as("another role").isEqualTo(Why.REVOKED);

        desk.world.runFor(1);
        String second = signIn("anna", "first password");
        setPassword(anna, "second password");
        assertThat(desk.whyRejected(second)).as("another password").isEqualTo(Why.REVOKED);

        desk.world.runFor(1);
        String third = signIn("anna", "second password");
        Agent disabled =
                desk.admin("PutAgent", demoted.toBuilder().setDisabled(true).build(), Agent.class);
        assertThat(desk.whyRejected(third)).as("disabled").isEqualTo(Why.REVOKED);
        assertThat(known(anna)).as("routing forgets a disabled agent").isNull();

        desk.world.runFor(1);
        Agent enabled =
                desk.admin("PutAgent", disabled.toBuilder().setDisabled(false).build(), Agent.class);
        assertThat(known(anna)).isNotNull();
        String fourth = signIn("anna", "second password");
        desk.admin("DeleteAgent", delete(anna.getId(), enabled.getRevision()), Done.class);
        assertThat(desk.whyRejected(fourth)).as("deleted").isEqualTo(Why.REVOKED);
        assertThat(known(anna)).isNull();
    }

    private String signIn(String name, String password) {
        SignInRequest request =
                SignInRequest.newBuilder().setName(name).setPassword(password).build();
        Tokens tokens = desk.tokens("SignIn", request, "");
        assertThat(desk.whyRejected(tokens.getAccessToken())).isNull();
        return tokens.getAccessToken();
    }

    private void setPassword(Agent agent, String password) {
        desk.admin(
                "SetPassword",
                SetPasswordRequest.newBuilder()
                        .setAgent(agent.getId())
                        .setPassword(password)
                        .build(),
                Done.class);
    }

    @Test
    void shouldCheckPasswordsBeforeHashing() {
        Agent anna = desk.agent("anna", Role.ROLE_AGENT, null);
        for (String password : new String[] {"", "123456789", "x".repeat(201)}) {
            SetPasswordRequest request = SetPasswordRequest.newBuilder()
                    .setAgent(anna.getId())
                    .setPassword(password)
                    .build();
            assertThat(desk.adminRefusal("SetPassword", request)).isEqualTo(ErrorCode.INVALID_FIELD);
        }
        SetPasswordRequest nobody = SetPasswordRequest.newBuilder()
                .setAgent("99")
                .setPassword("long enough")
                .build();
        assertThat(desk.adminRefusal("SetPassword", nobody)).isEqualTo(ErrorCode.NOT_FOUND);
    }

    @Test
    void shouldPageThroughAList() {
        List<String> names = IntStream.range(0, 7).mapToObj(i -> "skill-" + i).toList();
        names.forEach(desk::skill);
        List<String> seen = new ArrayList<>();
        String cursor = "";
        do {
            var page = desk.admin(
                    "ListSkills",
                    ListRequest.newBuilder().setLimit(3).setCursor(cursor).build(),
                    SkillList.class);
            page.getItemsList().forEach(skill -> seen.add(skill.getName()));
            assertThat(page.getItemsCount()).isBetween(1, 3);
            cursor = page.getNextCursor();
        } while (!cursor.isEmpty());
        assertThat(seen).isEqualTo(names);
        assertThat(desk.adminRefusal(
                        "ListSkills", ListRequest.newBuilder().setLimit(501).build()))
                .isEqualTo(ErrorCode.INVALID_FIELD);
        assertThat(desk.adminRefusal(
                        "ListSkills", ListRequest.newBuilder().setCursor("x").build()))
                .isEqualTo(ErrorCode.INVALID_FIELD);
    }

    @Test
    void shouldShowTheSecretOfAnAppKeyOnce() {
        AppKey key = desk.admin(
                "CreateAppKey",
                CreateAppKeyRequest.newBuilder()
                        .setTitle("bot")
                        .addAgents("bot-1")
                        .build(),
                AppKey.class);
        assertThat(key.getSecret()).hasSize(43);
        AppKey listed = desk.admin("ListAppKeys", ListRequest.getDefaultInstance(), AppKeyList.class)
                .getItems(0);
        assertThat(listed).isEqualTo(key.toBuilder().clearSecret().build());
        CreateAppKeyRequest nowhere = CreateAppKeyRequest.newBuilder()
                .setTitle("x")
                .setSite("nowhere")
                .build();
        assertThat(desk.adminRefusal("CreateAppKey", nowhere)).isEqualTo(ErrorCode.INVALID_FIELD);
    }

    @Test
    void shouldAskThePolicy() {
        Identity agent = new Identity.Agent(new AgentId(1), Identity.AgentRole.AGENT, 0, Long.MAX_VALUE);
        Message body = Desk.queueOf("sales").build();
        assertThat(desk.refusal(() -> desk.admin.call(desk.request(desk.admin, "PutQueue", body, agent, "")))
                        .code())
                .isEqualTo(ErrorCode.FORBIDDEN);
        assertThat(desk.refusal(() -> desk.admin.call(desk.request(desk.admin, "PutQueue", body, null, "")))
                        .code())
                .isEqualTo(ErrorCode.TOKEN_INVALID);
        assertThat(desk.adminRefusal("DropEverything", body)).isEqualTo(ErrorCode.NOT_FOUND);
        assertThat(desk.admin.prototype("DropEverything")).isNull();
        assertThat(desk.control.takeSubmitted()).isEmpty();
    }
}
