package dev.switchboard.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.protocol.ErrorCode;
import dev.switchboard.protocol.v1.ClientFrame.BodyCase;
import dev.switchboard.protocol.v1.PlaceUpdate;
import dev.switchboard.protocol.v1.ServerFrame;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The customer's side against a scripted server, in virtual time. */
class CustomerClientTest {

    private final VirtualWorld world = new VirtualWorld(1);
    private final FakeDesk desk = new FakeDesk(world);
    private final List<StateChange> changes = new ArrayList<>();
    private final List<String> texts = new ArrayList<>();
    private final List<String> events = new ArrayList<>();
    private final ChatClient client = ChatClient.builder(URI.create("ws://desk.example"))
            .credentials(Credentials.customer("shop", "https://shop.example"))
            .resources(world)
            .outstandingMax(10)
            .onStateChange(changes::add)
            .build();

    private void connect() {
        CompletableFuture<Void> connected = client.connect();
        world.runMs(100);
        assertThat(connected).isCompleted();
    }

    private Chat open(String queue) {
        CompletableFuture<Chat> opened = client.chat(queue)
                .onMessage(message -> texts.add(message.text()))
                .onSystemLine(line -> events.add("line " + line.textKey()))
                .onQueueMoved(place -> events.add("place " + place.position()))
                .onAssigned(agent -> events.add("assigned " + agent.name()))
                .onReset(() -> texts.add("RESET"))
                .onClosed(reason -> events.add("closed " + reason))
                .open();
        world.runMs(100);
        return opened.join();
    }

    private FakeDesk.Room room() {
        return desk.rooms.values().iterator().next();
    }

    @Test
    void shouldTellPlaceAgentTextsAndEndInOrder() {
        connect();
        Chat chat = open("billing");
        desk.push(ServerFrame.newBuilder()
                .setPlaceUpdate(
                        PlaceUpdate.newBuilder().setChat(chat.id()).setPlace(2).setWaiting(5)));
        desk.assign(room(), "a7");
        CompletableFuture<Receipt> receipt = chat.send("hello");
        CompletableFuture<Void> ended = chat.end(EndReason.SOLVED);
        world.runMs(200);

        assertThat(receipt.join().sequence()).isEqualTo(1);
        assertThat(ended).isCompleted();
        assertThat(texts).containsExactly("hello");
        assertThat(events).containsExactly("place 1", "place 2", "assigned Anna", "line closed", "closed SOLVED");
        assertThat(chat.phase()).isEqualTo(ChatPhase.CLOSED);
        assertThat(client.chats()).isEmpty();
    }

    @Test
    void shouldKeepTheChatObjectAndTellMissedTextsAfterALostConnection() {
        connect();
        Chat chat = open("billing");
        desk.write(room(), "one", "m-one");
        world.runMs(100);
        world.link().cut();
        world.runMs(10);
        desk.write(room(), "two", "m-two");
        desk.write(room(), "three", "m-three");
        world.runMs(2_000);

        assertThat(texts).containsExactly("one", "two", "three");
        assertThat(client.chats()).containsExactly(chat);
        assertThat(changes.stream().map(StateChange::to))
                .containsExactly(
                        ClientState.CONNECTING, ClientState.CONNECTED, ClientState.RECONNECTING, ClientState.CONNECTED);
        assertThat(changes.get(2).reason()).isEqualTo(StateReason.CONNECTION_LOST);
        assertThat(desk.received.stream().filter(frame -> frame.hasHello()).skip(1))
                .allSatisfy(frame -> assertThat(frame.getHello().getSession()).isEqualTo("s1"));
    }

    @Test
    void shouldResendUnansweredTextWithTheSameIdAndNotDoubleIt() {
        connect();
        Chat chat = open("billing");
        CompletableFuture<Receipt> receipt = chat.send("only once");
        // The server stores it, and the connection breaks before the answer arrives.
        while (room().entries.isEmpty()) {
            world.runMs(1);
        }
        world.link().cut();
        assertThat(receipt).isNotDone();
        world.runMs(2_000);

        assertThat(receipt.join().sequence()).isEqualTo(1);
        assertThat(texts).containsExactly("only once");
        assertThat(desk.received.stream()
                        .filter(frame -> frame.hasSend())
                        .map(frame -> frame.getSend().getMessageId())
                        .distinct())
                .hasSize(1);
        assertThat(desk.count(BodyCase.SEND)).isEqualTo(2);
    }

    @Test
    void shouldNotLetALaterTextOvertakeARefusedOne() {
        connect();
        Chat chat = open("billing");
        int[] refusals = {2};
        desk.intercept = frame ->
                frame.hasSend() && refusals[0]-- > 0 ? FakeDesk.errorFrame(ErrorCode.STORAGE_UNAVAILABLE) : null;
        var unused = chat.send("first");
        CompletableFuture<Receipt> second = chat.send("second");
        world.runMs(5_000);

        assertThat(second).isCompleted();
        assertThat(texts).containsExactly("first", "second");
    }

