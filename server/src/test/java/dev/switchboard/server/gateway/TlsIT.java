package dev.switchboard.server.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.switchboard.protocol.v1.ClientFrame;
import dev.switchboard.protocol.v1.Send;
import dev.switchboard.server.pages.PageAnswer;
import dev.switchboard.server.tls.PemFiles;
import dev.switchboard.server.tls.ServerCertificate;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** TLS on the main port, with sockets that can do it well and badly. */
@ExtendWith(LeakWatch.class)
class TlsIT {
    private static final Duration HSTS = Duration.ofDays(3);

    @TempDir
    static Path directory;

    private static ServerCertificate first;
    private static ServerCertificate second;
    private static SSLContext client;

    private TlsGate gate;
    private TestGateway gateway;

    @BeforeAll
    static void make() throws Exception {
        PemFiles pem = new PemFiles(directory).authority();
        first = pem.pair("first").read().certificate();
        second = pem.pair("second").read().certificate();
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        try (var in = Files.newInputStream(pem.path("ca.pem"))) {
            trusted.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        client = SSLContext.getInstance("TLS");
        client.init(null, trust.getTrustManagers(), null);
    }

    @BeforeEach
    void open() throws IOException {
        gate = new TlsGate(first, HSTS);
        gateway = open(TestGateway.SETTINGS);
    }

    private TestGateway open(GatewaySettings settings) throws IOException {
        return new TestGateway(
                settings,
                request -> CompletableFuture.completedFuture(
                        request.path().equals("/page")
                                ? PageAnswer.json("\"page\"")
                                : PageAnswer.refuse(404, "There is no such page.")),
                gate);
    }

    @AfterEach
    void close() {
        gateway.close();
    }

    private SSLSocket connect(String... protocols) throws IOException {
        SSLSocket socket = (SSLSocket) client.getSocketFactory().createSocket("localhost", gateway.port());
        socket.setSoTimeout(10_000);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        if (protocols.length > 0) {
            parameters.setProtocols(protocols);
        }
        socket.setSSLParameters(parameters);
        return socket;
    }

    private static String ask(Socket socket, String request) throws IOException {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static X509Certificate shown(SSLSocket socket) throws IOException {
        socket.startHandshake();
        return (X509Certificate) socket.getSession().getPeerCertificates()[0];
    }

    @Test
    void shouldServePagesApiAndWebSocketWithSecurityHeaders() throws Exception {
        List<String> heads = List.of(
                "GET /page HTTP/1.1",
                "GET /none HTTP/1.1",
                "GET /ws HTTP/1.1",
                "POST /api/none/None HTTP/1.1",
                "GET /" + "x".repeat(20_000) + " HTTP/1.1",
                "rubbish",
                "POST /api/none/None HTTP/1.1\r\nContent-Length: 9999999\r\nExpect: 100-continue",
                "POST /api/none/None HTTP/1.1\r\nContent-Length: 9999999");
        for (String head : heads) {
            try (SSLSocket socket = connect()) {
                String answer = ask(socket, head + "\r\nHost: localhost\r\nConnection: close\r\n\r\n");
                assertThat(answer)
                        .as(head)
                        .startsWith("HTTP/1.1 ")
                        .contains(
                                "strict-transport-security: max-age=259200\r\n",
                                "x-content-type-options: nosniff\r\n",
                                "referrer-policy: no-referrer\r\n",
                                "cache-control: no-store\r\n",
                                "content-security-policy: default-src 'none'",
                                "frame-ancestors 'none'",
                                "x-frame-options: DENY\r\n",
                                "cross-origin-resource-policy: same-origin\r\n",
                                "permissions-policy: camera=()");
            }
        }
        try (SSLSocket socket = connect();
                RawWebSocket webSocket = RawWebSocket.over(socket)) {
            talk(webSocket, 7);
        }
    }

    private static void talk(RawWebSocket webSocket, long id) throws IOException {
        webSocket.send(ClientFrame.newBuilder()
                .setId(id)
                .setSend(Send.newBuilder().setText("hi"))
                .build());
        assertThat(webSocket.read().frame().getSent().getSequence()).isEqualTo(id);
    }

    @Test
    void shouldSpeakTls13And12WithForwardSecrecyOnly() throws Exception {
        for (String protocol : List.of("TLSv1.3", "TLSv1.2")) {
            try (SSLSocket socket = connect(protocol)) {
                shown(socket);
                assertThat(socket.getSession().getProtocol()).isEqualTo(protocol);
                assertThat(socket.getSession().getCipherSuite()).containsAnyOf("GCM", "CHACHA20");
            }
        }
        try (SSLSocket socket = connect("TLSv1.2")) {
            socket.setEnabledCipherSuites(new String[] {"TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256"});
            assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLException.class);
        }
    }

    @Test
    void shouldTellWhoSpeaksPlainHttp() throws Exception {
        try (Socket plain = new Socket("localhost", gateway.port())) {
            assertThat(ask(plain, "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                    .startsWith("HTTP/1.1 400 Bad Request\r\n")
                    .endsWith("This port speaks HTTPS and WSS only.\n");
        }
        try (Socket rubbish = new Socket("localhost", gateway.port())) {
            assertThat(ask(rubbish, "\u0001\u0002")).isEmpty();
        }
        assertThat(gateway.events.seen).isEmpty();
    }

    @Test
    void shouldGiveNewConnectionsTheNewCertificateAndKeepTheOld() throws Exception {
        try (SSLSocket before = connect();
                RawWebSocket webSocket = RawWebSocket.over(before)) {
            assertThat(shown(before)).isEqualTo(first.own());
            talk(webSocket, 1);

            gate.use(second);

            talk(webSocket, 2);
            for (String protocol : List.of("TLSv1.3", "TLSv1.2")) {
                try (SSLSocket after = connect(protocol)) {
                    assertThat(shown(after)).isEqualTo(second.own());
                }
            }
            talk(webSocket, 3);
        }
    }

    /** Silence, a part of a handshake, and a handshake without a request: all in one time. */
    @Test
    void shouldCutSlowHandshakes() throws Exception {
        gateway.close();
        gateway = open(TestGateway.withRequestTimeout(400));
        byte[] begun = {22, 3, 1, 2, 0, 1, 0, 1, (byte) 0xfc, 3, 3};
        try (Socket silent = new Socket("localhost", gateway.port());
                Socket slow = new Socket("localhost", gateway.port());
                SSLSocket idle = connect()) {
            slow.getOutputStream().write(begun);
            shown(idle);
            for (Socket socket : List.of(silent, slow, idle)) {
                socket.setSoTimeout(5_000);
                assertThat(socket.getInputStream().readAllBytes()).hasSizeLessThan(20);
            }
        }
    }

    @Test
    void shouldSurviveDamagedHandshakesWithoutFillingTheLog() throws Exception {
        ListAppender<ILoggingEvent> logged = new ListAppender<>();
        logged.start();
        Logger logger = (Logger) LoggerFactory.getLogger(Router.class);
        logger.addAppender(logged);
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            byte[] bytes = new byte[6 + random.nextInt(600)];
            random.nextBytes(bytes);
            bytes[0] = 22;
            bytes[1] = 3;
            bytes[3] = (byte) random.nextInt(3);
            try (Socket socket = new Socket("localhost", gateway.port())) {
                socket.getOutputStream().write(bytes);
            }
            if (round % 10 == 0) {
                await().until(() -> gateway.events.seen.isEmpty());
            }
        }
        try (SSLSocket socket = connect()) {
            assertThat(shown(socket)).as("seed %d", seed).isEqualTo(first.own());
        }
        logger.detachAppender(logged);
        assertThat(logged.list).noneMatch(event -> event.getLevel().isGreaterOrEqual(Level.INFO));
    }
}
