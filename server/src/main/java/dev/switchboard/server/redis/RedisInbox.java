package dev.switchboard.server.redis;

import dev.switchboard.server.inbox.Inbox;
import dev.switchboard.server.loop.Loop;
import dev.switchboard.server.routing.model.NodeId;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Response;

/** Inboxes as streams; the numbers of their entries have no gaps, so a reader sees what the bound has dropped. */
final class RedisInbox implements Inbox, AutoCloseable {
    /** An inbox that nobody reads goes away after this time; also the longest pause its reader may make. */
    static final long LIFE_MS = TimeUnit.SECONDS.toMillis(60);

    private final RedisOptions options;
    private final RedisLimits limits;
    private final Keys keys;
    private final Lane lane;
    private final Loop loop;
    private final RedisHealth health;
    private @Nullable InboxReader reader;

    RedisInbox(RedisOptions options, RedisLimits limits, Keys keys, Lane lane, Loop loop, RedisHealth health) {
        this.options = options;
        this.limits = limits;
        this.keys = keys;
        this.lane = lane;
        this.loop = loop;
        this.health = health;
    }

    @Override
    public CompletionStage<Void> push(List<NodeId> nodes, byte[] payload) {
        List<NodeId> to = List.copyOf(nodes);
        List<byte[]> args = List.of(Bytes.of(limits.inboxEntriesMax()), Bytes.of(LIFE_MS), payload);
        return lane.call(Operation.INBOX_PUSH, batch -> {
            List<Response<Object>> answers = to.stream()
                    .map(node -> batch.run(Script.INBOX_PUSH, keysOf(node), args))
                    .toList();
            return Answers.none(answers);
        });
    }

    @Override
    public void open(NodeId own, Listener listener) {
        close();
        reader = new InboxReader(options, keysOf(own), loop, listener, health);
    }

    /** Others may still push for a while: what they make anew expires by itself. */
    @Override
    public void close() {
        InboxReader open = reader;
        reader = null;
        if (open != null) {
            open.close();
            var unused = lane.call(
                    Operation.INBOX_DELETE,
                    batch -> Answers.none(batch.commands().unlink(open.keys().toArray(byte[][]::new))));
        }
    }

    private List<byte[]> keysOf(NodeId node) {
        return List.of(keys.inbox(node), keys.inboxNumber(node));
    }
}
