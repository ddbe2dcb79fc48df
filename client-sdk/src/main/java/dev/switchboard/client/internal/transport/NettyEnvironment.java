package dev.switchboard.client.internal.transport;

import dev.switchboard.client.internal.connection.Environment;
import dev.switchboard.client.internal.connection.Transport;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.security.SecureRandom;
import java.util.SplittableRandom;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** One client on one event loop. */
final class NettyEnvironment implements Environment {

    private static final SecureRandom SEEDS = new SecureRandom();

    private final EventLoop loop;
    private final Executor callbacks;
    private final Runnable release;
    private final RandomGenerator random = new SplittableRandom(SEEDS.nextLong());
    private final Transport transport;

    /** @param trust null for those whom Java trusts */
    NettyEnvironment(
            EventLoop loop,
            Class<? extends Channel> channelType,
            Executor callbacks,
            @Nullable TrustManagerFactory trust,
            Runnable release) {
        this.loop = loop;
        this.callbacks = callbacks;
        this.release = release;
        this.transport = new NettyTransport(loop, channelType, callbacks, trust);
    }

    @Override
    public long nowMs() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }

    @Override
    public long utcMs() {
        return System.currentTimeMillis();
    }

    @Override
    public void execute(Runnable task) {
        loop.execute(task);
    }

    @Override
    public Timer schedule(long delayMs, Runnable task) {
        Future<?> scheduled = loop.schedule(task, delayMs, TimeUnit.MILLISECONDS);
        return () -> scheduled.cancel(false);
    }

    @Override
    public Executor callbacks() {
        return callbacks;
    }

    @Override
    public RandomGenerator random() {
        return random;
    }

    @Override
    public Transport transport() {
        return transport;
    }

    @Override
    public void close() {
        release.run();
    }
}
