package dev.switchboard.server.sim;

import dev.switchboard.server.loop.SimLoop;
import dev.switchboard.server.loop.SimWorld;
import dev.switchboard.server.storage.StoreFaults;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Everything that goes wrong in phase one: late and lost messages, cut sockets, failing and absent storage, a stepped
 * clock, a node that is drained or crashes (each run has one crash at least) and comes back, and where the run has them,
 * failovers of the storage that lose its last moments, with some of which all nodes die. Else at most one is away at a time.
 */
final class Chaos {
    /** A drain takes two seconds at most. */
    private static final long DRAIN_MS = 3_000;
    /** What was stored before a failover is acknowledged or pushed at the latest after this time. */
    private static final long UNCERTAIN_MS = 8_000;

    private final Cluster cluster;
    private final Network network;
    private final Random random;
    private final Trace trace;
    private final SimLoop loop;
    private final Observations observations;
    private final boolean failovers;
    private boolean over;
    private @Nullable Runnable failover;
    private long uncertainUntilMs;
    private int away = -1;
    /** Nodes that died with the storage and are not back yet. */
    private int dark;

    Chaos(SimWorld world, Cluster cluster, Network network, Trace trace, Observations observations, boolean failovers) {
        this.observations = observations;
        this.failovers = failovers;
        this.cluster = cluster;
        this.network = network;
        this.trace = trace;
        this.random = new Random(world.random().nextLong());
        this.loop = world.newLoop("chaos");
    }

    void begin(long phaseMs) {
        loop.execute(this::step);
        loop.schedule(random.nextLong(phaseMs / 4, phaseMs / 2), () -> end(false));
        if (failovers) {
            loop.schedule(random.nextLong(phaseMs / 8, phaseMs * 3 / 4), this::lag);
        }
    }

    /** Fair weather from now on. */
    void end() {
        over = true;
        failOver();
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
        } else if (draw < 90) {
            faults.clear();
        } else if (draw < 94) {
            long minutes = random.nextLong(-10, 11);
            trace.add("the storage's clock steps by " + minutes + " minutes");
            cluster.stores.stepClock(minutes * 60_000);
        } else if (failovers && draw < 96) {
            lag();
        } else {
            end(draw < 98);
        }
        loop.schedule(random.nextInt(1_500), this::step);
    }

    private void cut() {
        Link link = network.anyLink();
        if (link != null) {
            link.cut(random.nextInt(3) == 0);
        }
    }

    /** From now on a replica of the storage lags; soon it takes over. */
    private void lag() {
        if (over || failover != null) {
            return;
        }
        int parts = random.nextInt(1, 4);
        Runnable stores = cluster.stores.savepoint((parts & 1) > 0, (parts & 2) > 0);
        Runnable acknowledged = observations.savepoint();
        boolean blackout = random.nextInt(3) == 0;
        failover = () -> {
            if (blackout) {
                blackout();
            }
            trace.add("failover" + ((parts & 1) > 0 ? " of routing" : "") + ((parts & 2) > 0 ? " of chats" : ""));
            failover = null;
            stores.run();
            acknowledged.run();
            observations.uncertain(true);
            uncertainUntilMs = loop.nowMs() + UNCERTAIN_MS;
            loop.schedule(UNCERTAIN_MS, () -> observations.uncertain(loop.nowMs() < uncertainUntilMs));
            cluster.nodes().forEach(process -> process.faults.down(true));
            loop.schedule(random.nextInt(2_000), () -> cluster.nodes().forEach(process -> process.faults.down(false)));
        };
        loop.schedule(random.nextInt(1_000), this::failOver);
    }

    /** Nobody is left who knew what the storage loses. */
    private void blackout() {
        trace.add("all nodes crash");
        for (int place = 0; place < Cluster.HOSTS.size(); place++) {
            if (place != away) {
                int dead = place;
                dark++;
                cluster.crash(dead);
                loop.schedule(random.nextInt(3_000), () -> {
                    dark--;
                    cluster.restart(dead);
                });
            }
        }
    }

    private void failOver() {
        if (failover != null) {
            failover.run();
        }
    }

    /** @param inOrder drained, else crashed */
    private void end(boolean inOrder) {
        if (over || away >= 0 || dark > 0) {
            return;
        }
        away = random.nextInt(Cluster.HOSTS.size());
        trace.add(Cluster.HOSTS.get(away) + (inOrder ? " is drained" : " crashes"));
        if (inOrder) {
            cluster.drain(away);
        } else {
            cluster.crash(away);
        }
        if (random.nextBoolean()) {
            // A load balancer sends its clients to the other one, for good or until it is back.
            int other = IntStream.range(0, Cluster.HOSTS.size())
                    .filter(place -> place != away)
                    .findFirst()
                    .orElseThrow();
            network.route(Cluster.HOSTS.get(away), cluster.node(other));
        }
        loop.schedule((inOrder ? DRAIN_MS : 0) + random.nextInt(8_000), this::comeBack);
    }

    private void comeBack() {
        if (away >= 0) {
            cluster.restart(away);
            away = -1;
        }
    }
}
