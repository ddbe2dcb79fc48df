package dev.switchboard.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.protocol.CloseCode;
import dev.switchboard.protocol.ErrorCode;
import dev.switchboard.protocol.v1.ClientFrame.BodyCase;
import dev.switchboard.protocol.v1.GoAway;
import dev.switchboard.protocol.v1.Heartbeat;
import dev.switchboard.protocol.v1.ServerFrame;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Coming, going and coming back, in virtual time. */
class ReconnectTest {

    private final VirtualWorld world = new VirtualWorld(2);
    private final FakeDesk desk = new FakeDesk(world);
    private final List<StateChange> changes = new ArrayList<>();

    private ChatClient client(Credentials credentials) {
        return ChatClient.builder(URI.create("ws://desk.example"))
                .credentials(credentials)
                .resources(world)
                .reconnect(Backoff.between(Duration.ofMillis(100), Duration.ofSeconds(2)))
                .onStateChange(changes::add)
                .build();
    }

    private ChatClient connected() {
        ChatClient client = client(Credentials.password("anna", "secret"));
        CompletableFuture<Void> connected = client.connect();
        world.runMs(100);
        assertThat(connected).isCompleted();
        changes.clear();
        return client;
    }

    /** Each time between an attempt, or the loss, and the next attempt; a refused socket tells so after 1 ms. */
    private List<Long> pausesOfAnOutage(Duration length) {
        world.openings.clear();
        world.down = true;
        long before = world.nowMs();
        world.link().cut();
        world.run(length);
        List<Long> pauses = new ArrayList<>();
        for (long opening : world.openings) {
            pauses.add(opening - before);
            before = opening;
        }
        return pauses;
    }

    @Test
    void shouldPauseUpToADoublingTime() {
        connected();
        List<Long> pauses = pausesOfAnOutage(Duration.ofSeconds(20));
        long[] top = {400, 800, 1_600, 2_000, 2_000, 2_000, 2_000, 2_000};
        for (int i = 0; i < top.length; i++) {
            assertThat(pauses.get(i)).isBetween(100L, top[i] + 1);
        }
        assertThat(pauses).anySatisfy(pause -> assertThat(pause).isGreaterThan(1_000));
    }

    @Test
    void shouldBeQuickInTheFirstMinuteOfAnOutageOnly() {
        ChatClient client = ChatClient.builder(URI.create("ws://desk.example"))
                .credentials(Credentials.password("anna", "secret"))
                .resources(world)
                .build();
        var unused = client.connect();
        world.runMs(100);
        List<Long> pauses = pausesOfAnOutage(Duration.ofMinutes(10));

        long passed = 0;
        int early = 0;
        for (long pause : pauses) {
            assertThat(pause)
                    .as("pause %d ms into the outage", passed)
                    .isBetween(250L, passed < 60_000 ? 5_001 : 30_001L);
            early += passed < 60_000 ? 1 : 0;
            passed += pause;
        }
        assertThat(early).isBetween(15, 40);
        assertThat(pauses)
                .hasSizeLessThan(early + 60)
                .anySatisfy(pause -> assertThat(pause).isGreaterThan(15_000));

        world.down = false;
        world.run(Duration.ofSeconds(40));
        assertThat(client.state()).isEqualTo(ClientState.CONNECTED);
        assertThat(pausesOfAnOutage(Duration.ofSeconds(30)))
                .as("the next outage begins anew")
                .allSatisfy(pause -> assertThat(pause).isLessThanOrEqualTo(5_001));
    }

    /** By the defaults: spread on the way out, spread and soon on the way back. */
    @Test
    void shouldBringBackACrowdSoonAndSpread() {
        int crowd = 1_000;
        List<ChatClient> clients = new ArrayList<>();
        for (int i = 0; i < crowd; i++) {
            ChatClient client = ChatClient.builder(URI.create("ws://desk.example"))
                    .credentials(Credentials.customer("shop"))
                    .resources(world)
                    .build();
            clients.add(client);
            var unused = client.connect();
        }
        world.run(Duration.ofSeconds(6));
        world.openings.clear();
        world.down = true;
        List.copyOf(world.links).forEach(VirtualWorld.Link::cut);
        world.run(Duration.ofSeconds(4));
        assertThat(mostIn100Ms()).isLessThan(crowd / 4);
        world.openings.clear();
        world.down = false;
        world.run(Duration.ofMillis(5_100));

        assertThat(clients).allSatisfy(client -> assertThat(client.state()).isEqualTo(ClientState.CONNECTED));
        assertThat(mostIn100Ms()).isLessThan(crowd / 10);
    }

