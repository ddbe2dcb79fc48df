package dev.switchboard.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.protocol.ErrorCode;
import dev.switchboard.protocol.v1.Done;
import dev.switchboard.protocol.v1.ListRequest;
import dev.switchboard.protocol.v1.Queue;
import dev.switchboard.protocol.v1.QueueList;
import dev.switchboard.protocol.v1.RelaxationStep;
import dev.switchboard.protocol.v1.Skill;
import dev.switchboard.server.api.ApiException;
import dev.switchboard.server.routing.Command;
import dev.switchboard.server.routing.model.QueueRules;
import dev.switchboard.server.storage.StorageException.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Queues that name other queues, and skills: in no circle, found under new names, and never left without what they name. */
class QueueNamesTest {
    private final QueueDesk queues = new QueueDesk();
    private final Desk desk = queues.desk;

    @Test
    void shouldRefuseOverflowThatComesBack() {
        Queue one = desk.queue("one");
        queues.put(Desk.queueOf("two").setOverflowQueue("one"));
        queues.put(Desk.queueOf("three").setOverflowQueue("two"));
        for (String back : List.of("one", "two", "three")) {
            ApiException refusal = queues.refusal(
                    "PutQueue", one.toBuilder().setOverflowQueue(back).build());
            assertThat(refusal.code()).isEqualTo(ErrorCode.CYCLIC_OVERFLOW);
            assertThat(refusal.details()).containsEntry("field", "overflow_queue");
        }
        Queue wrong = one.toBuilder().setOverflowQueue("three").setWeight(101).build();
        assertThat(queues.faults(wrong)).containsOnlyKeys("overflow_queue", "weight");
    }

    @Test
    void shouldNotWidenAQueueToItself() {
        Queue one = desk.queue("one");
        Queue.Builder widened =
                one.toBuilder().addSteps(RelaxationStep.newBuilder().addWidenTo("one"));
        assertThat(queues.faults(widened.build())).containsOnlyKeys("steps[0].widen_to");
    }

    /** Two administrators at the same time: each overflow alone is good. */
    @Test
    void shouldTellWhenAnotherPutClosedTheCircle() {
        Queue one = desk.queue("one");
        Queue two = desk.queue("two");
        desk.control.apply(new Command.ConfigureQueue(QueueDesk.id(one), withOverflow(one, two)));
        ApiException refusal = queues.refusal(
                "PutQueue", two.toBuilder().setOverflowQueue("one").build());
        assertThat(refusal.code()).isEqualTo(ErrorCode.CYCLIC_OVERFLOW);
        assertThat(stored())
                .as("put back as it was")
                .contains(two.toBuilder().setRevision(3).build());
    }

    /** Both are read before either is stored, and each overflow alone is good. One is told of the circle, and nothing of it stays. */
    @Test
    void shouldStoreNoCircleOfTwoPutsAtTheSameTime() {
        Queue one = desk.queue("one");
        Queue two = desk.queue("two");
        Queue first = one.toBuilder().setOverflowQueue("two").setWeight(2).build();
        Queue second = two.toBuilder().setOverflowQueue("one").setWeight(3).build();
        CompletableFuture<?> put = desk.loop
                .call(() -> desk.admin.call(desk.request(desk.admin, "PutQueue", first, Desk.ADMINISTRATION, "")))
                .toCompletableFuture();

        ApiException refusal = queues.refusal("PutQueue", second);

        assertThat(refusal.code()).isEqualTo(ErrorCode.CYCLIC_OVERFLOW);
        desk.world.runUntil(put::isDone, 60_000);
        assertThat((Object) put.join())
                .isEqualTo(first.toBuilder().setRevision(2).build());
        assertThat(stored())
                .containsExactly(
                        first.toBuilder().setRevision(2).build(),
                        two.toBuilder().setRevision(3).build());
        assertThat(queues.rules(one).limits().overflow()).isEqualTo(QueueDesk.id(two));
        assertThat(queues.rules(two).limits().overflow()).isNull();
    }

    private List<Queue> stored() {
        return desk.admin("ListQueues", ListRequest.getDefaultInstance(), QueueList.class)
                .getItemsList();
    }

    private QueueRules withOverflow(Queue queue, Queue overflow) {
        QueueRules rules = queues.rules(queue);
        return rules.with(new QueueRules.Limits(rules.limits().waiting(), 0, 0, QueueDesk.id(overflow), true));
    }

