package dev.switchboard.server.redis;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * The calls that travel in one pipeline. A script goes in full the first time and by its name from then on: a name that
 * Redis had forgotten would fail some calls of a pipeline while later ones, after somebody else loaded the script, would
 * succeed, and messages would change their order. In a cluster the pipeline splits into one per server, so every call
 * carries its script.
 */
final class Batch {
    /** Redis does nothing else while a script runs; with so many messages it runs for less than a millisecond. */
    private static final int GATHERED_MAX = 32;

    private final AbstractPipeline pipeline;
    private final @Nullable ClusterBatch cluster;
    private final Set<Script> sent = EnumSet.noneOf(Script.class);
    private @Nullable Gathered gathered;

    Batch(AbstractPipeline pipeline) {
        this.pipeline = pipeline;
        this.cluster = pipeline instanceof ClusterBatch of ? of : null;
    }

    Response<Object> run(Script script, List<byte[]> keys, List<byte[]> args) {
        end();
        return call(script, keys, args);
    }

    /**
     * A script that works on many things in one call, because calling it costs as much as its work. What is gathered
     * goes before whatever else is called. In a cluster one call may only touch one slot, so each goes alone.
     *
     * @param common first arguments of the script, the same for all
     * @return after the pipeline: the answer for this one
     */
    Supplier<Object> gather(Script script, List<byte[]> common, List<byte[]> keys, List<byte[]> args) {
        Gathered group = gathered;
        if (group == null || group.script != script || group.size == GATHERED_MAX || cluster != null) {
            end();
            group = new Gathered(script, common);
            gathered = group;
        }
        return group.add(keys, args);
    }

    /** Nothing more will be called. */
    void end() {
        Gathered group = gathered;
        if (group != null) {
            gathered = null;
            group.answers = call(group.script, group.keys, group.args);
        }
    }

    private Response<Object> call(Script script, List<byte[]> keys, List<byte[]> args) {
        if (sent.add(script) || cluster != null) {
            return pipeline.eval(script.source(), keys, args);
        }
        return pipeline.evalsha(script.sha(), keys, args);
    }

    /** Plain commands. */
    AbstractPipeline commands() {
        end();
        return pipeline;
    }

    /** One call of a script for many things. */
    private static final class Gathered {
        private final Script script;
        private final List<byte[]> keys = new ArrayList<>();
        private final List<byte[]> args = new ArrayList<>();
        private int size;
        private @Nullable Response<Object> answers;

        Gathered(Script script, List<byte[]> common) {
            this.script = script;
            args.addAll(common);
        }

        Supplier<Object> add(List<byte[]> moreKeys, List<byte[]> moreArgs) {
            keys.addAll(moreKeys);
            args.addAll(moreArgs);
            int index = size++;
            return () -> answer(index);
        }

        private Object answer(int index) {
            if (answers == null) {
                throw new IllegalStateException("The batch has not ended");
            }
            Object answer = Bytes.list(answers.get()).get(index);
            if (answer instanceof JedisDataException failure) {
                throw failure;
            }
            return answer;
        }
    }

    /**
     * Ends the batch with a wait for replicas.
     *
     * @return after the pipeline: how many replicas have everything that was written before, -1 when that is not known
     */
    IntSupplier awaitReplicas(int replicas, long waitMs) {
        end();
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
