package dev.switchboard.server.publisher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.server.log.CommandCodec;
import dev.switchboard.server.log.LogStore.RawEntry;
import dev.switchboard.server.log.SnapshotStore.Manifest;
import dev.switchboard.server.loop.SimWorld;
import dev.switchboard.server.record.ClosedChatRecord;
import dev.switchboard.server.record.DecisionRecord;
import dev.switchboard.server.record.DecisionRecord.Kind;
import dev.switchboard.server.record.RecordCodec;
import dev.switchboard.server.record.StoredRecord;
import dev.switchboard.server.replica.Desk;
import dev.switchboard.server.routing.Command;
import dev.switchboard.server.routing.Event;
import dev.switchboard.server.routing.Outcome;
import dev.switchboard.server.routing.model.Actor;
import dev.switchboard.server.routing.model.AgentId;
import dev.switchboard.server.routing.model.ChatId;
import dev.switchboard.server.routing.model.CloseReason;
import dev.switchboard.server.routing.model.NodeId;
import dev.switchboard.server.routing.model.OfferId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class PublisherTest {
    private static final PublisherOptions OFTEN = new PublisherOptions(20, 300_000);

    private final SimWorld world = new SimWorld(1);
    private final SimStores stores = new SimStores(world);

    /** Without ticks the offer would end with the next heartbeat, up to half a second late. */
    @Test
    void shouldEndOfferWithinMillisecondsOfItsDeadline() {
        SimControlNode a = ready("a");
        stores.openDesk(a, 1);
        world.runFor(137);
        start(a, 7);
        long offeredMs = world.nowMs();
        world.runUntil(() -> a.effects.stream().anyMatch(Event.OfferEnded.class::isInstance), 20_000);
        assertThat(world.nowMs() - offeredMs).isBetween(14_990L, 15_020L);
    }

    @Test
    void shouldLeaveTicksToTheFirstNodeAsLongAsItLives() {
        SimControlNode a = ready("a");
        SimControlNode b = ready("b");
        stores.openDesk(a, 1);
        start(a, 7);
        world.runFor(15_100);
        assertThat(ticksOf(a.replica.node())).isPositive();
        assertThat(ticksOf(b.replica.node())).isZero();

        a.loop.stop();
        world.runUntil(() -> b.publisher.isPublishing(), 5_000);
        world.runFor(20_000);
        assertThat(ticksOf(b.replica.node())).isPositive();
    }

    @Test
    void shouldRecordDecisionsAndClosedChatWithAllTimes() {
        SimControlNode a = ready("a");
        stores.openDesk(a, 1);
        ChatId chat = start(a, 7);
        world.runFor(2_000);
        OfferId offer = new OfferId(chat, 1);
        stores.ask(a, new Command.AcceptOffer(offer, new AgentId(1)));
        world.runFor(5_000);
        stores.ask(a, new Command.CloseChat(chat, new Actor.Agent(new AgentId(1)), 1, CloseReason.SOLVED));
        world.runFor(100);

        List<StoredRecord> records = records();
        assertThat(records)
                .filteredOn(DecisionRecord.class::isInstance)
                .extracting(stored -> ((DecisionRecord) stored).kind())
                .containsExactly(Kind.QUEUED, Kind.OFFERED, Kind.OFFER_ENDED, Kind.ASSIGNED);
        ClosedChatRecord closed = (ClosedChatRecord) records.get(records.size() - 1);
        assertThat(closed.chat()).isEqualTo(chat);
        assertThat(closed.agents()).containsExactly(new AgentId(1));
        assertThat(closed.assignments()).isEqualTo(1);
        assertThat(closed.reason()).isEqualTo("SOLVED");
        assertThat(closed.firstOfferedMs()).isEqualTo(closed.startedMs());
        assertThat(closed.waitedMs()).isBetween(1_990L, 2_010L);
        assertThat(closed.closedMs() - closed.firstAssignedMs()).isBetween(4_990L, 5_010L);
        assertThat(closed.closedUtcMs() - closed.startedUtcMs()).isBetween(6_990L, 7_010L);
    }

    @Test
    void shouldRecordTheWholeWaitAlsoAfterEveryNodeStartedFromSnapshot() {
        SimControlNode a = stores.ready("a", OFTEN);
        ask(a, Desk.queue(false));
        ChatId chat = start(a, 7);
        world.runUntil(() -> snapshotAt() > chat.value(), 60_000);
        a.loop.stop();
        SimControlNode b = ready("b");
        assertThat(b.replica.loadedPosition()).isGreaterThan(chat.value());
        Outcome ended = stores.ask(
                b, new Command.CloseChat(chat, new Actor.Supervisor(new AgentId(9)), 0, CloseReason.ADMINISTRATIVE));
        assertThat(ended).isEqualTo(new Outcome.Done());
        world.runUntil(() -> records().stream().anyMatch(ClosedChatRecord.class::isInstance), 10_000);
        ClosedChatRecord closed = (ClosedChatRecord) records().get(records().size() - 1);
        assertThat(closed.waitedMs())
                .isEqualTo(closed.closedMs() - closed.startedMs())
                .isPositive();
    }

    @Test
    void shouldPublishEachEventOnceAndInOrderWhenThePublisherChanges() {
        SimControlNode a = ready("a");
        SimControlNode b = ready("b");
        SimControlNode c = ready("c");
        ask(b, Desk.queue(false));
        for (int customer = 1; customer <= 60; customer++) {
            start(customer % 2 == 0 ? b : c, customer);
            if (customer == 20) {
                // It has published some, has some under way, and dies.
                a.faults.failPerMille(0, 500);
            }
            if (customer == 25) {
                a.loop.stop();
            }
        }
        world.runUntil(() -> started().size() == 60, 20_000);
        world.runFor(5_000);
        assertThat(started()).hasSize(60).doesNotHaveDuplicates().isSorted();
        assertThat(b.publisher.isPublishing()).isTrue();
        assertThat(c.publisher.isPublishing()).isFalse();
    }

    @Test
    void shouldNotDoubleWhenTwoPublishForAMoment() {
        SimControlNode a = ready("a");
        SimControlNode b = ready("b");
        ask(a, Desk.queue(false));
        // A cannot reach its stores and does not know that it was declared lost; then its calls come through again.
        start(a, 1);
        a.faults.delay(2_500, 2_500);
        for (int customer = 2; customer <= 30; customer++) {
            start(b, customer);
        }
        world.runFor(6_000);
        a.faults.clear();
        world.runFor(10_000);
        stores.settle();
        assertThat(started()).hasSize(30).doesNotHaveDuplicates().isSorted();
    }

    @Test
    void shouldTrimBehindTheSnapshotBeforeTheLastAndArchiveWhatGoes() {
        SimControlNode a = stores.ready("a", OFTEN);
        ask(a, Desk.queue(false));
        List<RawEntry> beginning = List.copyOf(stores.log.entries());
        world.runUntil(() -> stores.log.entries().get(0).position() > 30, 120_000);
        world.runFor(100);

        assertThat(stores.snapshots.archived()).startsWith(beginning.toArray(RawEntry[]::new));
        long firstKept = stores.log.entries().get(0).position();
        assertThat(stores.snapshots.archived()).hasSize((int) firstKept - 1);
        var manifests =
                a.loop.call(() -> stores.snapshots.forNode(a.loop).manifests().toCompletableFuture());
        world.runFor(10);
        assertThat(manifests.join()).hasSize(2);
        assertThat(manifests.join().get(1).position()).isEqualTo(firstKept - 1);
        // What is left is enough to begin with.
        SimControlNode b = ready("b");
        stores.settle();
        assertThat(b.replica.view().queues()).hasSize(1);
    }

    @Test
    void shouldShowNoSnapshotBeforeEverythingUpToItIsPublished() {
        SimControlNode a = stores.ready("a", OFTEN);
        ask(a, Desk.queue(false));
        start(a, 7);
        world.runFor(100);
        a.publisher.addEffect(
                (position, t, event) -> CompletableFuture.failedStage(new IllegalStateException("the effect fails")));
        start(a, 8);
        world.runFor(OutboxWriter.PATIENCE_MS - 2_000);
        assertThat(snapshotAt()).isZero();
        assertThat(started()).hasSize(1);
    }

    /** Else the log grew to its bound because of one chat, and nobody could begin another. */
    @Test
    void shouldGoOnWithoutAnEffectThatFailsForLong() {
        SimControlNode a = stores.ready("a", OFTEN);
        ask(a, Desk.queue(false));
        var failing = new AtomicBoolean(true);
        var done = new ArrayList<Long>();
        a.publisher.addEffect((position, t, event) -> {
            if (event instanceof Event.ChatStarted started) {
                if (failing.get() && started.chat().value() % 2 == 0) {
                    return CompletableFuture.failedStage(new IllegalStateException("this chat cannot be written"));
                }
                done.add(started.chat().value());
            }
            return CompletableFuture.completedStage(null);
        });
        var chats = new ArrayList<Long>();
        for (int customer = 1; customer <= 20; customer++) {
            chats.add(start(a, customer).value());
            world.runFor(137);
        }
        world.runFor(OutboxWriter.PATIENCE_MS + 5_000);
        long bad = chats.stream().filter(chat -> chat % 2 == 0).count();
        assertThat(bad).isBetween(1L, 19L);
        assertThat(started()).containsExactlyElementsOf(chats);
        assertThat(a.publisher.overdue()).isEqualTo((int) bad);
        world.runUntil(() -> snapshotAt() > chats.get(19), 60_000);

        failing.set(false);
        world.runFor(Overdue.RETRY_MS + 3_000);
        assertThat(a.publisher.overdue()).isZero();
        assertThat(done).containsAll(chats);
    }

    @Test
    void shouldMakeRoomWhenTheLogIsFull() {
        var small = new SimStores(world, 40);
        SimControlNode a = small.ready("a", PublisherOptions.DEFAULTS);
        small.ask(a, Desk.queue(false));
        world.runUntil(() -> small.log.entries().size() == 40, 60_000);
        world.runUntil(() -> small.log.entries().size() < 20, 60_000);
        world.runUntil(a.replica::ready, 5_000);
        assertThat(small.ask(a, Desk.start(7, a.replica.node()))).isInstanceOf(Outcome.Started.class);
    }

    @Test
    void shouldShowAgentsAndNodesToOtherPrograms() {
        SimControlNode a = ready("a");
        SimControlNode b = ready("b");
        stores.openDesk(b, 2);
        start(b, 7);
        world.runFor(100);
        assertThat(stores.outbox.projection("agent", 1))
                .containsSequence("presence", "AVAILABLE")
                .containsSequence("load", "1")
                .containsSequence("nodes", Long.toString(b.replica.node().value()));
        NodeId gone = a.replica.node();
        assertThat(stores.outbox.projection("node", gone.value())).isNotEmpty();
        a.loop.stop();
        world.runFor(5_000);
        start(b, 8);
        world.runFor(100);
        assertThat(stores.outbox.projection("node", gone.value())).isEmpty();
        assertThat(stores.outbox.projection("agent", 1)).containsSequence("load", "2");
    }

    private SimControlNode ready(String name) {
        return stores.ready(name, PublisherOptions.DEFAULTS);
    }

    private void ask(SimControlNode node, Command command) {
        assertThat(stores.ask(node, command)).isEqualTo(new Outcome.Done());
    }

    private ChatId start(SimControlNode node, long customer) {
        return ((Outcome.Started) stores.ask(node, Desk.start(customer, node.replica.node()))).chat();
    }

    private long ticksOf(NodeId node) {
        return stores.log.entries().stream()
                .map(entry -> CommandCodec.decode(entry.payload()))
                .filter(entry -> entry.sender().equals(node) && entry.command() instanceof Command.Tick)
                .count();
    }

    private List<StoredRecord> records() {
        return stores.outbox.records().stream()
                .map(stored -> RecordCodec.decode(stored.body()))
                .toList();
    }

    /** Chats of the outbox's "started" messages, in its order. */
    private List<Long> started() {
        return stores.outbox.outbox().stream()
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .filter(message -> message.contains("\"chat.started\""))
                .map(message -> Long.valueOf(message.replaceAll(".*\"chat\":\"r0-(\\d+)\".*", "$1")))
                .toList();
    }

    private long snapshotAt() {
        var loop = world.newLoop("look");
        var found = loop.call(() -> stores.snapshots.forNode(loop).manifests().toCompletableFuture());
        world.runFor(1);
        return found.join().stream().mapToLong(Manifest::position).max().orElse(0);
    }
}
