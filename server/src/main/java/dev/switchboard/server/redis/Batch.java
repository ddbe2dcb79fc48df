package dev.switchboard.server.redis;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
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
    private final @Nullable ClusterBatch cluster;
    private final Set<Script> sent = EnumSet.noneOf(Script.class);

    Batch(AbstractPipeline pipeline) {
        this.pipeline = pipeline;
        this.cluster = pipeline instanceof ClusterBatch of ? of : null;
    }

    Response<Object> run(Script script, List<byte[]> keys, List<byte[]> args) {
        if (sent.add(script) || cluster != null) {
            return pipeline.eval(script.source(), keys, args);
        }
        return pipeline.evalsha(script.sha(), keys, args);
    }

    /** Plain commands. */
    AbstractPipeline commands() {
        return pipeline;
    }

    /**
     * Ends the batch with a wait for replicas.
     *
     * @return after the pipeline: how many replicas have everything that was written before, -1 when that is not known
     */
    IntSupplier awaitReplicas(int replicas, long waitMs) {
        List<Response<Long>> answers = cluster == null
                ? List.of(pipeline.waitReplicas("", replicas, waitMs))
                : cluster.waitOnEachServer(replicas, waitMs);
        return () -> answers.stream().mapToInt(Batch::count).min().orElse(-1);
    }

    private static int count(Response<Long> answer) {
        try {
            return answer.get().intValue();
        } catch (RuntimeException failed) {
            return -1;
        }
    }
}
