package dev.switchboard.server.listen;

import dev.switchboard.server.loop.SocketThreads;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** A listening socket with its threads and the connections it has accepted. */
public final class Listener implements AutoCloseable {

    private static final int BACKLOG = 1_024;
    private static final long SHUTDOWN_MAX_MS = 5_000;

    private final @Nullable SocketThreads ownThreads;
    private final Channel socket;
    private final ChannelGroup connections;

    private Listener(@Nullable SocketThreads ownThreads, Bound bound) {
        this.ownThreads = ownThreads;
        this.socket = bound.socket();
        this.connections = bound.connections();
    }

    /** Loads what listening needs, so that {@link #open} takes less time; from any thread. */
    public static void prepare() {
        boolean unused = Epoll.isAvailable();
        PooledByteBufAllocator.DEFAULT.directBuffer().release();
        var unusedToo = new HttpServerCodec();
    }

    /**
     * Listens with threads of its own; blocks until it does.
     *
     * @param port 0 for any free one
     * @param threadName threads are called {@code threadName-1}, {@code threadName-2} …
     * @param initializer sets up each connection's pipeline
     */
    public static Listener open(
            String address, int port, int threadCount, String threadName, ChannelHandler initializer)
            throws ListenException {
        SocketThreads threads = SocketThreads.start(threadCount, threadName);
        try {
            return new Listener(threads, bind(address, port, threads, initializer));
        } catch (ListenException failure) {
            threads.close();
            throw failure;
        }
    }

    /** Listens with threads that are somebody else's, and outlive it. */
    public static Listener open(String address, int port, SocketThreads threads, ChannelHandler initializer)
            throws ListenException {
        return new Listener(null, bind(address, port, threads, initializer));
    }

    private static Bound bind(String address, int port, SocketThreads threads, ChannelHandler initializer)
            throws ListenException {
        Class<? extends ServerSocketChannel> type =
                Epoll.isAvailable() ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
        ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
        ChannelFuture bound = new ServerBootstrap()
                .group(threads.group())
                .channel(type)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childHandler(new Tracked(connections, initializer))
                .bind(new InetSocketAddress(address, port))
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new ListenException(address, port, bound.cause());
        }
        return new Bound(bound.channel(), connections);
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
        if (ownThreads != null) {
            ownThreads.close();
        }
    }

    private record Bound(Channel socket, ChannelGroup connections) {}
}
