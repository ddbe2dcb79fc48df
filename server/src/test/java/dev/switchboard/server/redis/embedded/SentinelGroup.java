package dev.switchboard.server.redis.embedded;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import redis.clients.jedis.Protocol.Command;

/**
 * A master with two replicas and the Sentinel that watches them, all processes of their own. The Redis asks for a password,
 * the Sentinel does not, as is usual.
 */
public final class SentinelGroup implements AutoCloseable {
    public static final String MASTER = "main";
    public static final String PASSWORD = "replicated-secret";

    private final List<BareRedis> servers = new ArrayList<>();
    private final BareRedis sentinel;

    /** @param minReplicasToWrite 0: the master takes writes that no replica has */
    public SentinelGroup(Path directory, int minReplicasToWrite) throws IOException {
        BareRedis master = BareRedis.server(directory, PASSWORD, List.of());
        servers.add(master);
        String port = Integer.toString(master.port());
        for (int i = 0; i < 2; i++) {
            servers.add(BareRedis.server(directory, PASSWORD, List.of("--replicaof", "127.0.0.1", port)));
        }
        BareRedis.eventually(() -> master.followers() == 2);
        for (BareRedis each : servers) {
            each.ask(Command.CONFIG, "SET", "min-replicas-to-write", Integer.toString(minReplicasToWrite));
        }
        sentinel = startSentinel(directory, port);
    }

    private static BareRedis startSentinel(Path directory, String masterPort) throws IOException {
        int port = BareRedis.freePort();
        Path home = Files.createDirectories(directory.resolve("sentinel"));
        Path config = Files.writeString(home.resolve("sentinel.conf"), """
                port %d
                bind 127.0.0.1
                dir %s
                sentinel monitor main 127.0.0.1 %s 1
                sentinel auth-pass main %s
                sentinel down-after-milliseconds main 500
                sentinel failover-timeout main 3000
                sentinel parallel-syncs main 2
                """.formatted(port, home, masterPort, PASSWORD));
        var started = new BareRedis(home, port, null, List.of(config.toString(), "--sentinel"));
        BareRedis.eventually(
                () -> started.ask(Command.SENTINEL, "replicas", MASTER).split("\nslave-repl-offset\n", -1).length == 3);
        return started;
    }

    public URI sentinel() {
        return URI.create("redis://127.0.0.1:" + sentinel.port());
    }

    /** From now on the replicas get nothing of what the master stores. */
    public void cutReplication() {
        for (BareRedis replica : servers.subList(1, 3)) {
            replica.ask(Command.CONFIG, "SET", "masterauth", "no longer");
        }
        servers.get(0).ask(Command.CLIENT, "KILL", "TYPE", "replica");
        BareRedis.eventually(
                () -> servers.get(0).ask(Command.INFO, "replication").contains("connected_slaves:0"));
    }

    /** kill -9; what was cut off may follow again. Returns when another has the place and a replica follows it. */
    public void killMaster() {
        servers.get(0).kill();
        List<BareRedis> replicas = servers.subList(1, 3);
        replicas.forEach(replica -> replica.ask(Command.CONFIG, "SET", "masterauth", PASSWORD));
        BareRedis.eventually(() -> replicas.stream().anyMatch(replica -> replica.followers() > 0));
    }

    @Override
    public void close() {
        sentinel.close();
        servers.forEach(BareRedis::close);
    }
}
