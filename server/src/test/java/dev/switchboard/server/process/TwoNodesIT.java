package dev.switchboard.server.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.client.AgentChat;
import dev.switchboard.client.AgentEndReason;
import dev.switchboard.client.Chat;
import dev.switchboard.client.CloseReason;
import dev.switchboard.client.Credentials;
import dev.switchboard.client.OfflineDraft;
import dev.switchboard.client.OfflineMessage;
import dev.switchboard.client.OfflineMessages;
import dev.switchboard.client.Receipt;
import dev.switchboard.server.redis.embedded.EmbeddedRedis;
import dev.switchboard.server.redis.embedded.EmbeddedRedisOptions;
import dev.switchboard.server.redis.embedded.EmbeddedRedisOptions.Fsync;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two servers on one Redis are one desk. */
class TwoNodesIT {
    @RegisterExtension
    private final Servers servers = new Servers();

    /**
     * 1. A customer on one node and an agent on the other talk. 2. The agent's node is killed; the customer talks on. 3. The
     * node comes back, and with it the agent, who gets what was said and answers. 4. The agent closes on his node.
     */
    @Test
    void shouldKeepAChatWhoseAgentsNodeIsKilled() throws Exception {
        Desk desk = desk();
        ServerProcess one = desk.one;
        ServerProcess two = desk.two;
        Colleague anna = servers.colleague(two, Credentials.password("anna", desk.password))
                .available();
        Customer customer = servers.customer(one);
        Chat chat = customer.open("help");
        AgentChat taken = anna.acceptNext();
        Talk.done(chat.send("one to two"));
        Talk.untilTextIs(anna.seen(chat.id()), "one to two");
        Talk.done(taken.send("two to one"));
        Talk.untilTextIs(customer.seen, "two to one");

        two.kill();
        List<String> alone = IntStream.range(0, 10).mapToObj(i -> "alone " + i).toList();
        for (String text : alone) {
            Talk.done(chat.send(text));
        }
        CompletableFuture<Receipt> answer = taken.send("answer");
        two.start("serve");

        Talk.done(answer);
        Talk.untilTextIs(customer.seen, "answer");
        Talk.untilTextIs(anna.seen(chat.id()), "alone 9");
        Talk.done(taken.send("last words"));
        Talk.done(taken.close(AgentEndReason.SOLVED));
        assertThat(Talk.done(customer.closed)).isEqualTo(CloseReason.SOLVED);
        assertThat(Talk.texts(customer.seen))
                .startsWith("one to two", "two to one")
                .containsSubsequence(alone)
                .contains("answer")
                .endsWith("last words")
                .hasSize(14);
        Talk.assertUnbroken(customer.seen);
        Talk.assertUnbroken(anna.seen(chat.id()));
        assertThat(customer.resets).hasValue(0);
        assertThat(anna.resets).hasValue(0);
    }

    /** 1. A customer leaves a message on one node, which is killed. 2. On the other his agent lists and answers it. */
    @Test
    void shouldKeepAMessageWhoseNodeIsKilled() throws Exception {
        Desk desk = desk();
        Customer customer = servers.customer(desk.one);
        Talk.done(customer.client.connect());
        Talk.done(customer.client.leaveMessage(
                new OfflineDraft("", "", "Carla", "carla@example.com", "Where is my parcel?")));
        desk.one.kill();

        Colleague anna = servers.colleague(desk.two, Credentials.password("anna", desk.password))
                .available();
        OfflineMessages page = Talk.done(anna.client.offlineMessages(false, "", 10));
        assertThat(page.open()).isEqualTo(1);
        OfflineMessage message = page.items().get(0);
        assertThat(message.contact()).isEqualTo("carla@example.com");
        assertThat(message.text()).isEqualTo("Where is my parcel?");
        OfflineMessage answered = Talk.done(anna.client.answerOfflineMessage(message.id()));
        assertThat(answered.answeredBy()).isPresent();
        assertThat(Talk.done(anna.client.offlineMessages(false, "", 10)).items())
                .isEmpty();
        assertThat(Talk.done(anna.client.offlineMessages(true, "", 10)).items()).containsExactly(answered);
    }

    private record Desk(ServerProcess one, ServerProcess two, String password) {}

    /** Two servers, and the agent anna. */
    private Desk desk() throws Exception {
        EmbeddedRedis redis = servers.underneath(EmbeddedRedis.start(
                EmbeddedRedisOptions.in(servers.folder("redis")).withFsync(Fsync.NO)));
        String url = "redis://:" + servers.secret(redis.password()) + "@127.0.0.1:"
                + redis.uri().getPort();
        ServerProcess one = servers.create().with("REDIS_URL", url);
        ServerProcess two = servers.create().with("REDIS_URL", url);
        String password = servers.secret("correct horse battery");
        assertThat(one.run(password + "\n", "init-admin").exitCode()).isZero();
        one.start("serve");
        two.start("serve");
        var admin = new AdminApi(one.http());
        admin.signIn("admin", password);
        admin.makeDesk("anna", password, 1, "http://localhost:" + one.port());
        return new Desk(one, two, password);
    }
}
