package dev.switchboard.server.redis;

import dev.switchboard.server.record.LastAgents;
import dev.switchboard.server.routing.model.AgentId;
import dev.switchboard.server.routing.model.CustomerId;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Response;
import redis.clients.jedis.params.SetParams;

/** One key per customer, in a slot of its own, which expires. */
final class RedisLastAgents implements LastAgents {
    private final Keys keys;
    private final RedisLimits limits;
    private final Lane writing;
    private final Lane reading;

    /** @param writing with one thread, so that what is put last is written last */
    RedisLastAgents(Keys keys, RedisLimits limits, Lane writing, Lane reading) {
        this.keys = keys;
        this.limits = limits;
        this.writing = writing;
        this.reading = reading;
    }

    @Override
    public CompletionStage<Void> put(CustomerId customer, AgentId agent) {
        var expiring = new SetParams().px(limits.recordLife().toMillis());
        return writing.call(
                Operation.LAST_AGENT_PUT,
                batch -> Answers.none(
                        batch.commands().set(keys.lastAgent(customer), Bytes.of(agent.value()), expiring)));
    }

    @Override
    public CompletionStage<@Nullable AgentId> of(CustomerId customer) {
        return reading.call(Operation.LAST_AGENT_READ, batch -> {
            Response<byte[]> answer = batch.commands().get(keys.lastAgent(customer));
            return () -> answer.get() == null ? null : new AgentId(Bytes.number(answer.get()));
        });
    }
}
