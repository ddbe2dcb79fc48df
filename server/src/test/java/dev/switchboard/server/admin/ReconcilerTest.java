package dev.switchboard.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.protocol.ErrorCode;
import dev.switchboard.protocol.v1.Agent;
import dev.switchboard.protocol.v1.AgentSkill;
import dev.switchboard.protocol.v1.DeleteRequest;
import dev.switchboard.protocol.v1.Queue;
import dev.switchboard.protocol.v1.Role;
import dev.switchboard.protocol.v1.Skill;
import dev.switchboard.server.account.AccountStore.Kind;
import dev.switchboard.server.routing.Command;
import dev.switchboard.server.routing.RoutingView;
import dev.switchboard.server.routing.model.AgentId;
import dev.switchboard.server.routing.model.AgentRules;
import dev.switchboard.server.routing.model.QueueId;
import dev.switchboard.server.storage.StorageException.Reason;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReconcilerTest {
    private final Desk desk = new Desk();
    private final Reconciler reconciler = new Reconciler(desk.store, desk.control);

    private int run() {
        return desk.await(reconciler::run);
    }

    private void furnish() {
        desk.skill("german");
        desk.queue("sales");
        for (int i = 0; i < 130; i++) {
            desk.admin(
                    "PutAgent",
                    Desk.agentOf("agent-" + i, Role.ROLE_AGENT)
                            .addQueues("sales")
                            .addSkills(
                                    AgentSkill.newBuilder().setSkill("german").setLevel(1 + i % 10))
                            .build(),
                    Agent.class);
        }
    }

    private List<AgentRules> agents() {
        return desk.control.view().agents(0, 1_000).stream()
                .map(RoutingView.AgentView::rules)
                .toList();
    }

    @Test
    void shouldTellAnEmptyCoreEverythingOnce() {
        furnish();
        List<AgentRules> before = agents();
        desk.control.forgetAll();
        assertThat(agents()).isEmpty();
        assertThat(run()).isEqualTo(132);
        assertThat(agents()).hasSize(130).isEqualTo(before);
        assertThat(desk.control.view().queueNamed("sales")).isNotNull();
        desk.control.takeSubmitted();
        assertThat(run()).isZero();
        assertThat(desk.control.takeSubmitted()).isEmpty();
    }

    /** Two nodes that count at the same time may store one skill too many: it must not keep a new core from the rest. */
    @Test
    void shouldLeaveOutWhatRoutingHasNoRoomFor() {
        for (int i = 0; i < 1_000; i++) {
            desk.skill("skill-" + i);
        }
        assertThat(desk.adminRefusal(
                        "PutSkill", Skill.newBuilder().setName("one-more").build()))
                .isEqualTo(ErrorCode.LIMIT_REACHED);
        long oneMore = desk.await(() -> desk.store.nextId(Kind.SKILL));
        desk.await(() -> desk.store.put(Kind.SKILL, oneMore, "one-more", 0, new byte[0]));
        desk.queue("sales");

        desk.control.forgetAll();
        assertThat(run()).isEqualTo(1_001);
        assertThat(desk.control.view().queueNamed("sales")).isNotNull();
    }

    @Test
    void shouldRemoveWhatIsNotStoredAnyMore() {
        furnish();
        Queue billing = desk.queue("billing");
        Agent zoe = desk.agent("zoe", Role.ROLE_AGENT, null);
        desk.control.failNext(1, Reason.UNAVAILABLE);
        desk.adminRefusal("DeleteQueue", delete(billing.getId()));
        desk.control.failNext(1, Reason.UNAVAILABLE);
        desk.adminRefusal("DeleteAgent", delete(zoe.getId()));
        Skill dutch = desk.skill("dutch");
        desk.control.failNext(1, Reason.UNAVAILABLE);
        desk.adminRefusal("DeleteSkill", delete(dutch.getId()));
        desk.control.takeSubmitted();
        assertThat(run()).isEqualTo(3);
        assertThat(desk.control.takeSubmitted())
                .hasExactlyElementsOfTypes(
                        Command.RemoveQueue.class, Command.RemoveAgent.class, Command.RemoveSkill.class);
        assertThat(desk.control.view().queueNamed("billing")).isNull();
        assertThat(agents()).hasSize(130);
    }

    private static DeleteRequest delete(String id) {
        return DeleteRequest.newBuilder().setId(id).setRevision(1).build();
    }

    @Test
    void shouldGoOnAfterAFailure() {
        furnish();
        desk.control.forgetAll();
        desk.control.failNext(40, Reason.UNAVAILABLE);
        var failed = desk.loop.call(reconciler::run).toCompletableFuture();
        desk.world.runUntil(failed::isDone, 60_000);
        assertThat(failed).isCompletedExceptionally();
        while (desk.control.view().agents(0, 1_000).size() < 130) {
            var again = desk.loop.call(reconciler::run).toCompletableFuture();
            desk.world.runUntil(again::isDone, 60_000);
        }
        assertThat(run()).isZero();
    }

    @Test
    void shouldRunBySelfWhenTheLogWasLostAndAgainAfterAFailure() {
        furnish();
        desk.loop.run(() -> ReconcilerSchedule.start(desk.loop, desk.control, reconciler));
        desk.world.runFor(100);
        desk.control.failNext(1, Reason.UNAVAILABLE);
        desk.control.forgetAll();
        desk.world.runFor(ReconcilerSchedule.RETRY_MS - 100);
        assertThat(agents()).isEmpty();
        desk.world.runFor(200);
        assertThat(agents()).hasSize(130);
    }

    /** As {@code init-admin} does beside a running server. */
    @Test
    void shouldLearnWithinHalfAMinuteOfWhatSomebodyElseStored() {
        furnish();
        desk.loop.run(() -> ReconcilerSchedule.start(desk.loop, desk.control, reconciler));
        desk.world.runFor(100);
        Agent admin = desk.agent("admin", Role.ROLE_ADMINISTRATOR, null);
        AgentId id = new AgentId(Long.parseLong(admin.getId()));
        desk.control.apply(new Command.RemoveAgent(id));
        assertThat(desk.control.view().agent(id)).isNull();
        desk.world.runFor(ReconcilerSchedule.LOOK_MS);
        assertThat(desk.control.view().agent(id)).isNotNull();
    }

    /** Two queues swapped their names while no command reached routing. */
    @Test
    void shouldUntangleSwappedNames() {
        Queue one = desk.queue("one");
        Queue two = desk.queue("two");
        desk.control.failNext(3, Reason.UNAVAILABLE);
        desk.adminRefusal("PutQueue", one.toBuilder().setName("aside").build());
        desk.adminRefusal("PutQueue", two.toBuilder().setName("one").build());
        desk.adminRefusal(
                "PutQueue", one.toBuilder().setName("two").setRevision(2).build());
        assertThat(run()).isPositive();
        assertThat(nameOf(one)).isEqualTo("two");
        assertThat(nameOf(two)).isEqualTo("one");
        assertThat(run()).isZero();
    }

    private String nameOf(Queue queue) {
        return desk.control
                .view()
                .queue(new QueueId(Integer.parseInt(queue.getId())))
                .rules()
                .name();
    }
}
