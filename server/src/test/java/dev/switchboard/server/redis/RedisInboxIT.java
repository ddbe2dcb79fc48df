package dev.switchboard.server.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.server.inbox.Inbox;
import dev.switchboard.server.inbox.InboxKit;
import dev.switchboard.server.loop.Loop;
import dev.switchboard.server.routing.model.NodeId;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.UnifiedJedis;

class RedisInboxIT extends InboxKit {
    @RegisterExtension
    static final RedisServer REDIS = new RedisServer();

    @Override
    protected Inbox node(Loop loop) {
        return REDIS.storage(loop, TestLimits.small()).inbox();
    }

    /** A node that was stopped for a minute finds an inbox that others have made anew meanwhile. */
    @Test
    void shouldTellOfAGapWhenTheInboxExpired() {
        Received atBert = open(bert, ofBert, BERT);
        get(anna, () -> ofAnna.push(List.of(BERT), bytes("first")));
        atBert.expect("first");

        try (UnifiedJedis client = Clients.open(REDIS.options(), "test", 1, 0)) {
            client.del(REDIS.prefix() + ":{n:2}:inbox", REDIS.prefix() + ":{n:2}:number");
        }
        get(anna, () -> ofAnna.push(List.of(BERT), bytes("second")));

        await().atMost(Duration.ofSeconds(5)).until(() -> atBert.texts().contains("second"));
        assertThat(atBert.gaps()).isPositive();
    }

    @Test
    void shouldLetInboxesExpireThatNobodyReads() {
        get(anna, () -> ofAnna.push(List.of(new NodeId(99)), bytes("nobody")));

        UnifiedJedis client = REDIS.client();
        assertThat(client.keys(REDIS.prefix() + ":*").stream().map(client::pttl))
                .hasSize(2)
                .allMatch(life -> life > 0);
    }

    @Test
    void shouldDeleteTheInboxAtTheEnd() {
        Received atBert = open(bert, ofBert, BERT);
        get(anna, () -> ofAnna.push(List.of(BERT), bytes("first")));
        atBert.expect("first");
        ofBert.close();

        UnifiedJedis client = REDIS.client();
        await().atMost(Duration.ofSeconds(5))
                .until(() -> client.keys(REDIS.prefix() + ":*").isEmpty());
    }
}
