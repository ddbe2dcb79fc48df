package dev.switchboard.server.redis;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Response;

/**
 * The calls that travel in one pipeline. A script goes in full the first time and by its name from then on: a name that
 * Redis had forgotten would fail some calls of a pipeline while later ones, after somebody else loaded the script, would
 * succeed, and messages would change their order. In a cluster the pipeline splits into one per server, so every call
 * carries its script.
 */
final class Batch {
    private final AbstractPipeline pipeline;
    private final boolean cluster;
    private final Set<Script> sent = EnumSet.noneOf(Script.class);

    Batch(AbstractPipeline pipeline, boolean cluster) {
        this.pipeline = pipeline;
        this.cluster = cluster;
    }

    Response<Object> run(Script script, List<byte[]> keys, List<byte[]> args) {
        if (sent.add(script) || cluster) {
            return pipeline.eval(script.source(), keys, args);
        }
        return pipeline.evalsha(script.sha(), keys, args);
    }

    /** Plain commands. */
    AbstractPipeline commands() {
        return pipeline;
    }
}
