package dev.switchboard.server.replica;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.server.log.InMemoryLogStore;
import dev.switchboard.server.log.InMemorySnapshotStore;
import dev.switchboard.server.log.LogStore;
import dev.switchboard.server.log.Snapshots;
import dev.switchboard.server.loop.SimLoop;
import dev.switchboard.server.loop.SimWorld;
import dev.switchboard.server.routing.Command;
import dev.switchboard.server.routing.Event;
import dev.switchboard.server.routing.Outcome;
import dev.switchboard.server.routing.RoutingView.ChatView;
import dev.switchboard.server.routing.model.AgentId;
import dev.switchboard.server.routing.model.NodeId;
import dev.switchboard.server.storage.StorageException.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ReplicaTest {
    private final SimWorld world = new SimWorld(1);
    private final InMemoryLogStore log = new InMemoryLogStore(world::utcMs);
    private final InMemorySnapshotStore snapshots = new InMemorySnapshotStore();

    @Test
    void shouldShowTheSameStateOnAllNodes() {
        SimNode a = ready("a");
        SimNode b = ready("b");
        done(a, Desk.queue(true));
        done(a, Desk.agent(1, 3));
        done(b, Desk.connect(1, b.replica.node()));
        done(b, Desk.available(1));
        Outcome started = ask(a, Desk.start(7, a.replica.node()));

        assertThat(started).isInstanceOf(Outcome.Started.class);
        // Read-your-writes: the sender's own view has it by now.
        ChatView chat = a.replica.view().chat(((Outcome.Started) started).chat());
        assertThat(chat.agent()).isEqualTo(new AgentId(1));
        settle(a, b);
        assertThat(b.replica.view().chat(chat.id())).isEqualTo(chat);
        assertThat(b.events).containsSubsequence(a.events.subList(a.events.size() - 3, a.events.size()));
    }

    @Test
    void shouldTakeNoCommandBeforeItHasJoined() {
        SimNode a = node("a");
        CompletableFuture<Outcome> early = a.submit(Desk.queue(true));
        assertThat(SimNode.reason(early)).isEqualTo(Reason.UNAVAILABLE);
    }

    @Test
    void shouldSayNothingOfThePastWhenItStarts() {
        SimNode a = ready("a");
        done(a, Desk.queue(true));
        SimNode b = ready("b");
        assertThat(b.replaced).isEqualTo(1);
        assertThat(b.events).containsExactly(new Event.NodeAdded(b.replica.node()));
        assertThat(b.replica.view().queues()).hasSize(1);
    }

    @Test
    void shouldDeclareCrashedNodeLostAndLetItsSuccessorJoin() {
        SimNode a = ready("a");
        SimNode b = ready("b");
        NodeId gone = b.replica.node();
        b.loop.stop();
        world.runUntil(() -> a.events.contains(new Event.NodeRemoved(gone, true)), 4_000);
        SimNode again = ready("b again");
        assertThat(again.replica.node()).isNotEqualTo(gone);
        settle(a, again);
        assertThat(a.replica.view().nodes()).containsExactly(a.replica.node(), again.replica.node());
    }

    @Test
    void shouldRejoinWhenItReadsItsOwnLoss() {
        SimNode a = ready("a");
        SimNode b = ready("b");
        NodeId before = b.replica.node();
        b.faults.down(true);
        world.runFor(3_100);
        assertThat(b.replica.ready()).isFalse();
        assertThat(SimNode.reason(b.submit(Desk.queue(true)))).isEqualTo(Reason.UNAVAILABLE);
        world.runFor(2_000);
        b.faults.down(false);
        world.runUntil(b.replica::ready, 5_000);

        assertThat(b.joined).hasSize(2).startsWith(before);
        settle(a, b);
        assertThat(a.replica.view().nodes()).doesNotContain(before).contains(b.replica.node());
    }

    @Test
    void shouldEndTheCommandsOfALostIncarnationTruthfully() {
        SimNode a = ready("a");
        SimNode b = ready("b");
        b.faults.failPerMille(0, 1000);
        CompletableFuture<Outcome> sent = b.submit(Desk.queue(true));
        world.runFor(100);
        b.faults.failPerMille(0, 0).down(true);
        world.runFor(10);
        CompletableFuture<Outcome> waiting = b.submit(Desk.agent(1, 3));
        world.runFor(5_500);
        assertThat(SimNode.reason(sent)).isEqualTo(Reason.OUTCOME_UNKNOWN);
        assertThat(SimNode.reason(waiting)).isEqualTo(Reason.UNAVAILABLE);
        assertThat(a.replica.view().queues()).hasSizeLessThanOrEqualTo(1);
        assertThat(a.replica.view().agent(new AgentId(1))).isNull();
    }

    @Test
    void shouldDoOnceWhatWasAppendedTwice() {
        SimNode a = ready("a");
        done(a, Desk.queue(false));
        a.faults.failPerMille(0, 600);
        var answers = new ArrayList<CompletableFuture<Outcome>>();
        for (int customer = 0; customer < 30; customer++) {
            answers.add(a.submit(Desk.start(customer, a.replica.node())));
            world.runFor(20);
        }
        a.faults.clear();
        world.runFor(3_000);
        long stored = log.entries().size();
        var chats = answers.stream()
                .map(answer -> ((Outcome.Started) answer.getNow(null)).chat())
                .toList();
        assertThat(chats).doesNotHaveDuplicates().hasSize(30).isSorted();
        assertThat(a.replica.view().queue(Desk.QUEUE).waiting()).isEqualTo(30);
        // The faults did what the test is about: the log holds more entries than there were commands.
        assertThat(stored).isGreaterThan(30 + 2 + world.nowMs() / 500);
    }

    @Test
    void shouldRecoverFromRollbackAndAgree() {
        SimNode a = ready("a");
        SimNode b = ready("b");
        done(a, Desk.queue(false));
        settle(a, b);
        long kept = a.position();
        Outcome.Started lost = (Outcome.Started) ask(a, Desk.start(7, a.replica.node()));
        settle(a, b);
        a.events.clear();
        long highest = a.position();
        log.rollBackTo(kept);
        world.runUntil(() -> a.joined.size() > 1 && b.joined.size() > 1, 5_000);
        world.runUntil(() -> a.replica.ready() && b.replica.ready(), 5_000);
        settle(a, b);

        assertThat(a.replica.view().chat(lost.chat())).isNull();
        assertThat(a.replaced).isEqualTo(2);
        // No position is given twice, so no chat id is.
        assertThat(positions()).noneMatch(position -> position > kept && position <= highest);
        Outcome.Started next = (Outcome.Started) ask(b, Desk.start(8, b.replica.node()));
        assertThat(next.chat().value()).isGreaterThan(highest);
    }

    @Test
    void shouldNoticeRollbackAfterAnotherHasAppendedAgain() {
        SimNode a = ready("a");
        SimNode b = ready("b");
        done(a, Desk.queue(false));
        settle(a, b);
        long kept = a.position();
        for (int customer = 0; customer < 20; customer++) {
            ask(a, Desk.start(customer, a.replica.node()));
        }
        settle(a, b);
        // The log loses what both have read; B sees it only after A has gone on beyond B's position.
        b.faults.down(true);
        log.rollBackTo(kept);
        world.runUntil(() -> a.joined.size() > 1, 5_000);
        world.runFor(1_000);
        b.faults.down(false);
        world.runUntil(() -> b.replica.ready() && b.joined.size() > 1, 10_000);
        settle(a, b);
        assertThat(a.replica.view().queue(Desk.QUEUE).waiting()).isZero();
    }

    @Test
    void shouldLoadSnapshotWhenTheLogWasTrimmedPastIt() {
        SimNode a = ready("a");
        SimNode b = ready("b");
        done(a, Desk.queue(false));
        settle(a, b);
        b.faults.down(true);
        world.runFor(2_000);
        for (int customer = 0; customer < 20; customer++) {
            ask(a, Desk.start(customer, a.replica.node()));
        }
        snapshot(a);
        trimAll(a);
        b.faults.down(false);
        world.runUntil(() -> b.replica.ready() && b.joined.size() > 1, 10_000);
        settle(a, b);
        assertThat(b.replica.view().queue(Desk.QUEUE).waiting()).isEqualTo(20);
        assertThat(b.events).noneMatch(Event.MembershipRenewed.class::isInstance);
    }

    @Test
    void shouldMakeTheSameStateFromSnapshotAndTailAsFromReplay() {
        SimNode a = ready("a");
        done(a, Desk.queue(false));
        done(a, Desk.agent(1, 3));
        ask(a, Desk.start(1, a.replica.node()));
        snapshot(a);
        done(a, Desk.connect(1, a.replica.node()));
        done(a, Desk.available(1));
        SimNode fromSnapshot = ready("snapshot");
        SimNode fromStart = new SimNode(world, "replay", log, new InMemorySnapshotStore());
        world.runUntil(fromStart.replica::ready, 5_000);
        assertThat(fromSnapshot.replica.loadedPosition()).isPositive();
        assertThat(fromStart.replica.loadedPosition()).isZero();
        settle(a, fromSnapshot, fromStart);
    }

    @Test
    void shouldTryOlderSnapshotWhenTheNewestIsOfALostPast() {
        SimNode a = ready("a");
        done(a, Desk.queue(false));
        snapshot(a);
        long kept = a.position();
        world.runFor(1_000);
        snapshot(a);
        log.rollBackTo(kept);
        world.runUntil(() -> a.joined.size() > 1 && a.replica.ready(), 10_000);
        SimNode b = ready("b");
        settle(a, b);
        assertThat(b.replica.loadedPosition()).isLessThanOrEqualTo(kept);
        assertThat(b.replica.view().queues()).hasSize(1);
    }

    @Test
    void shouldStopLoudlyAtWhatItCannotReadUntilAnOperatorSkipsIt() {
        SimNode a = ready("a");
        SimLoop stranger = world.newLoop("newer version");
        var unused = stranger.call(() -> log.forNode(stranger).append(List.of(new byte[] {99}), 0));
        world.runFor(1_000);
        assertThat(a.replica.ready()).isFalse();
        assertThat(a.fatal).singleElement().asString().contains("unreadable").contains("sb:{r0}:skip");
        long bad = log.entries().get(log.entries().size() - 1).position();
        assertThat(a.fatal.get(0)).contains("position " + bad);

        log.skip(bad);
        SimNode b = ready("b");
        assertThat(b.fatal).isEmpty();
        assertThat(b.position()).isGreaterThan(bad);
    }

    @Test
    void shouldBeUnreadyWhileTheLogIsFull() {
        var small = new InMemoryLogStore(world::utcMs, 10);
        SimNode a = new SimNode(world, "a", small, snapshots);
        world.runUntil(() -> small.entries().size() == 10, 10_000);
        CompletableFuture<Outcome> refused = a.submit(Desk.queue(true));
        world.runFor(100);
        assertThat(SimNode.reason(refused)).isEqualTo(Reason.LOG_FULL);
        world.runFor(3_500);
        assertThat(a.replica.ready()).isFalse();

        snapshot(a);
        var unused = a.loop.call(() -> small.forNode(a.loop).trim(5));
        world.runUntil(a.replica::ready, 5_000);
    }

    @Test
    void shouldLeaveSoThatOthersNeedNotWait() {
        SimNode a = ready("a");
        SimNode b = ready("b");
        var left = b.loop.call(() -> b.replica.leave().toCompletableFuture());
        world.runFor(50);
        assertThat(left).isCompleted();
        assertThat(a.events).contains(new Event.NodeRemoved(b.replica.node(), false));
        assertThat(b.replica.ready()).isFalse();
        assertThat(b.joined).hasSize(1);
    }

    private SimNode node(String name) {
        return new SimNode(world, name, log, snapshots);
    }

    private SimNode ready(String name) {
        SimNode node = node(name);
        world.runUntil(node.replica::ready, 5_000);
        return node;
    }

    private Outcome ask(SimNode node, Command command) {
        CompletableFuture<Outcome> answer = node.submit(command);
        world.runUntil(answer::isDone, 6_000);
        return answer.join();
    }

    private void done(SimNode node, Command command) {
        assertThat(ask(node, command)).isEqualTo(new Outcome.Done());
    }

    private void snapshot(SimNode node) {
        var saved = new Snapshots(snapshots.forNode(node.loop));
        var shown = node.loop.call(() ->
                saved.write(node.replica.snapshot(), 1).thenCompose(saved::show).toCompletableFuture());
        world.runUntil(shown::isDone, 1_000);
        shown.join();
    }

    private void trimAll(SimNode node) {
        long upTo = log.entries().get(log.entries().size() - 1).position();
        snapshot(node);
        long position = Math.min(upTo, node.position());
        var unused = node.loop.call(() -> log.forNode(node.loop).trim(position));
        world.runFor(10);
    }

    private List<Long> positions() {
        return log.entries().stream().map(LogStore.RawEntry::position).toList();
    }

    /** All at the same position, with the same hash there. */
    private void settle(SimNode... nodes) {
        world.runUntil(() -> allAt(nodes, log.tip().position()), 5_000);
        for (SimNode node : nodes) {
            assertThat(node.replica.stateHash()).isEqualTo(nodes[0].replica.stateHash());
        }
    }

    private static boolean allAt(SimNode[] nodes, long position) {
        for (SimNode node : nodes) {
            if (node.position() != position || !node.replica.ready()) {
                return false;
            }
        }
        return true;
    }
}
