package dev.switchboard.server.gateway;

import dev.switchboard.server.api.ApiRequest;
import dev.switchboard.server.gateway.GatewaySettings.Flow;
import dev.switchboard.server.gateway.GatewaySettings.Proxies;
import dev.switchboard.server.gateway.GatewaySettings.Rate;
import dev.switchboard.server.pages.PageAnswer;
import dev.switchboard.server.pages.PageSource;
import dev.switchboard.server.session.Identity;
import dev.switchboard.server.session.TokenVerifier;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A gateway on a free port of the loopback with a recording session layer behind it. */
final class TestGateway implements AutoCloseable {

    /** Everybody here has the same address. */
    static final GatewaySettings.Admission ADMISSION = new GatewaySettings.Admission(
            100,
            20,
            new Rate(10_000, 10_000),
            new Rate(10_000, 10_000),
            50,
            50,
            new Rate(10_000, 10_000),
            Proxies.NONE);

    private static final Rate BYTES = new Rate(1 << 20, 4 << 20);

    static final GatewaySettings SETTINGS = new GatewaySettings(
            "127.0.0.1",
            0,
            2,
            10_000,
            64 << 10,
            4,
            16 << 10,
            256 << 10,
            ADMISSION,
            new Flow(new Rate(20, 40), BYTES),
            new Flow(new Rate(100, 200), BYTES),
            new Rate(10_000, 20_000));

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
        return with(0, ms, ADMISSION);
    }

    /** The usual settings at a given port. */
    static GatewaySettings atPort(int port) {
        return with(port, SETTINGS.requestTimeoutMs(), ADMISSION);
    }

    /** The usual settings but for who may connect. */
    static GatewaySettings withAdmission(GatewaySettings.Admission admission) {
        return with(0, SETTINGS.requestTimeoutMs(), admission);
    }

    private static GatewaySettings with(int port, long requestTimeoutMs, GatewaySettings.Admission admission) {
        return new GatewaySettings(
                SETTINGS.address(),
                port,
                SETTINGS.threads(),
                requestTimeoutMs,
                SETTINGS.bodyBytesMax(),
                SETTINGS.callsMax(),
                SETTINGS.frameBytesMax(),
                SETTINGS.outgoingBytesMax(),
                admission,
                SETTINGS.customerFlow(),
                SETTINGS.agentFlow(),
                SETTINGS.addressFrames());
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
                tls,
                null);
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
