package dev.switchboard.server.sim;

import dev.switchboard.client.SharedResources;
import dev.switchboard.client.internal.connection.Environment;
import dev.switchboard.client.internal.connection.EnvironmentSource;
import dev.switchboard.client.internal.connection.Transport;
import dev.switchboard.server.loop.SimLoop;
import dev.switchboard.server.loop.SimWorld;
import java.net.URI;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/** Where a client of the SDK runs: a loop instead of threads, and the simulated network. */
final class ClientMachine implements SharedResources, EnvironmentSource {
    final SimLoop loop;
    private final Network network;
    private final RandomGenerator random;

    ClientMachine(SimWorld world, Network network, String name) {
        this.loop = world.newLoop(name);
        this.network = network;
        this.random = new SplittableRandom(world.random().nextLong());
    }

    @Override
    public Environment open() {
        return new Machine();
    }

    @Override
    public void close() {}

    private final class Machine implements Environment, Transport {
        @Override
        public long nowMs() {
            return loop.nowMs();
        }

        @Override
        public long utcMs() {
            return loop.utcMs();
        }

        @Override
        public void execute(Runnable task) {
            loop.execute(task);
        }

        @Override
        public Timer schedule(long delayMs, Runnable task) {
            return loop.schedule(delayMs, task)::cancel;
        }

        @Override
        public Executor callbacks() {
            return loop;
        }

        @Override
        public RandomGenerator random() {
            return random;
        }

        @Override
        public Transport transport() {
            return this;
        }

        @Override
        public void close() {}

        @Override
        public Socket open(URI uri, String subprotocol, Map<String, String> headers, SocketListener listener) {
            return network.open(loop, uri, headers.getOrDefault("Origin", ""), listener);
        }

        @Override
        public void post(URI uri, Map<String, String> headers, byte[] body, long timeoutMs, HttpListener listener) {
            network.post(loop, uri, headers, body, timeoutMs, listener);
        }
    }
}
