package dev.switchboard.server.gateway;

import dev.switchboard.server.api.ApiRequest;
import dev.switchboard.server.gateway.GatewaySettings.FrameRate;
import dev.switchboard.server.pages.PageAnswer;
import dev.switchboard.server.pages.PageSource;
import dev.switchboard.server.session.Identity;
import dev.switchboard.server.session.TokenVerifier;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A gateway on a free port of the loopback with a recording session layer behind it. */
final class TestGateway implements AutoCloseable {

    static final GatewaySettings SETTINGS = new GatewaySettings(
            "127.0.0.1",
            0,
            2,
            10_000,
            64 << 10,
            4,
            100,
            20,
            16 << 10,
            256 << 10,
            new FrameRate(20, 40),
            new FrameRate(100, 200));

    /** Knows none. */
    private static final PageSource PAGES =
            request -> CompletableFuture.completedFuture(PageAnswer.refuse(404, "There is no such page."));

    /** Accepts "good" as a program with administration rights; knows an expired, a revoked and no other token. */
    static final TokenVerifier TOKENS = token -> switch (token) {
        case "good" -> CompletableFuture.completedFuture(new Identity.Program("key", true, 0, Long.MAX_VALUE));
        case "expired" -> CompletableFuture.failedFuture(new TokenVerifier.Rejected(TokenVerifier.Why.EXPIRED));
        case "revoked" -> CompletableFuture.failedFuture(new TokenVerifier.Rejected(TokenVerifier.Why.REVOKED));
        default -> CompletableFuture.failedFuture(new TokenVerifier.Rejected(TokenVerifier.Why.MALFORMED));
    };

    /** The usual settings but for one. */
    static GatewaySettings withRequestTimeout(long ms) {
        return with(0, ms);
    }

    /** The usual settings at a given port. */
    static GatewaySettings atPort(int port) {
        return with(port, SETTINGS.requestTimeoutMs());
    }

    private static GatewaySettings with(int port, long requestTimeoutMs) {
        return new GatewaySettings(
                SETTINGS.address(),
                port,
                SETTINGS.threads(),
                requestTimeoutMs,
                SETTINGS.bodyBytesMax(),
                SETTINGS.callsMax(),
                SETTINGS.connectionsMax(),
                SETTINGS.connectionsPerAddressMax(),
                SETTINGS.frameBytesMax(),
                SETTINGS.outgoingBytesMax(),
                SETTINGS.customerFrames(),
                SETTINGS.agentFrames());
    }

    final LoopThatMayBeFull loop = new LoopThatMayBeFull();
    final RecordingEvents events = new RecordingEvents();
    private final Gateway gateway;

    TestGateway(GatewaySettings settings, ApiRequest.Service... services) throws IOException {
        this(settings, PAGES, services);
    }

    TestGateway(GatewaySettings settings, PageSource pages, ApiRequest.Service... services) throws IOException {
        this(settings, pages, null, services);
    }

    /** @param tls null for plain HTTP */
    TestGateway(GatewaySettings settings, PageSource pages, TlsGate tls, ApiRequest.Service... services)
            throws IOException {
        OriginPolicy origins = origin -> CompletableFuture.completedFuture(origin.equals("https://shop.example.com"));
        gateway = Gateway.open(
                settings,
                loop,
                events,
                new Gateway.Api(List.of(services), TOKENS, origins),
                pages,
                GatewayMeters.NONE,
                tls);
    }

    Gateway gateway() {
        return gateway;
    }

    int port() {
        return gateway.port();
    }

    @Override
    public void close() {
        gateway.close();
        loop.close();
    }
}