    private long mostIn100Ms() {
        return world.openings.stream()
                .collect(Collectors.groupingBy(at -> at / 100, Collectors.counting()))
                .values()
                .stream()
                .mapToLong(Long::longValue)
                .max()
                .orElse(0);
    }

    @Test
    void shouldSpreadClientsThatLostTheSameServer() {
        List<ChatClient> clients = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            clients.add(connected());
        }
        world.openings.clear();
        List.copyOf(world.links).forEach(VirtualWorld.Link::cut);
        world.run(Duration.ofSeconds(5));

        assertThat(world.openings.stream().distinct().count()).isGreaterThan(20);
        assertThat(clients).allSatisfy(client -> assertThat(client.state()).isEqualTo(ClientState.CONNECTED));
    }

    @Test
    void shouldNotHurryBackToAServerThatDropsEverybodyAfterTheWelcome() {
        connected();
        world.openings.clear();
        desk.intercept = frame -> {
            if (frame.hasHello()) {
                VirtualWorld.Link link = world.link();
                world.at(20, link::cut);
            }
            return null;
        };
        world.link().cut();
        world.run(Duration.ofSeconds(20));

        assertThat(world.openings).hasSizeBetween(8, 24);
    }

    @Test
    void shouldGiveUpTheFirstConnectingAtTheDeadlineAndAllowAnother() {
        world.down = true;
        ChatClient client = client(Credentials.customer("shop"));
        CompletableFuture<Void> first = client.connect();
        CompletableFuture<Chat> waiting = client.chat("billing").open();
        world.run(Duration.ofSeconds(31));

        CustomerClientTest.assertFailed(first, dev.switchboard.client.ErrorCode.CONNECT_TIMED_OUT, true);
        assertThat(waiting).isCompletedExceptionally();
        assertThat(client.state()).isEqualTo(ClientState.DISCONNECTED);
        CompletableFuture<Chat> early = client.chat("billing").open();
        world.runMs(10);
        CustomerClientTest.assertFailed(early, dev.switchboard.client.ErrorCode.NOT_CONNECTED, false);

        world.down = false;
        CompletableFuture<Void> second = client.connect();
        world.runMs(100);
        assertThat(second).isCompleted();
        world.run(Duration.ofMinutes(2));
        assertThat(client.state()).isEqualTo(ClientState.CONNECTED);
    }

    @Test
    void shouldNoticeASilentlyDeadConnectionByAnUnansweredHeartbeat() {
        connected();
        world.link().cutSilently();
        world.run(Duration.ofSeconds(14));
        assertThat(changes).isEmpty();
        world.run(Duration.ofSeconds(3));

        assertThat(changes.get(0))
                .isEqualTo(
                        new StateChange(ClientState.CONNECTED, ClientState.RECONNECTING, StateReason.HEARTBEAT_MISSED));
        assertThat(changes.get(1).to()).isEqualTo(ClientState.CONNECTED);
    }

    /** It used to wait for two missed heartbeats, for customers a minute, and answered OUTCOME_UNKNOWN before that. */
    @Test
    void shouldSendAgainOnAnotherConnectionWhatMetASilentlyDeadOne() {
        ChatClient client = connected();
        CompletableFuture<Chat> chat = client.chat("billing").open();
        world.runMs(100);
        world.link().cutSilently();
        CompletableFuture<Receipt> receipt = chat.join().send("Is anybody there?");
        world.run(Duration.ofMillis(9_900));
        assertThat(changes).isEmpty();
        world.run(Duration.ofSeconds(1));

        assertThat(changes.get(0).reason()).isEqualTo(StateReason.HEARTBEAT_MISSED);
        assertThat(receipt).isCompleted();
        assertThat(desk.rooms.values())
                .singleElement()
                .satisfies(room -> assertThat(room.entries).hasSize(1));
    }

    @Test
    void shouldNotTakeASlowAnswerForADeadConnection() {
        ChatClient client = connected();
        CompletableFuture<Chat> chat = client.chat("billing").open();
        world.runMs(100);
        desk.intercept = frame -> frame.hasSend() ? ServerFrame.newBuilder() : null;
        desk.received.clear();
        CompletableFuture<Receipt> receipt = chat.join().send("Take your time");
        world.run(Duration.ofSeconds(15));
        desk.intercept = frame -> null;
        world.run(Duration.ofSeconds(6));

        assertThat(changes).isEmpty();
        assertThat(receipt).isCompleted();
        assertThat(desk.count(BodyCase.SEND)).isEqualTo(3);
    }

    /** Nothing but the request would make a customer's idle connection speak for 20 s. */
    @Test
    void shouldAskByAHeartbeatWhetherAnybodyIsThere() {
        desk.heartbeatMs = 20_000;
        ChatClient client = connected();
        CompletableFuture<Chat> chat = client.chat("billing").open();
        world.runMs(100);
        desk.intercept = frame -> frame.hasSend() ? ServerFrame.newBuilder() : null;
        var unused = chat.join().send("Take your time");
        world.run(Duration.ofMillis(4_900));
        assertThat(desk.count(BodyCase.HEARTBEAT)).isZero();
        world.run(Duration.ofSeconds(8));

        assertThat(desk.count(BodyCase.HEARTBEAT)).isEqualTo(1);
        assertThat(changes).isEmpty();
    }

    @Test
    void shouldStayOnAnIdleConnectionWhoseHeartbeatsAreAnswered() {
        connected();
        world.run(Duration.ofMinutes(5));

        assertThat(changes).isEmpty();
        assertThat(desk.count(BodyCase.HEARTBEAT)).isBetween(58L, 61L);
    }

    @Test
    void shouldComeBackWhenTheServerSaidSo() {
        connected();
        world.openings.clear();
        desk.push(ServerFrame.newBuilder()
                .setGoAway(GoAway.newBuilder().setReconnectInMs(3_000).setReason("drain")));
        world.runMs(20);
        world.link().closeByServer(CloseCode.DRAIN.number());
        long announced = world.nowMs();
        world.run(Duration.ofSeconds(10));

        assertThat(world.openings).hasSize(1);
        assertThat(world.openings.get(0) - announced).isBetween(2_900L, 6_000L);
        assertThat(changes.get(0).reason()).isEqualTo(StateReason.SERVER_WENT_AWAY);
        assertThat(changes.get(1).to()).isEqualTo(ClientState.CONNECTED);
    }

    @Test
    void shouldLeaveByItselfWhenTheServerAnnouncedButDidNotClose() {
        connected();
        world.openings.clear();
        desk.push(ServerFrame.newBuilder().setGoAway(GoAway.newBuilder().setReconnectInMs(1_000)));
        world.run(Duration.ofSeconds(10));

        assertThat(world.openings).hasSize(1);
        assertThat(changes).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource(CloseCode.class)
    void shouldDoWhatTheCloseCodeSays(CloseCode code) {
        ChatClient client = connected();
        desk.calls.clear();
        world.link().closeByServer(code.number());
        world.run(Duration.ofSeconds(2));

        switch (code.action()) {
            case COME_BACK -> {
                assertThat(client.state()).isEqualTo(ClientState.CONNECTED);
                assertThat(desk.calls).isEmpty();
            }
            case NEW_TOKEN -> {
                assertThat(client.state()).isEqualTo(ClientState.CONNECTED);
                assertThat(desk.calls).containsExactly("Renew");
                assertThat(changes.get(0).reason()).isEqualTo(StateReason.TOKEN_REFUSED);
            }
            case STAY_AWAY -> {
                assertThat(client.state()).isEqualTo(ClientState.CLOSED);
                assertThat(changes).hasSize(1);
                CompletableFuture<Void> again = client.connect();
                CustomerClientTest.assertFailed(again, dev.switchboard.client.ErrorCode.CLIENT_CLOSED, false);
            }
        }
    }

    @Test
    void shouldJudgeUnknownCloseCodesByTheirRange() {
        ChatClient client = connected();
        world.link().closeByServer(4_250);
        world.runMs(100);

        assertThat(client.state()).isEqualTo(ClientState.CLOSED);
        assertThat(changes.get(0).reason()).isEqualTo(StateReason.REFUSED);
    }

    @Test
    void shouldComeBackAfterGarbage() {
        ChatClient client = connected();
        world.link().garbage(new byte[] {(byte) 0xff, 1, 2});
        world.run(Duration.ofSeconds(2));

        assertThat(changes.get(0).reason()).isEqualTo(StateReason.PROTOCOL_VIOLATION);
        assertThat(client.state()).isEqualTo(ClientState.CONNECTED);
    }

    @Test
    void shouldIgnoreUnknownFramesAndStrayReplies() {
        ChatClient client = connected();
        desk.push(ServerFrame.newBuilder());
        desk.push(ServerFrame.newBuilder().setReplyTo(4_711).setHeartbeat(Heartbeat.getDefaultInstance()));
        desk.push(ServerFrame.newBuilder().setReplyTo(4_711));
        world.run(Duration.ofSeconds(2));

        assertThat(client.state()).isEqualTo(ClientState.CONNECTED);
        assertThat(changes).isEmpty();
    }

    @Test
    void shouldRenewTheTokenOnTheLiveConnectionBeforeItEnds() {
        desk.tokenLifeMs = 60_000;
        connected();
        world.run(Duration.ofMinutes(5));

        assertThat(changes).isEmpty();
        assertThat(desk.calls).containsOnly("SignIn", "Renew");
        assertThat(desk.count(BodyCase.AUTHENTICATE)).isEqualTo(6);
        assertThat(desk.received.stream().filter(frame -> frame.hasAuthenticate()))
                .first()
                .satisfies(
                        frame -> assertThat(frame.getAuthenticate().getToken()).isEqualTo("access-2"));
    }

    @Test
    void shouldTryRenewalAgainWhenTheTokenServiceIsAway() {
        desk.tokenLifeMs = 60_000;
        connected();
        int[] refusals = {3};
        desk.http = path -> refusals[0]-- > 0 ? FakeDesk.refusal(ErrorCode.NOT_READY) : null;
        world.run(Duration.ofSeconds(70));

        assertThat(changes).isEmpty();
        assertThat(desk.count(BodyCase.AUTHENTICATE)).isEqualTo(1);
    }

    @Test
    void shouldUseTheRenewalTokenAfterALongSleepAndThePasswordWhenThatIsOverToo() {
        desk.tokenLifeMs = 60_000;
        ChatClient client = connected();
        world.down = true;
        world.link().cut();
        world.run(Duration.ofMinutes(10));
        desk.calls.clear();
        world.down = false;
        world.run(Duration.ofSeconds(5));
        assertThat(desk.calls).containsExactly("Renew");
        assertThat(client.state()).isEqualTo(ClientState.CONNECTED);

        world.down = true;
        world.link().cut();
        world.run(Duration.ofHours(3));
        desk.calls.clear();
        world.down = false;
        world.run(Duration.ofSeconds(5));
        assertThat(desk.calls).containsExactly("SignIn");
        assertThat(client.state()).isEqualTo(ClientState.CONNECTED);
    }

    @Test
    void shouldSignInAnewWhenTheRenewalTokenIsRefused() {
        ChatClient client = connected();
        desk.http = path -> path.endsWith("Renew") ? FakeDesk.refusal(ErrorCode.TOKEN_INVALID) : null;
        desk.calls.clear();
        world.link().closeByServer(CloseCode.TOKEN_INVALID.number());
        world.run(Duration.ofSeconds(2));

        assertThat(desk.calls).containsExactly("Renew", "SignIn");
        assertThat(client.state()).isEqualTo(ClientState.CONNECTED);
    }

    @Test
    void shouldCloseForGoodWhenThePasswordIsWrong() {
        desk.http = path -> FakeDesk.refusal(ErrorCode.SIGN_IN_FAILED);
        ChatClient client = client(Credentials.password("anna", "wrong"));
        CompletableFuture<Void> connected = client.connect();
        world.runMs(100);

        CustomerClientTest.assertFailed(connected, dev.switchboard.client.ErrorCode.SIGN_IN_FAILED, false);
        assertThat(changes.get(1))
                .isEqualTo(new StateChange(ClientState.CONNECTING, ClientState.CLOSED, StateReason.SIGN_IN_FAILED));
    }

    @Test
    void shouldNotUseALinkTwice() {
        ChatClient client = client(Credentials.oneTimeLink("abc"));
        var unused = client.connect();
        world.runMs(100);
        desk.http = path -> FakeDesk.refusal(ErrorCode.TOKEN_INVALID);
        world.link().closeByServer(CloseCode.TOKEN_INVALID.number());
        world.run(Duration.ofSeconds(2));

        assertThat(desk.calls).containsExactly("RedeemLink", "Renew");
        assertThat(client.state()).isEqualTo(ClientState.CLOSED);
    }

    @Test
    void shouldStayBelowTheServersFrameLimitWhenResending() {
        desk.framesPerSecond = 20;
        desk.framesBurst = 40;
        ChatClient client = ChatClient.builder(URI.create("ws://desk.example"))
                .credentials(Credentials.customer("shop"))
                .resources(world)
                .build();
        List<CompletableFuture<Chat>> chats = new ArrayList<>();
        var unused = client.connect();
        for (int i = 0; i < 300; i++) {
            chats.add(client.chat("queue-" + i).open());
        }
        int seenBefore = 0;
        for (int second = 0; second < 20; second++) {
            world.run(Duration.ofSeconds(1));
            int seen = desk.received.size();
            assertThat(seen - seenBefore).isLessThanOrEqualTo(second == 0 ? 60 : 20);
            seenBefore = seen;
        }
        assertThat(chats).allSatisfy(chat -> assertThat(chat).isCompleted());
    }
}