    @Test
    void shouldKnowAnIdInOneSpellingOnly() {
        Queue one = desk.queue("one");
        queues.put(Desk.queueOf("two").setOverflowQueue("one"));
        Queue spelt =
                one.toBuilder().setId("0" + one.getId()).setOverflowQueue("two").build();
        assertThat(queues.refusal("PutQueue", spelt).code()).isEqualTo(ErrorCode.NOT_FOUND);
    }

    @Test
    void shouldNotDeleteAQueueThatAnotherNames() {
        Queue second = desk.queue("second-line");
        Queue overflowing = queues.put(Desk.queueOf("sales").setOverflowQueue("second-line"));
        Queue widened = queues.put(
                Desk.queueOf("billing").addSteps(RelaxationStep.newBuilder().addWidenTo("second-line")));
        ApiException refusal = queues.refusal("DeleteQueue", QueueDesk.delete(second.getId(), 1));
        assertThat(refusal.code()).isEqualTo(ErrorCode.IN_USE);
        assertThat(refusal.details()).containsOnly(Map.entry("queues", "sales, billing"));

        queues.put(overflowing.toBuilder().clearOverflowQueue());
        assertThat(queues.refusal("DeleteQueue", QueueDesk.delete(second.getId(), 1))
                        .details())
                .containsOnly(Map.entry("queues", "billing"));
        queues.put(widened.toBuilder().clearSteps());
        desk.admin("DeleteQueue", QueueDesk.delete(second.getId(), 1), Done.class);
    }

    @Test
    void shouldNotDeleteASkillThatAQueuePrefers() {
        Skill billing = desk.skill("billing");
        queues.put(Desk.queueOf("sales").addPreferences(QueueDesk.requirement("billing", 1, 0)));
        ApiException refusal = queues.refusal("DeleteSkill", QueueDesk.delete(billing.getId(), 1));
        assertThat(refusal.code()).isEqualTo(ErrorCode.IN_USE);
        assertThat(refusal.details()).containsOnly(Map.entry("queues", "sales"));
    }

    @Test
    void shouldFollowARenamedQueueInQueuesThatNameIt() {
        Queue second = desk.queue("second-line");
        queues.put(Desk.queueOf("sales")
                .setOverflowQueue("second-line")
                .addSteps(RelaxationStep.newBuilder().addWidenTo("second-line")));
        queues.put(second.toBuilder().setName("experts"));
        Queue shown = desk.admin("ListQueues", ListRequest.getDefaultInstance(), QueueList.class)
                .getItems(1);
        assertThat(shown.getOverflowQueue()).isEqualTo("experts");
        assertThat(shown.getSteps(0).getWidenToList()).containsExactly("experts");
        assertThat(queues.rules(shown).limits().overflow()).isEqualTo(QueueDesk.id(second));
    }

    /** Queues may widen to each other, so neither can be told first with all that it names. */
    @Test
    void shouldTellAnEmptyCoreQueuesThatNameEachOther() {
        List<Queue> all = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            all.add(desk.queue("queue-" + i));
        }
        for (int i = 0; i < 4; i++) {
            Queue.Builder queue = all.get(i).toBuilder()
                    .addSteps(RelaxationStep.newBuilder()
                            .addWidenTo("queue-" + (i + 1) % 4)
                            .addWidenTo("queue-" + (i + 3) % 4));
            queues.put(i == 3 ? queue : queue.setOverflowQueue("queue-" + (i + 1)));
        }
        List<QueueRules> before = all.stream().map(queues::rules).toList();
        desk.control.forgetAll();
        Reconciler reconciler = new Reconciler(desk.store, desk.control);
        desk.await(reconciler::run);
        assertThat(all.stream().map(queues::rules).toList()).isEqualTo(before);
        assertThat(desk.await(reconciler::run)).isZero();
    }

    @Test
    void shouldTellRoutingFirstWhatAQueueNames() {
        desk.control.failNext(1, Reason.UNAVAILABLE);
        assertThat(desk.adminRefusal("PutQueue", Desk.queueOf("second-line").build()))
                .isEqualTo(ErrorCode.STORAGE_UNAVAILABLE);
        Queue queue = queues.put(Desk.queueOf("sales").setOverflowQueue("second-line"));
        assertThat(queues.rules(queue).limits().overflow())
                .isEqualTo(desk.control.view().queueNamed("second-line").id());
    }
}