    @Test
    void shouldReportTheServersRefusalWhenTheDeadlinePasses() {
        connect();
        Chat chat = open("billing");
        desk.intercept = frame -> frame.hasSend() ? FakeDesk.errorFrame(ErrorCode.STORAGE_UNAVAILABLE) : null;
        CompletableFuture<Receipt> receipt = chat.send("never");
        world.runMs(29_000);
        assertThat(receipt).isNotDone();
        world.runMs(2_000);

        assertFailed(receipt, dev.switchboard.client.ErrorCode.STORAGE_UNAVAILABLE, true);
    }

    @Test
    void shouldReportUnknownOutcomeWhenTheServerNeverAnswers() {
        connect();
        Chat chat = open("billing");
        desk.intercept = frame -> frame.hasSend() ? ServerFrame.newBuilder() : null;
        CompletableFuture<Receipt> receipt = chat.send("lost?");
        world.runMs(31_000);

        assertFailed(receipt, dev.switchboard.client.ErrorCode.OUTCOME_UNKNOWN, true);
        assertThat(desk.count(BodyCase.SEND)).isEqualTo(3);
    }

    @Test
    void shouldReportTimeoutForWhatWasNeverSent() {
        connect();
        Chat chat = open("billing");
        world.down = true;
        world.link().cut();
        world.runMs(10);
        CompletableFuture<Receipt> receipt = chat.send("unsent");
        world.runMs(31_000);

        assertFailed(receipt, dev.switchboard.client.ErrorCode.TIMED_OUT, true);
    }

    @Test
    void shouldPassOnFinalRefusalsAtOnce() {
        connect();
        Chat chat = open("billing");
        desk.intercept = frame -> frame.hasSend() ? FakeDesk.errorFrame(ErrorCode.TEXT_EMPTY) : null;
        CompletableFuture<Receipt> receipt = chat.send(" ");
        world.runMs(50);

        assertFailed(receipt, dev.switchboard.client.ErrorCode.TEXT_EMPTY, false);
    }

    @Test
    void shouldRefuseATextThatWouldCostTheConnection() {
        connect();
        Chat chat = open("billing");
        CompletableFuture<Receipt> receipt = chat.send("x".repeat(70_000));
        world.runMs(50);

        assertFailed(receipt, dev.switchboard.client.ErrorCode.TEXT_TOO_LONG, false);
        assertThat(client.state()).isEqualTo(ClientState.CONNECTED);
    }

    @Test
    void shouldBoundOutstandingRequests() {
        connect();
        Chat chat = open("billing");
        desk.intercept = frame -> frame.hasSend() ? ServerFrame.newBuilder() : null;
        List<CompletableFuture<Receipt>> taken = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            taken.add(chat.send("text " + i));
        }
        assertFailed(chat.send("too many"), dev.switchboard.client.ErrorCode.TOO_MANY_REQUESTS, true);
        desk.intercept = frame -> null;
        world.runMs(20_000);

