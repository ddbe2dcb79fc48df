package dev.switchboard.client.internal.transport;

import dev.switchboard.client.internal.connection.Environment;
import dev.switchboard.client.internal.connection.EnvironmentSource;
import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Event loops and callback threads that clients share. The event loops live while some client is open, idle callback
 * threads end by themselves, so that an unused instance costs nothing.
 */
public final class SocketThreads implements EnvironmentSource, AutoCloseable {

    private static final long IDLE_SECONDS = 2;
    private static final boolean EPOLL = Epoll.isAvailable();

    private final int socketThreads;
    private final ThreadPoolExecutor callbacks;
    private @Nullable EventLoopGroup group;
    private int users;
    private boolean closed;

    /** Starts nothing yet; threads come with the first client. */
    public SocketThreads(int socketThreads, int callbackThreads) {
        this.socketThreads = socketThreads;
        // The queue needs no bound of its own: a client has at most one task in it.
        callbacks = new ThreadPoolExecutor(
                callbackThreads,
                callbackThreads,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                new DefaultThreadFactory("sb-client-callback", true));
        callbacks.allowCoreThreadTimeOut(true);
    }

    @Override
    public Environment open() {
        return open(null);
    }

    @Override
    public synchronized Environment open(@Nullable TrustManagerFactory trust) {
        if (closed) {
            throw new IllegalStateException("The shared resources are closed");
        }
        if (group == null) {
            IoHandlerFactory handlers = EPOLL ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
            group = new MultiThreadIoEventLoopGroup(
                    socketThreads, new DefaultThreadFactory("sb-client-io", true), handlers);
        }
        users++;
        return new NettyEnvironment(group.next(), channelType(), callbacks, trust, this::release);
    }

    @Override
    public synchronized void close() {
        closed = true;
        stopGroup();
        callbacks.shutdown();
    }

    private synchronized void release() {
        users--;
        if (users == 0) {
            stopGroup();
        }
    }

    private void stopGroup() {
        if (group != null) {
            // A moment of quiet lets closing sockets send their last frame.
            var unused = group.shutdownGracefully(100, 2_000, TimeUnit.MILLISECONDS);
            group = null;
        }
    }

    private static Class<? extends Channel> channelType() {
        return EPOLL ? EpollSocketChannel.class : NioSocketChannel.class;
    }
}
