package dev.switchboard.server.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.server.loop.Loop;
import dev.switchboard.server.record.LastAgents;
import dev.switchboard.server.record.LastAgentsKit;
import dev.switchboard.server.routing.model.AgentId;
import dev.switchboard.server.routing.model.CustomerId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RedisLastAgentsIT extends LastAgentsKit {
    @RegisterExtension
    static final RedisServer REDIS = new RedisServer();

    @Override
    protected LastAgents node(Loop loop) {
        return REDIS.storage(loop, TestLimits.small()).lastAgents();
    }

    @Test
    void shouldForgetInTime() {
        LastAgents agents = node(anna);
        get(anna, () -> agents.put(new CustomerId(17), new AgentId(5)));
        assertThat(REDIS.client().pttl(REDIS.prefix() + ":{u:17}:agent"))
                .isBetween(1L, TestLimits.small().recordLife().toMillis());
    }
}
