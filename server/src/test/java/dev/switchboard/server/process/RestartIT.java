package dev.switchboard.server.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.client.AgentChat;
import dev.switchboard.client.AgentEndReason;
import dev.switchboard.client.Chat;
import dev.switchboard.client.ChatPhase;
import dev.switchboard.client.ClientState;
import dev.switchboard.client.Credentials;
import dev.switchboard.client.Message;
import dev.switchboard.client.Place;
import dev.switchboard.client.Receipt;
import dev.switchboard.client.StateReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Nothing is lost, whoever ends: an agent with room for one chat talks to a first customer while a second one waits, the
 * server or its Redis ends, and all go on by themselves.
 */
class RestartIT {
    private static final Duration PATIENCE = Duration.ofSeconds(Talk.PATIENCE_S);

    @RegisterExtension
    private final Servers servers = new Servers();

    private ServerProcess server;
    private Colleague anna;
    private Customer first;
    private Customer second;
    private Chat chat;
    private Chat waiting;
    private AgentChat taken;

    /** Adds what the server is to be started with. */
    ServerProcess prepared(ServerProcess fresh) {
        return fresh;
    }

    @BeforeEach
    void talk() throws Exception {
        server = prepared(servers.create());
        String password = servers.secret("correct horse battery");
        assertThat(server.run(password + "\n", "init-admin").exitCode()).isZero();
        server.start("serve");
        var admin = new AdminApi(server.http());
        admin.signIn("admin", password);
        admin.makeDesk("anna", password, 1, "http://localhost:" + server.port());
        anna = servers.colleague(server, Credentials.password("anna", password)).available();
        first = servers.customer(server);
        chat = first.open("help");
        taken = anna.acceptNext();
        Talk.done(chat.send(servers.secret("before, from the customer")));
        Talk.done(taken.send(servers.secret("before, from Anna")));
        second = servers.customer(server);
        waiting = second.open("");
        await("place").until(() -> waiting.place().isPresent());
    }

    @Test
    void shouldGoOnAfterSigterm() throws Exception {
        ProcessHandle redis = server.redis().orElseThrow();

        assertThat(server.terminate()).isEqualTo(143);

        assertThat(ServerProcess.isAlive(redis)).isFalse();
        await("told to come back").atMost(PATIENCE).untilAsserted(() -> {
            assertThat(first.states).anyMatch(change -> change.reason() == StateReason.SERVER_WENT_AWAY);
            assertThat(anna.states).anyMatch(change -> change.reason() == StateReason.SERVER_WENT_AWAY);
        });
        goOn();
    }

    @Test
    void shouldGoOnAfterAKillOfTheServer() throws Exception {
        ProcessHandle redis = server.redis().orElseThrow();

        server.kill();

        await("end of the Redis that nobody needs").atMost(PATIENCE).until(() -> !ServerProcess.isAlive(redis));
        goOn();
    }

    /** The server is there again before its Redis has ended, and must not take it for somebody else's. */
    @Test
    void shouldGoOnAfterAKillOfServerAndRedisAtOnce() throws Exception {
        assertThat(server.redis().orElseThrow().destroyForcibly()).isTrue();
        server.kill();
        goOn();
    }

    /** What is sent meanwhile is acknowledged in the end, once each and in order. */
    @Test
    void shouldLoseNothingWhenRedisIsKilled() throws Exception {
        ProcessHandle redis = server.redis().orElseThrow();
        List<CompletableFuture<Receipt>> receipts = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            texts.add("message " + i);
            receipts.add(chat.send("message " + i));
            if (i == 10) {
                assertThat(redis.destroyForcibly()).isTrue();
            }
        }

        for (CompletableFuture<Receipt> receipt : receipts) {
            assertThat(Talk.done(receipt).sequence()).isPositive();
        }
        Talk.untilTextIs(taken(), "message 19");

        assertThat(Talk.texts(taken())).containsSubsequence(texts).doesNotHaveDuplicates();
        assertThat(server.redis()).isPresent().get().isNotEqualTo(redis);
        Talk.assertUnbroken(taken());
        Talk.assertUnbroken(first.seen);
        finish();
    }

    /** Sends while there is no server, starts it on the same directory, and talks on. */
    private void goOn() throws Exception {
        CompletableFuture<Receipt> meanwhile = chat.send("meanwhile, from the customer");
        CompletableFuture<Receipt> alsoMeanwhile = taken.send("meanwhile, from Anna");

        server.start("serve");

        Talk.done(meanwhile);
        Talk.done(alsoMeanwhile);
        Talk.done(chat.send("after, from the customer"));
        Talk.untilTextIs(taken(), "after, from the customer");
        Talk.done(taken.send("after, from Anna"));
        Talk.untilTextIs(first.seen, "after, from Anna");
        assertThat(Talk.texts(first.seen))
                .containsExactlyInAnyOrder(
                        "before, from the customer",
                        "before, from Anna",
                        "meanwhile, from the customer",
                        "meanwhile, from Anna",
                        "after, from the customer",
                        "after, from Anna");
        assertThat(Talk.script(taken())).isEqualTo(Talk.script(first.seen));
        Talk.assertUnbroken(first.seen);
        assertThat(anna.resets).hasValue(0);
        assertThat(first.resets).hasValue(0);
        await("second customer").atMost(PATIENCE).until(() -> second.client.state() == ClientState.CONNECTED);
        assertThat(waiting.phase()).isEqualTo(ChatPhase.WAITING);
        assertThat(waiting.place().map(Place::position)).hasValue(1);
        finish();
    }

    /** Closing the first chat makes room for the one that waits; it is offered at once, and once. */
    private void finish() throws Exception {
        assertThat(anna.offers).isEmpty();
        Talk.done(taken.close(AgentEndReason.SOLVED));
        AgentChat next = anna.acceptNext();
        assertThat(next.id()).isEqualTo(waiting.id());
        Talk.done(next.send("your turn"));
        Talk.untilTextIs(second.seen, "your turn");
        Talk.assertUnbroken(second.seen);
    }

    private List<Message> taken() {
        return anna.seen(chat.id());
    }
}
