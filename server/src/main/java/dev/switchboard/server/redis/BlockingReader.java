package dev.switchboard.server.redis;

import java.util.List;
import java.util.Map;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisNoScriptException;
import redis.clients.jedis.params.XReadParams;

/**
 * A connection for one thread that reads a stream by a script and, when there is nothing, waits for an entry. Waiting and
 * reading are two steps, because a script cannot wait and XREAD cannot tell what else belongs to the same instant.
 */
final class BlockingReader implements AutoCloseable {
    private static final long BACKOFF_MIN_MS = 20;
    private static final long BACKOFF_MAX_MS = 1_000;

    private final Link link;
    private long backoffMs = BACKOFF_MIN_MS;

    BlockingReader(RedisOptions options, String name, int waitMaxMs) {
        link = new Link(options, name, 1, waitMaxMs);
    }

    Object run(Script script, List<byte[]> keys, List<byte[]> args) {
        UnifiedJedis client = link.client();
        Object answer;
        try {
            answer = client.evalsha(script.sha(), keys, args);
        } catch (JedisNoScriptException unknown) {
            answer = client.eval(script.source(), keys, args);
        }
        backoffMs = BACKOFF_MIN_MS;
        return answer;
    }

    /** Returns when the stream has an entry after the number, or after the time. */
    void await(byte[] stream, long after, int waitMs) {
        // The entry itself is read by the script: as text it would not be what was stored.
        link.client()
                .xreadAsMap(
                        XReadParams.xReadParams().count(1).block(waitMs),
                        Map.of(Bytes.text(stream), new StreamEntryID(after, 0)));
    }

    /** Pauses after a failure, the longer the more came in a row. */
    void backOff() throws InterruptedException {
        Thread.sleep(backoffMs);
        backoffMs = Math.min(backoffMs * 2, BACKOFF_MAX_MS);
    }

    @Override
    public void close() {
        link.close();
    }
}
