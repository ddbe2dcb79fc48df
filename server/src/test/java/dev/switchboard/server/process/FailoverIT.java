package dev.switchboard.server.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.client.AgentChat;
import dev.switchboard.client.AgentEndReason;
import dev.switchboard.client.Chat;
import dev.switchboard.client.CloseReason;
import dev.switchboard.client.Credentials;
import dev.switchboard.client.Receipt;
import dev.switchboard.server.redis.embedded.SentinelGroup;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A server behind Sentinel whose master is killed. */
class FailoverIT {
    @RegisterExtension
    private final Servers servers = new Servers();

    /** With replicas to wait for: what was acknowledged is there, what was under way arrives once, and the talk goes on. */
    @Test
    void shouldTalkOnWhenTheMasterIsKilled() throws Exception {
        SentinelGroup redis = servers.underneath(new SentinelGroup(servers.folder("redis"), 1));
        ServerProcess server = behind(redis);
        Colleague anna = desk(server, 1);
        Customer customer = servers.customer(server);
        Chat chat = customer.open("help");
        AgentChat taken = anna.acceptNext();

        var texts = new ArrayList<String>();
        var sent = new ArrayList<CompletableFuture<Receipt>>();
        for (int i = 0; i < 60; i++) {
            texts.add("text " + i);
            sent.add(chat.send("text " + i));
            if (i == 29) {
                Talk.done(sent.get(i));
            } else if (i == 39) {
                redis.killMaster();
            }
        }
        for (CompletableFuture<Receipt> each : sent) {
            Talk.done(each);
        }
        Talk.done(taken.send("last words"));
        Talk.untilTextIs(customer.seen, "last words");
        Talk.untilTextIs(anna.seen(chat.id()), "text 59");
        Talk.done(taken.close(AgentEndReason.SOLVED));
        assertThat(Talk.done(customer.closed)).isEqualTo(CloseReason.SOLVED);

        texts.add("last words");
        assertThat(Talk.texts(customer.seen)).isEqualTo(texts);
        assertThat(Talk.texts(anna.seen(chat.id()))).isEqualTo(texts);
        Talk.assertUnbroken(customer.seen);
        Talk.assertUnbroken(anna.seen(chat.id()));
    }

    /**
     * Without replicas to wait for, the last moments are lost with the master. The server notices that its log was rolled
     * back, goes on from what is left, and takes new chats.
     */
    @Test
    void shouldStartOverFromTheLogThatIsLeft() throws Exception {
        SentinelGroup redis = servers.underneath(new SentinelGroup(servers.folder("redis"), 0));
        ServerProcess server = behind(redis).with("REDIS_REPLICAS_MIN", "0");
        Colleague anna = desk(server, 10);
        Customer before = servers.customer(server);
        Chat kept = before.open("help");
        AgentChat keptBySide = anna.acceptNext();
        Talk.done(kept.send("before"));

        redis.cutReplication();
        Customer unlucky = servers.customer(server);
        Chat lost = unlucky.open("help");
        anna.acceptNext();
        Talk.done(lost.send("lost"));
        redis.killMaster();
        await("a node that starts over").atMost(Duration.ofSeconds(20)).until(() -> rejoined(server) && server.ready());

        Customer after = servers.customer(server);
        Chat fresh = after.open("help");
        AgentChat freshBySide = anna.acceptNext();
        Talk.done(fresh.send("after"));
        Talk.untilTextIs(anna.seen(fresh.id()), "after");
        Talk.done(freshBySide.send("welcome"));
        Talk.untilTextIs(after.seen, "welcome");
        Talk.done(keptBySide.send("still here"));
        Talk.untilTextIs(before.seen, "still here");
    }

    private static boolean rejoined(ServerProcess server) throws IOException {
        String output = server.output();
        int broken = output.indexOf("The log does not go on from this node's state");
        return broken >= 0 && output.indexOf("Joined as node", broken) > 0;
    }

    private ServerProcess behind(SentinelGroup redis) throws IOException {
        return servers.create()
                .with("REDIS_SENTINEL_MASTER", SentinelGroup.MASTER)
                .with("REDIS_SENTINEL_NODES", "127.0.0.1:" + redis.sentinel().getPort())
                .with("REDIS_PASSWORD", servers.secret(SentinelGroup.PASSWORD));
    }

    private Colleague desk(ServerProcess server, int capacity) throws Exception {
        String password = servers.secret("correct horse battery");
        assertThat(server.run(password + "\n", "init-admin").exitCode()).isZero();
        server.start("serve");
        var admin = new AdminApi(server.http());
        admin.signIn("admin", password);
        admin.makeDesk("anna", password, capacity, "http://localhost:" + server.port());
        return servers.colleague(server, Credentials.password("anna", password)).available();
    }
}
