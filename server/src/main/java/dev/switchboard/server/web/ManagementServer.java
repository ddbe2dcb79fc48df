package dev.switchboard.server.web;

import dev.switchboard.server.listen.ListenException;
import dev.switchboard.server.listen.Listener;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.timeout.ReadTimeoutHandler;
import java.util.List;
import java.util.function.Supplier;

/**
 * Serves {@code /health/live} (the process should be restarted when this fails), {@code /health/ready} (it should get no
 * clients when this fails) and {@code /metrics} (Prometheus' text format).
 */
public final class ManagementServer implements AutoCloseable {

    private static final String THREAD_NAME = "sb-management";
    private static final int BODY_BYTES_MAX = 8 << 10;
    private static final int IDLE_SECONDS = 60;

    private final Listener listener;

    private ManagementServer(Listener listener) {
        this.listener = listener;
    }

    /**
     * Listens; blocks until it does.
     *
     * @param live checks of the process
     * @param ready checks of what it needs to take work
     * @param metrics the metrics page, asked on this server's thread
     */
    public static ManagementServer open(
            String address, int port, List<HealthCheck> live, List<HealthCheck> ready, Supplier<String> metrics)
            throws ListenException {
        ManagementPages pages = new ManagementPages(live, ready, metrics);
        return new ManagementServer(Listener.open(address, port, 1, THREAD_NAME, new ChannelInitializer<Channel>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline()
                        .addLast("http-codec", new HttpServerCodec())
                        .addLast("idle-limit", new ReadTimeoutHandler(IDLE_SECONDS))
                        .addLast("body-aggregator", new HttpObjectAggregator(BODY_BYTES_MAX, true))
                        .addLast("pages", pages);
            }
        }));
    }

    /** {@return the port listened on} */
    public int port() {
        return listener.port();
    }

    @Override
    public void close() {
        listener.close();
    }
}
