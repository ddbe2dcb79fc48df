package dev.switchboard.server.redis;

import dev.switchboard.server.log.LogStore;
import dev.switchboard.server.log.LogStoreKit;
import dev.switchboard.server.loop.Loop;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.BuilderFactory;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Protocol;

class RedisLogStoreIT extends LogStoreKit {
    @RegisterExtension
    static final RedisServer REDIS = new RedisServer();

    @Override
    protected LogStore node(Loop loop) {
        return REDIS.storage(loop, TestLimits.withLogEntriesMax(ENTRIES_MAX)).log();
    }

    @Override
    protected void skip(long position) {
        REDIS.client().sadd(REDIS.prefix() + ":{r0}:skip", Long.toString(position));
    }

    /** Being a replica for a moment is all that Redis needs to take its history for another. */
    @Override
    protected void failOver() {
        replicaOf("127.0.0.1", "1");
        replicaOf("NO", "ONE");
    }

    @Override
    protected void loseLog() {
        REDIS.client().del(REDIS.prefix() + ":{r0}:log", REDIS.prefix() + ":{r0}:log:end");
    }

    private static void replicaOf(String host, String port) {
        CommandArguments command =
                new CommandArguments(Protocol.Command.REPLICAOF).add(host).add(port);
        REDIS.client().executeCommand(new CommandObject<>(command, BuilderFactory.STRING));
    }
}
