package dev.switchboard.server.sim;

import dev.switchboard.server.loop.SimLoop;
import dev.switchboard.server.loop.SimWorld;
import dev.switchboard.server.storage.StoreFaults;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Everything that goes wrong in phase one: late and lost messages, cut sockets, failing and absent storage, and a node
 * that crashes (each run has one crash at least) and comes back. At most one node is away at a time.
 */
final class Chaos {
    private final Cluster cluster;
    private final Network network;
    private final Random random;
    private final Trace trace;
    private final SimLoop loop;
    private boolean over;
    private int away = -1;

    Chaos(SimWorld world, Cluster cluster, Network network, Trace trace) {
        this.cluster = cluster;
        this.network = network;
        this.trace = trace;
        this.random = new Random(world.random().nextLong());
        this.loop = world.newLoop("chaos");
    }

    void begin(long phaseMs) {
        loop.execute(this::step);
        loop.schedule(random.nextLong(phaseMs / 4, phaseMs / 2), this::crash);
    }

    /** Fair weather from now on. */
    void end() {
        over = true;
        if (away >= 0) {
            comeBack();
        }
        network.weather(5, 0);
        cluster.nodes().forEach(process -> process.faults.clear());
    }

    private void step() {
        if (over) {
            return;
        }
        int draw = random.nextInt(100);
        StoreFaults faults = cluster.node(random.nextInt(Cluster.HOSTS.size())).faults;
        if (draw < 20) {
            network.weather(1 + random.nextInt(200), random.nextInt(300));
        } else if (draw < 45) {
            cut();
        } else if (draw < 65) {
            trace.add("the storage fails");
            faults.delay(0, 1 + random.nextInt(40)).failPerMille(random.nextInt(150), random.nextInt(150));
        } else if (draw < 72) {
            trace.add("the storage is away");
            faults.down(true);
            loop.schedule(random.nextInt(3_000), () -> faults.down(false));
        } else if (draw < 97) {
            faults.clear();
        } else {
            crash();
        }
        loop.schedule(random.nextInt(1_500), this::step);
    }

    private void cut() {
        Link link = network.anyLink();
        if (link != null) {
            link.cut(random.nextInt(3) == 0);
        }
    }

    private void crash() {
        if (over || away >= 0) {
            return;
        }
        away = random.nextInt(Cluster.HOSTS.size());
        trace.add(Cluster.HOSTS.get(away) + " crashes");
        cluster.crash(away);
        if (random.nextBoolean()) {
            // A load balancer sends its clients to the other one, for good or until it is back.
            int other = IntStream.range(0, Cluster.HOSTS.size())
                    .filter(place -> place != away)
                    .findFirst()
                    .orElseThrow();
            network.route(Cluster.HOSTS.get(away), cluster.node(other));
        }
        loop.schedule(random.nextInt(8_000), this::comeBack);
    }

    private void comeBack() {
        if (away >= 0) {
            cluster.restart(away);
            away = -1;
        }
    }
}