        assertThat(taken).allSatisfy(future -> assertThat(future).isCompleted());
        assertThat(chat.send("room again")).isNotDone();
        assertThat(texts).hasSize(10);
    }

    @Test
    void shouldFetchWhatIsMissingWhenAPushWasSkipped() {
        connect();
        open("billing");
        desk.write(room(), "1", "m-0001");
        desk.pushes = false;
        for (int i = 2; i <= 45; i++) {
            desk.write(room(), "" + i, "m-00" + i);
        }
        desk.pushes = true;
        desk.write(room(), "46", "m-0046");
        world.runMs(500);

        assertThat(texts).hasSize(46).startsWith("1", "2", "3").endsWith("45", "46");
        assertThat(texts).doesNotHaveDuplicates();
    }

    /** Goal: what is put aside behind a gap is bounded, and dropping it loses nothing. */
    @Test
    void shouldBoundWhatItPutsAsideBehindAGap() {
        connect();
        open("billing");
        desk.pushes = false;
        desk.write(room(), "0", "m-missing");
        desk.pushes = true;
        desk.intercept = frame -> frame.hasGetEntries() ? ServerFrame.newBuilder() : null;
        for (int i = 1; i <= 400; i++) {
            desk.write(room(), "" + i, "m-" + i);
        }
        world.runMs(1_000);
        assertThat(texts).isEmpty();
        desk.intercept = frame -> null;
        world.runMs(15_000);
        // Without the bound, the first page would have led to the end of all that was put aside.
        assertThat(desk.received.stream()
                        .filter(frame -> frame.hasGetEntries())
                        .anyMatch(frame -> frame.getGetEntries().getAfterSequence() > 200
                                && frame.getGetEntries().getAfterSequence() < 300))
                .isTrue();
        desk.write(room(), "401", "m-401");
        world.runMs(5_000);

        assertThat(texts).hasSize(402).startsWith("0", "1").endsWith("400", "401");
        assertThat(texts).doesNotHaveDuplicates();
    }

    @Test
    void shouldNotTakeHiddenEntriesForAGap() {
        connect();
        open("billing");
        room().hiddenUpTo = 1;
        room().entries
                .add(dev.switchboard.protocol.v1.Entry.newBuilder()
                        .setSequence(1)
                        .build());
        desk.write(room(), "visible", "m-visible");
        world.runMs(500);

        assertThat(texts).containsExactly("visible");
        assertThat(desk.count(BodyCase.GET_ENTRIES)).isZero();
    }

    @Test
    void shouldStartOverWhenTheServerCannotResume() {
        connect();
        open("billing");
        desk.write(room(), "old", "m-old");
        world.runMs(50);
        room().entries.clear();
        desk.pushes = false;
        for (int i = 1; i <= 30; i++) {
            desk.write(room(), "new " + i, "n-000" + i);
        }
        desk.whole = true;
        world.link().cut();
        world.runMs(2_000);

        assertThat(texts).hasSize(32).startsWith("old", "RESET", "new 1").endsWith("new 30");
    }

    @Test
    void shouldFindTheChatOfAnEarlierRunAgain() {
        desk.room("r0-77", "billing");
        desk.write(desk.rooms.get("r0-77"), "from before", "m-before");
        connect();
        Chat chat = open("billing");
        world.runMs(100);

        assertThat(chat.id()).isEqualTo("r0-77");
        assertThat(texts).containsExactly("from before");
        assertThat(desk.count(BodyCase.START_CHAT)).isZero();
    }

    @Test
    void shouldStartOneChatThoughTheAnswerWasLost() {
        connect();
        CompletableFuture<Chat> opened = client.chat("sales").open();
        while (desk.rooms.isEmpty()) {
            world.runMs(1);
        }
        world.link().cut();
        world.runMs(2_000);

        assertThat(opened).isCompleted();
        assertThat(desk.rooms).hasSize(1);
        assertThat(client.chats()).containsExactly(opened.join());
    }

    @Test
    void shouldOpenTheChatThoughOnlyAPushTellsOfIt() {
        connect();
        desk.intercept = frame -> frame.hasStartChat() ? ServerFrame.newBuilder() : null;
        CompletableFuture<Chat> opened = client.chat("billing")
                .onMessage(message -> texts.add(message.text()))
                .open();
        world.runMs(100);
        FakeDesk.Room room = desk.room("r0-5", "billing");
        room.chat.setKey(
                desk.received.get(desk.received.size() - 1).getStartChat().getKey());
        desk.pushes = false;
        desk.write(room, "hello", "m-1");
        desk.pushUpdate(room);
        world.runMs(31_000);

        assertThat(opened).isCompleted();
        assertThat(client.chats()).containsExactly(opened.join());
        assertThat(texts).containsExactly("hello");
    }

    /** The storage lost the chat before the start was answered, so that the repeat makes another. */
    @Test
    void shouldOpenTheChatOfTheRepeatWhenTheFirstWasLost() {
        connect();
        desk.intercept = frame -> frame.hasStartChat() ? ServerFrame.newBuilder() : null;
        CompletableFuture<Chat> opened = client.chat("billing")
                .onMessage(message -> texts.add(message.text()))
                .onReset(() -> texts.add("RESET"))
                .onClosed(reason -> events.add("closed " + reason))
                .open();
        world.runMs(100);
        FakeDesk.Room lost = desk.room("r0-55", "billing");
        lost.chat.setKey(
                desk.received.get(desk.received.size() - 1).getStartChat().getKey());
        desk.pushUpdate(lost);
        desk.write(lost, "lost", "m-1");
        world.runMs(100);
        desk.rooms.clear();
        desk.intercept = frame -> null;
        world.link().cut();
        world.runMs(2_000);

        assertThat(opened).isCompleted();
        assertThat(opened.join().id()).isNotEqualTo("r0-55");
        assertThat(client.chats()).containsExactly(opened.join());
        CompletableFuture<Receipt> receipt = opened.join().send("hello");
        world.runMs(200);
        assertThat(receipt).isCompleted();
        assertThat(texts).containsExactly("lost", "RESET", "hello");
        assertThat(events).isEmpty();
    }

    @Test
    void shouldCloseWhatTheServerForgot() {
        connect();
        Chat chat = open("billing");
        desk.rooms.clear();
        world.link().cut();
        world.runMs(2_000);

        assertThat(events).endsWith("closed UNKNOWN");
        assertThat(chat.phase()).isEqualTo(ChatPhase.CLOSED);
    }

    @Test
    void shouldTellTheLastTextBeforeTheEnd() {
        connect();
        open("billing");
        desk.pushes = false;
        desk.write(room(), "last words", "m-last");
        room().chat.setPhase(dev.switchboard.protocol.v1.ChatPhase.CHAT_PHASE_CLOSED);
        desk.pushUpdate(room());
        // From an agent on another node, whose entries take another way than the news of the end.
        desk.write(room(), "very last words", "m-very-last");
        desk.writeClosingLine(room());
        world.runMs(500);

        assertThat(texts).containsExactly("last words", "very last words");
        assertThat(events).containsExactly("place 1", "line closed", "closed UNKNOWN");
    }

    @Test
    void shouldNotWaitForeverForTheLineThatClosesAChat() {
        connect();
        open("billing");
        room().chat.setPhase(dev.switchboard.protocol.v1.ChatPhase.CHAT_PHASE_CLOSED);
        desk.pushUpdate(room());
        world.runMs(1_000);
        assertThat(events).containsExactly("place 1");

        world.runMs(20_000);
        assertThat(events).containsExactly("place 1", "closed UNKNOWN");
    }

    @Test
    void shouldFailEverythingAndCallBackOnceMoreOnClose() {
        connect();
        Chat chat = open("billing");
        desk.intercept = frame -> frame.hasSend() ? ServerFrame.newBuilder() : null;
        CompletableFuture<Receipt> underWay = chat.send("under way");
        world.runMs(50);
        changes.clear();
        desk.write(room(), "not told any more", "m-late");
        client.close();
        client.close();
        CompletableFuture<Receipt> late = chat.send("late");
        world.runMs(1_000);

        assertFailed(underWay, dev.switchboard.client.ErrorCode.CLIENT_CLOSED, false);
        assertFailed(late, dev.switchboard.client.ErrorCode.CLIENT_CLOSED, false);
        assertThat(texts).isEmpty();
        assertThat(changes)
                .containsExactly(new StateChange(ClientState.CONNECTED, ClientState.CLOSED, StateReason.REQUESTED));
        assertThat(client.state()).isEqualTo(ClientState.CLOSED);
        assertThat(world.link().isDead()).isTrue();
    }

    @Test
    void shouldRefuseWaitingInsideACallback() {
        connect();
        List<Throwable> thrown = new ArrayList<>();
        CompletableFuture<Chat> opened = client.chat("billing").open();
        CompletableFuture<Void> after = opened.thenAccept(chat -> {
            try {
                var unused = chat.send("hi").get();
            } catch (Exception refused) {
                thrown.add(refused);
            }
        });
        world.run(Duration.ofSeconds(1));

        assertThat(after).isCompleted();
        assertThat(thrown).singleElement().isInstanceOf(IllegalStateException.class);
    }

    @Test
    void shouldStopReadingWhileCallbacksDoNotKeepUp() {
        List<Runnable> parked = new ArrayList<>();
        ChatClient slow = ChatClient.builder(URI.create("ws://desk.example/ws"))
                .credentials(Credentials.customer("shop"))
                .resources(world)
                .executor(parked::add)
                .build();
        CompletableFuture<Chat> opened = slow.connect()
                .thenCompose(none -> slow.chat("billing")
                        .onMessage(message -> texts.add(message.text()))
                        .open());
        world.runMs(50);
        parked.remove(0).run();
        world.runMs(100);
        assertThat(opened).isNotDone();
        for (int i = 0; i < Callbacks.WAITING_HIGH + 500; i++) {
            desk.write(room(), "" + i, "m-" + i);
        }
        world.runMs(60_000);
        assertThat(world.link().reading).isFalse();
        assertThat(world.link().unread).isNotEmpty();
        assertThat(slow.state()).isEqualTo(ClientState.CONNECTED);

        for (int i = 0; i < 1_000 && !parked.isEmpty(); i++) {
            parked.remove(0).run();
            world.runMs(10);
        }
        assertThat(world.link().reading).isTrue();
        assertThat(texts).hasSize(Callbacks.WAITING_HIGH + 500).doesNotHaveDuplicates();
    }

    static void assertFailed(CompletableFuture<?> future, dev.switchboard.client.ErrorCode code, boolean retryable) {
        assertThat(future).isCompletedExceptionally();
        Throwable failure = future.handle((value, thrown) -> thrown).join();
        assertThat(failure).isInstanceOfSatisfying(ChatException.class, exception -> {
            assertThat(exception.code()).isEqualTo(code);
            assertThat(exception.retryable()).isEqualTo(retryable);
        });
    }
}
