package dev.switchboard.server.gateway;

import dev.switchboard.server.api.ApiRequest;
import dev.switchboard.server.listen.ListenException;
import dev.switchboard.server.listen.Listener;
import dev.switchboard.server.loop.Loop;
import dev.switchboard.server.loop.SocketThreads;
import dev.switchboard.server.pages.PageSource;
import dev.switchboard.server.session.ConnectionEvents;
import dev.switchboard.server.session.TokenVerifier;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The port that clients connect to. At the end: {@link #stopAccepting}, let the session layer send its farewells and
 * close the connections, then {@link #close}.
 */
public final class Gateway implements AutoCloseable {

    private static final String THREAD_NAME = "sb-io";

    private final Listener listener;
    private final ConnectionLimit limit;

    private Gateway(Listener listener, ConnectionLimit limit) {
        this.listener = listener;
        this.limit = limit;
    }

    /**
     * What the API consists of.
     *
     * @param tokens asked for the caller of a call with a bearer token
     * @param origins asked for pages that call the token service
     */
    public record Api(List<? extends ApiRequest.Service> services, TokenVerifier tokens, OriginPolicy origins) {}

    /**
     * Listens; blocks until it does.
     *
     * @param tls null: clients, or a proxy ahead of us, speak plain HTTP
     * @param threads null: threads of its own, as many as the settings say
     */
    public static Gateway open(
            GatewaySettings settings,
            Loop loop,
            ConnectionEvents events,
            Api api,
            PageSource pages,
            GatewayMeters meters,
            @Nullable TlsGate tls,
            @Nullable SocketThreads threads)
            throws ListenException {
        AddressLimits addresses = new AddressLimits(settings.admission(), settings.addressFrames(), System::nanoTime);
        ConnectionLimit limit = new ConnectionLimit(settings.admission(), addresses, meters, System::nanoTime);
        FrameLimits frames = new FrameLimits(settings.customerFlow(), settings.agentFlow(), addresses);
        Router router = new Router(
                limit,
                new WebSocketUpgrade(events, loop, meters, settings, limit, frames),
                new ApiEndpoint(api, loop, settings.callsMax(), meters),
                new PageEndpoint(pages),
                meters);
        Pipeline pipeline = new Pipeline(settings, limit, router, meters, tls);
        return new Gateway(
                threads == null
                        ? Listener.open(settings.address(), settings.port(), settings.threads(), THREAD_NAME, pipeline)
                        : Listener.open(settings.address(), settings.port(), threads, pipeline),
                limit);
    }

    /** {@return the port listened on} */
    public int port() {
        return listener.port();
    }

    /** For tests. */
    ConnectionLimit.Counts counts() {
        return limit.counts();
    }

    /** Takes no more connections; those there are stay. */
    public void stopAccepting() {
        listener.stopAccepting();
    }

    /** Closes what is left. Blocks for five seconds at most. */
    @Override
    public void close() {
        listener.close();
    }
}
