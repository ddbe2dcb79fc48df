package dev.switchboard.server.redis.embedded;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import redis.clients.jedis.Protocol.Command;

/** A Redis Cluster: three masters with a third of the slots each, and the same number of replicas of each. */
public final class ThreeMasterCluster implements AutoCloseable {
    private static final List<String> SLOTS = List.of("0 5460", "5461 10922", "10923 16383");

    /** First the masters, then in the same order a replica of each, and so on. */
    private final List<BareRedis> servers = new ArrayList<>();

    public ThreeMasterCluster(Path directory, int replicas) throws IOException {
        int count = 3 * (1 + replicas);
        for (int i = 0; i < count; i++) {
            servers.add(start(directory));
        }
        for (int i = 0; i < 3; i++) {
            String[] range = SLOTS.get(i).split(" ", -1);
            servers.get(i).ask(Command.CLUSTER, "ADDSLOTSRANGE", range[0], range[1]);
            servers.get(i).ask(Command.CLUSTER, "SET-CONFIG-EPOCH", Integer.toString(i + 1));
        }
        for (BareRedis other : servers.subList(1, count)) {
            servers.get(0).ask(Command.CLUSTER, "MEET", "127.0.0.1", Integer.toString(other.port()), busOf(other));
        }
        BareRedis.eventually(() -> servers.stream()
                .allMatch(server -> server.ask(Command.CLUSTER, "INFO").contains("cluster_known_nodes:" + count)
                        && server.ask(Command.CLUSTER, "INFO").contains("cluster_state:ok")));
        for (int i = 3; i < count; i++) {
            servers.get(i).ask(Command.CLUSTER, "REPLICATE", servers.get(i % 3).ask(Command.CLUSTER, "MYID"));
        }
        BareRedis.eventually(() -> servers.subList(0, 3).stream().allMatch(master -> master.followers() == replicas));
    }

    private static BareRedis start(Path directory) throws IOException {
        return BareRedis.server(
                directory,
                null,
                List.of(
                        "--cluster-enabled",
                        "yes",
                        "--cluster-port",
                        Integer.toString(BareRedis.freePort()),
                        "--cluster-node-timeout",
                        "1000",
                        "--cluster-allow-replica-migration",
                        "no"));
    }

    private static String busOf(BareRedis server) {
        // "<id> <host>:<port>@<bus port> myself,…"
        String own = server.ask(Command.CLUSTER, "NODES");
        return own.substring(own.indexOf('@') + 1).split("[ ,]", 2)[0];
    }

    /** Only one of them is named; the others are to be found. */
    public URI uri() {
        return URI.create("redis://127.0.0.1:" + servers.get(0).port());
    }

    /** kill -9 of the master that has a key; returns when a replica has its slots and another one follows it. */
    public void killMasterOf(String key) {
        int slot = Integer.parseInt(servers.get(0).ask(Command.CLUSTER, "KEYSLOT", key));
        int victim = Math.min(slot / 5461, 2);
        servers.get(victim).kill();
        BareRedis.eventually(() -> servers.stream()
                .skip(3)
                .anyMatch(server -> server.ask(Command.ROLE).startsWith("master")
                        && server.followers() > 0
                        && server.ask(Command.CLUSTER, "INFO").contains("cluster_state:ok")));
    }

    @Override
    public void close() {
        servers.forEach(BareRedis::close);
    }
}
