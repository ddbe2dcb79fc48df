package dev.switchboard.client.internal.transport;

import dev.switchboard.client.internal.connection.Transport;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.timeout.ReadTimeoutHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Opens connections on one event loop. Looking up names and loading the trust store block, so they happen on a callback
 * thread.
 */
final class NettyTransport implements Transport {

    private static final int CONNECT_TIMEOUT_MS = 10_000;

    private final EventLoop loop;
    private final Class<? extends Channel> channelType;
    private final Executor blocking;
    private final Tls tls;

    /** @param trust null for those whom Java trusts */
    NettyTransport(
            EventLoop loop,
            Class<? extends Channel> channelType,
            Executor blocking,
            @Nullable TrustManagerFactory trust) {
        this.loop = loop;
        this.channelType = channelType;
        this.blocking = blocking;
        this.tls = trust == null ? Tls.OF_JAVA : new Tls(trust);
    }

    @Override
    public Socket open(URI uri, String subprotocol, Map<String, String> headers, SocketListener listener) {
        WebSocketConnection connection = new WebSocketConnection(uri, subprotocol, headers, listener);
        connect(uri, connection, () -> connection.failed(WebSocketConnection.BROKEN));
        return connection;
    }

    @Override
    public void post(URI uri, Map<String, String> headers, byte[] body, long timeoutMs, HttpListener listener) {
        HttpCall call =
                new HttpCall(uri, headers, body, new ReadTimeoutHandler(timeoutMs, TimeUnit.MILLISECONDS), listener);
        connect(uri, call, () -> call.fail("no connection"));
    }

    /** What happens on the event loop: either {@code pipeline} gets a connected channel, or {@code failed} runs. */
    private void connect(URI uri, Pipeline pipeline, Runnable failed) {
        boolean secure = uri.getScheme().equals("wss") || uri.getScheme().equals("https");
        int port = uri.getPort() != -1 ? uri.getPort() : (secure ? 443 : 80);
        Runnable lookup = () -> {
            try {
                InetSocketAddress address = new InetSocketAddress(InetAddress.getByName(uri.getHost()), port);
                SslContext context = secure ? tls.context() : null;
                loop.execute(() -> connect(address, uri.getHost(), context, pipeline, failed));
            } catch (IOException | RejectedExecutionException unreachable) {
                failLater(failed);
            }
        };
        try {
            blocking.execute(lookup);
        } catch (RejectedExecutionException closing) {
            failLater(failed);
        }
    }

    private void failLater(Runnable failed) {
        if (!loop.isShuttingDown()) {
            loop.execute(failed);
        }
    }

    private void connect(
            InetSocketAddress address, String host, @Nullable SslContext tls, Pipeline pipeline, Runnable failed) {
        if (pipeline.abandoned()) {
            return;
        }
        Bootstrap bootstrap = new Bootstrap()
                .group(loop)
                .channel(channelType)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MS)
                .handler(new ConnectedHandler(tls, host, address.getPort(), pipeline));
        bootstrap.connect(address).addListener(result -> {
            if (!result.isSuccess()) {
                failed.run();
            }
        });
    }

    /** Fills a channel's pipeline. */
    interface Pipeline {
        ChannelHandler[] handlers();

        /** Whether nobody wants the connection any more. */
        boolean abandoned();
    }

    private static final class ConnectedHandler extends io.netty.channel.ChannelInitializer<Channel> {

        private final @Nullable SslContext tls;
        private final String host;
        private final int port;
        private final Pipeline pipeline;

        ConnectedHandler(@Nullable SslContext tls, String host, int port, Pipeline pipeline) {
            this.tls = tls;
            this.host = host;
            this.port = port;
            this.pipeline = pipeline;
        }

        @Override
        protected void initChannel(Channel channel) {
            if (tls != null) {
                // Names the host, so that the certificate is checked against it.
                SslHandler handler = tls.newHandler(channel.alloc(), host, port);
                channel.pipeline().addLast(handler);
            }
            channel.pipeline().addLast(pipeline.handlers());
        }
    }

    /** Made once and when first needed, as loading the JDK's trust store takes a while. */
    private static final class Tls {

        /** Shared by all clients that name nobody. */
        static final Tls OF_JAVA = new Tls(null);

        private final @Nullable TrustManagerFactory trust;
        private @Nullable SslContext context;

        Tls(@Nullable TrustManagerFactory trust) {
            this.trust = trust;
        }

        synchronized SslContext context() throws SSLException {
            SslContext present = context;
            if (present == null) {
                present = SslContextBuilder.forClient()
                        .sslProvider(SslProvider.JDK)
                        .trustManager(trust)
                        .endpointIdentificationAlgorithm("HTTPS")
                        .build();
                context = present;
            }
            return present;
        }
    }
}
