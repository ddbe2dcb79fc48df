package dev.switchboard.server.sim;

import dev.switchboard.server.Node;
import dev.switchboard.server.auth.Auth;
import dev.switchboard.server.auth.AuthLimits;
import dev.switchboard.server.auth.PasswordHasher;
import dev.switchboard.server.auth.TokenLives;
import dev.switchboard.server.delivery.DeliverySettings;
import dev.switchboard.server.loop.SimLoop;
import dev.switchboard.server.loop.SimWorld;
import dev.switchboard.server.publisher.PublisherOptions;
import dev.switchboard.server.replica.ReplicaOptions;
import dev.switchboard.server.routing.model.Settings;
import dev.switchboard.server.session.SessionSettings;
import dev.switchboard.server.storage.StoreFaults;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** One server process from its start to its end: a real node with a loop and storage connections of its own. */
final class NodeProcess {
    /** Often enough that restarted nodes load snapshots and tokens run out while chats go on. */
    private static final Node.Options OPTIONS = new Node.Options(
            ReplicaOptions.DEFAULTS,
            new PublisherOptions(200, 15_000),
            SessionSettings.DEFAULTS,
            DeliverySettings.DEFAULTS,
            new Auth.Options(
                    List.of(),
                    new TokenLives(Duration.ofSeconds(40), Duration.ofDays(30), Duration.ofDays(365)),
                    new PasswordHasher.Cost(8, 1, 1),
                    AuthLimits.DEFAULTS),
            Settings.DEFAULTS);

    private static final long START_AGAIN_MS = 500;
    private static final long COME_BACK_MS = 300;
    /** The sockets' last frames are written before the process ends. */
    private static final long CLOSE_MS = 200;

    final String name;
    final SimLoop loop;
    final StoreFaults faults;
    /** What made the node stop by itself; must stay empty. */
    final List<String> fatal = new ArrayList<>();

    private final SharedStores stores;
    private final StateCheck states;
    private final Random random;
    private @Nullable Node node;
    private boolean leaving;

    /** Starts at once, and again while the storage does not let it. */
    NodeProcess(SimWorld world, SharedStores stores, StateCheck states, String name) {
        this.name = name;
        this.stores = stores;
        this.states = states;
        this.loop = world.newLoop(name);
        this.random = new Random(world.random().nextLong());
        this.faults = new StoreFaults(random.nextLong()).delay(0, 2);
        loop.execute(this::create);
    }

    private void create() {
        var around = new Node.Surroundings(
                loop, stores.forNode(loop, faults), loop, new SeededSecrets(random.nextLong()), random::nextLong);
        var unused = Node.create(around, OPTIONS, Node.Meters.NONE, (message, cause) -> fatal.add(message))
                .whenComplete((made, failure) -> {
                    if (failure != null) {
                        loop.schedule(START_AGAIN_MS, this::create);
                        return;
                    }
                    node = made;
                    made.replica().addListener(states.watch(name, made.replica()));
                    var unusedStage = made.start();
                });
    }

    /** Null until its sockets would listen. */
    @Nullable
    Node listening() {
        return loop.isStopped() || leaving ? null : node;
    }

    Node node() {
        Node made = node;
        if (made == null) {
            throw new AssertionError(name + " is not made yet");
        }
        return made;
    }

    boolean ready() {
        return node != null && node.replica().ready();
    }

    /** As a process that is killed; the network notices by itself. */
    void kill() {
        loop.stop();
    }

    /** As a process that is asked to end: clients are told when to come back, the log is told, then it ends. */
    void drain(Runnable ended) {
        leaving = true;
        loop.execute(() -> {
            if (node == null) {
                ended.run();
            } else {
                var unused = node.drain(COME_BACK_MS).whenComplete((left, failure) -> loop.schedule(CLOSE_MS, ended));
            }
        });
    }

    @Override
    public String toString() {
        return name;
    }
}
