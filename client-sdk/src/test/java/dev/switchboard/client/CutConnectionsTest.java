package dev.switchboard.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.protocol.ErrorCode;
import dev.switchboard.protocol.v1.ServerFrame;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Goal: whatever the network does, a listener is told each message once and in order, and each acknowledged text is stored
 * once, in the order of sending.
 *
 * <p>From a seed: the customer and somebody else write; connections are cut, pushes skipped, requests refused or left
 * without an answer. Then the faults end and everything has to settle.
 */
class CutConnectionsTest {

    private static final long SEEDS = Long.getLong("seeds", 150);

    static List<Long> seeds() {
        Long one = Long.getLong("seed");
        if (one != null) {
            return List.of(one);
        }
        List<Long> seeds = new ArrayList<>();
        for (long seed = 1; seed <= SEEDS; seed++) {
            seeds.add(seed);
        }
        return seeds;
    }

    @ParameterizedTest(name = "-Dseed={0}")
    @MethodSource("seeds")
    void shouldTellEachMessageOnceAndInOrder(long seed) {
        VirtualWorld world = new VirtualWorld(seed);
        FakeDesk desk = new FakeDesk(world);
        List<Message> told = new ArrayList<>();
        ChatClient client = ChatClient.builder(URI.create("ws://desk.example"))
                .credentials(Credentials.customer("shop"))
                .resources(world)
                .requestDeadline(Duration.ofMinutes(5))
                .build();
        var unused = client.connect();
        CompletableFuture<Chat> opened =
                client.chat("billing").onMessage(told::add).open();

        // 1. Faults.
        desk.intercept = frame -> {
            if (frame.hasHello() || frame.hasHeartbeat()) {
                return null;
            }
            return switch ((int) world.random.nextLong(12)) {
                case 0 -> FakeDesk.errorFrame(ErrorCode.STORAGE_UNAVAILABLE);
                case 1 -> FakeDesk.errorFrame(ErrorCode.OUTCOME_UNKNOWN);
                case 2 -> ServerFrame.newBuilder();
                default -> null;
            };
        };
        while (!opened.isDone()) {
            world.runMs(50);
        }
        Chat chat = opened.join();
        FakeDesk.Room room = desk.rooms.get(chat.id());
        List<CompletableFuture<Receipt>> receipts = new ArrayList<>();
        for (int step = 0; step < 120; step++) {
            switch ((int) world.random.nextLong(6)) {
                case 0, 1 -> receipts.add(chat.send("mine " + receipts.size()));
                case 2, 3 -> desk.write(room, "other " + step, "other-" + step);
                case 4 -> desk.pushes = world.random.nextBoolean();
                default -> {
                    if (world.random.nextInt(3) == 0) {
                        world.link().cut();
                    }
                }
            }
            world.runMs(world.random.nextLong(200));
        }

        // 2. Everything settles.
        desk.intercept = frame -> null;
        desk.pushes = true;
        world.run(Duration.ofMinutes(2));
        desk.write(room, "the end", "the-end");
        world.run(Duration.ofMinutes(1));

        assertThat(receipts).allSatisfy(receipt -> assertThat(receipt).isCompleted());
        assertThat(told.stream().map(Message::sequence))
                .containsExactlyElementsOf(
                        room.entries.stream().map(entry -> entry.getSequence()).toList());
        List<String> mine =
                told.stream().filter(Message::own).map(Message::text).toList();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < receipts.size(); i++) {
            expected.add("mine " + i);
            assertThat(room.entries
                            .get((int) receipts.get(i).join().sequence() - 1)
                            .getText())
                    .isEqualTo("mine " + i);
        }
        assertThat(mine).isEqualTo(expected);
    }
}
