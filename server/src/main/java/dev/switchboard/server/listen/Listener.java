package dev.switchboard.server.listen;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.concurrent.FastThreadLocalThread;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A listening socket with its threads and the connections it has accepted. */
public final class Listener implements AutoCloseable {

    private static final int BACKLOG = 1_024;
    private static final long SHUTDOWN_MAX_MS = 5_000;

    private final EventLoopGroup threads;
    private final Channel socket;
    private final ChannelGroup connections;

    private Listener(EventLoopGroup threads, Channel socket, ChannelGroup connections) {
        this.threads = threads;
        this.socket = socket;
        this.connections = connections;
    }

    /** Loads what listening needs, so that {@link #open} takes less time; from any thread. */
    public static void prepare() {
        boolean unused = Epoll.isAvailable();
        PooledByteBufAllocator.DEFAULT.directBuffer().release();
        var unusedToo = new HttpServerCodec();
    }

    /**
     * Listens; blocks until it does.
     *
     * @param port 0 for any free one
     * @param threadName threads are called {@code threadName-1}, {@code threadName-2} …
     * @param initializer sets up each connection's pipeline
     */
    public static Listener open(
            String address, int port, int threadCount, String threadName, ChannelHandler initializer)
            throws ListenException {
        boolean epoll = Epoll.isAvailable();
        IoHandlerFactory io = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        Class<? extends ServerSocketChannel> type =
                epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
        EventLoopGroup threads = new MultiThreadIoEventLoopGroup(threadCount, named(threadName), io);
        ChannelGroup connections = new DefaultChannelGroup(threadName, GlobalEventExecutor.INSTANCE, true);
        ChannelFuture bound = new ServerBootstrap()
                .group(threads)
                .channel(type)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childHandler(new Tracked(connections, initializer))
                .bind(new InetSocketAddress(address, port))
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            var unused = threads.shutdownGracefully(0, SHUTDOWN_MAX_MS, TimeUnit.MILLISECONDS);
            throw new ListenException(address, port, bound.cause());
        }
        return new Listener(threads, bound.channel(), connections);
    }

    /** {@return the port listened on} */
    public int port() {
        return ((InetSocketAddress) socket.localAddress()).getPort();
    }

    /** Takes no more connections; those there are stay. */
    public void stopAccepting() {
        socket.close().awaitUninterruptibly(SHUTDOWN_MAX_MS);
    }

    /** Closes everything; blocks until the threads have ended or five seconds are over. */
    @Override
    public void close() {
        stopAccepting();
        connections.close().awaitUninterruptibly(SHUTDOWN_MAX_MS);
        threads.shutdownGracefully(0, SHUTDOWN_MAX_MS, TimeUnit.MILLISECONDS).awaitUninterruptibly(SHUTDOWN_MAX_MS);
    }

    private static ThreadFactory named(String name) {
        AtomicInteger count = new AtomicInteger();
        return task -> new FastThreadLocalThread(task, name + "-" + count.incrementAndGet());
    }
}
