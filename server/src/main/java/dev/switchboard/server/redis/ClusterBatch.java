package dev.switchboard.server.redis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.ClusterPipeline;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.Response;
import redis.clients.jedis.providers.ClusterConnectionProvider;

/**
 * A pipeline to several servers that keeps to the server it chose for a slot, even if the slot moves meanwhile: a wait for
 * replicas is worth nothing on another connection than the writes.
 */
final class ClusterBatch extends ClusterPipeline {
    private final Map<Set<Integer>, HostAndPort> servers = new LinkedHashMap<>();
    private @Nullable HostAndPort fixed;

    ClusterBatch(ClusterConnectionProvider provider) {
        super(provider, RedisProtocol.RESP2);
    }

    @Override
    protected HostAndPort getNodeKey(CommandArguments arguments) {
        HostAndPort chosen = fixed;
        return chosen != null
                ? chosen
                : servers.computeIfAbsent(arguments.getKeyHashSlots(), slot -> super.getNodeKey(arguments));
    }

    List<Response<Long>> waitOnEachServer(int replicas, long waitMs) {
        var answers = new ArrayList<Response<Long>>();
        for (HostAndPort server : new LinkedHashSet<>(servers.values())) {
            fixed = server;
            // The key decides nothing, the server is fixed.
            answers.add(waitReplicas("", replicas, waitMs));
        }
        fixed = null;
        return answers;
    }
}
