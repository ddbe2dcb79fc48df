package dev.switchboard.server.publisher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.server.loop.SimWorld;
import dev.switchboard.server.record.ClosedChatRecord;
import dev.switchboard.server.record.RecordCodec;
import dev.switchboard.server.replica.Desk;
import dev.switchboard.server.routing.Command;
import dev.switchboard.server.routing.Outcome;
import dev.switchboard.server.routing.RoutingView.ChatView;
import dev.switchboard.server.routing.model.Actor;
import dev.switchboard.server.routing.model.AgentId;
import dev.switchboard.server.routing.model.ChatId;
import dev.switchboard.server.routing.model.CloseReason;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * Whole clusters under faults, one per seed. Phase one: nodes start chats while calls are late and fail in every way and
 * nodes die and come back. Phase two: fair weather, and everything must settle: one state on all nodes, each acknowledged
 * chat there under the id its customer was told, each event published once and in order.
 *
 * <p>A failure names the seed; {@code -Dsim.seed=N} runs that one alone, {@code -Dsim.seeds=N} the first N.
 */
@Tag("sim")
class ControlPathSimulationTest {
    private static final PublisherOptions OFTEN = new PublisherOptions(150, 20_000);

    @TestFactory
    Stream<DynamicTest> shouldLoseAndDoubleNothing() {
        Long only = Long.getLong("sim.seed");
        LongStream seeds =
                only != null ? LongStream.of(only) : LongStream.rangeClosed(1, Long.getLong("sim.seeds", 40));
        return seeds.mapToObj(seed -> DynamicTest.dynamicTest("seed " + seed, () -> new Run(seed).run()));
    }

    private static final class Run {
        private final SimWorld world;
        private final Random random;
        private final SimStores stores;
        private final List<SimControlNode> nodes = new ArrayList<>();
        private final Map<Long, List<CompletableFuture<Outcome>>> answers = new HashMap<>();
        private long customers;
        private int restarts;

        Run(long seed) {
            world = new SimWorld(seed);
            random = world.random();
            stores = new SimStores(world);
        }

        void run() {
            for (int i = 0; i < 3; i++) {
                nodes.add(stores.ready("node " + i, OFTEN));
            }
            assertThat(stores.ask(nodes.get(0), Desk.queue(false))).isEqualTo(new Outcome.Done());
            for (int step = 0; step < 300; step++) {
                step();
                world.runFor(random.nextInt(120));
            }
            settle();
            check();
        }

        private void step() {
            SimControlNode node = nodes.get(random.nextInt(nodes.size()));
            int draw = random.nextInt(100);
            if (draw < 55) {
                start(node, ++customers);
            } else if (draw < 70 && customers > 0) {
                // A customer who is not sure repeats with the same key, on any node.
                start(node, 1 + random.nextLong(customers));
            } else if (draw < 80) {
                close(node);
            } else if (draw < 88) {
                node.faults.delay(0, random.nextInt(40)).failPerMille(random.nextInt(200), random.nextInt(200));
            } else if (draw < 92) {
                node.faults.down(true);
            } else if (draw < 98) {
                node.faults.clear();
            } else {
                restart(node);
            }
        }

        private void start(SimControlNode node, long customer) {
            answers.computeIfAbsent(customer, key -> new ArrayList<>())
                    .add(node.submit(Desk.start(customer, node.replica.node())));
        }

        private void close(SimControlNode node) {
            var waiting = new ArrayList<ChatView>();
            node.replica.view().forEachWaiting(Desk.QUEUE, waiting::add);
            if (!waiting.isEmpty()) {
                ChatId chat = waiting.get(random.nextInt(waiting.size())).id();
                Actor supervisor = new Actor.Supervisor(new AgentId(9));
                var unused = node.submit(new Command.CloseChat(chat, supervisor, 0, CloseReason.ADMINISTRATIVE));
            }
        }

        private void restart(SimControlNode node) {
            node.loop.stop();
            nodes.remove(node);
            nodes.add(stores.start("restarted " + ++restarts, OFTEN));
        }

        private void settle() {
            nodes.forEach(node -> node.faults.clear());
            world.runFor(15_000);
            stores.settle();
            world.runFor(5_000);
            stores.settle();
        }

        private void check() {
            nodes.forEach(node -> assertThat(node.fatal).isEmpty());
            answers.forEach((customer, all) -> assertThat(chatsTold(all))
                    .as("customer %s; %s", customer, world)
                    .hasSizeLessThanOrEqualTo(1));
            List<Long> started = published("chat.started");
            assertThat(started).as("%s", world).doesNotHaveDuplicates().isSorted();
            answers.values().forEach(all -> assertThat(started).as("%s", world).containsAll(chatsTold(all)));
            List<Long> closed = published("chat.closed");
            assertThat(closed).as("%s", world).doesNotHaveDuplicates();
            assertThat(closed).as("%s", world).containsExactlyElementsOf(recordsOfClosed());
            assertThat(nodes.get(0).replica.view().queue(Desk.QUEUE).waiting())
                    .as("%s", world)
                    .isEqualTo(started.size() - closed.size());
        }

        private List<Long> recordsOfClosed() {
            return stores.outbox.records().stream()
                    .map(stored -> RecordCodec.decode(stored.body()))
                    .filter(ClosedChatRecord.class::isInstance)
                    .map(stored -> stored.chat().value())
                    .toList();
        }

        /** Ids that a customer was told, each once. */
        private static List<Long> chatsTold(List<CompletableFuture<Outcome>> answers) {
            return answers.stream()
                    .filter(answer -> answer.isDone() && !answer.isCompletedExceptionally())
                    .map(CompletableFuture::join)
                    .filter(Outcome.Started.class::isInstance)
                    .map(outcome -> ((Outcome.Started) outcome).chat().value())
                    .distinct()
                    .toList();
        }

        private List<Long> published(String type) {
            return stores.outbox.outbox().stream()
                    .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                    .filter(message -> message.contains("\"" + type + "\""))
                    .map(message -> Long.valueOf(message.replaceAll(".*\"chat\":\"r0-(\\d+)\".*", "$1")))
                    .toList();
        }
    }
}
