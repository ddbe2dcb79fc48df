package dev.switchboard.server.loop;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.FastThreadLocalThread;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads of Netty, which serve sockets and whatever else is handed to them. */
public final class SocketThreads implements AutoCloseable {
    private static final long SHUTDOWN_MAX_MS = 5_000;

    private final EventLoopGroup group;

    private SocketThreads(EventLoopGroup group) {
        this.group = group;
    }

    /** @param name threads are called {@code name-1}, {@code name-2} …, and one alone {@code name} */
    public static SocketThreads start(int count, String name) {
        AtomicInteger number = new AtomicInteger();
        IoHandlerFactory io = Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        ThreadFactory named =
                task -> new FastThreadLocalThread(task, count == 1 ? name : name + "-" + number.incrementAndGet());
        return new SocketThreads(new MultiThreadIoEventLoopGroup(count, named, io));
    }

    public EventLoopGroup group() {
        return group;
    }

    /** Runs what waits and ends the threads; blocks until they have, or five seconds are over, unless called on one of them. */
    @Override
    public void close() {
        var ended = group.shutdownGracefully(0, SHUTDOWN_MAX_MS, TimeUnit.MILLISECONDS);
        for (var thread : group) {
            if (thread.inEventLoop()) {
                return;
            }
        }
        ended.awaitUninterruptibly(SHUTDOWN_MAX_MS);
    }
}
