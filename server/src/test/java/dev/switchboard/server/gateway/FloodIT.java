package dev.switchboard.server.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.switchboard.protocol.CloseCode;
import dev.switchboard.protocol.v1.ClientFrame;
import dev.switchboard.protocol.v1.Hello;
import dev.switchboard.protocol.v1.Send;
import dev.switchboard.server.gateway.GatewaySettings.Admission;
import dev.switchboard.server.gateway.GatewaySettings.ForwardedHeader;
import dev.switchboard.server.gateway.GatewaySettings.Network;
import dev.switchboard.server.gateway.GatewaySettings.Proxies;
import dev.switchboard.server.gateway.GatewaySettings.Rate;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Strangers on real sockets: what they hold is bounded, is given back, and keeps nobody else out. */
@ExtendWith(LeakWatch.class)
class FloodIT {
    private static final int HALF_OPEN = "full".equals(System.getProperty("scenarios")) ? 1_000_000 : 3_000;
    private static final Rate MANY = new Rate(1_000_000, 1_000_000);

    /** Connect, send half of a handshake, go away; over and over. */
    @Test
    void shouldForgetHandshakesThatWereNeverFinished() throws IOException {
        var admission = new Admission(200, 200, MANY, MANY, 100, 100, MANY, Proxies.NONE);
        try (TestGateway gateway = new TestGateway(TestGateway.withAdmission(admission))) {
            byte[] half = RawWebSocket.upgrade("switchboard.v1.proto", "")
                    .substring(0, 60)
                    .getBytes(StandardCharsets.US_ASCII);
            sendAndGo(gateway.port(), half, 200);
            awaitNobody(gateway);
            long filesBefore = openFiles();

            // In portions that fit into the queue of the listening socket: whom it has no room for tries again after a
            // second.
            for (int sent = 0; sent < HALF_OPEN; sent += 500) {
                sendAndGo(gateway.port(), half, 500);
                awaitNobody(gateway);
            }

            assertThat(openFiles()).isLessThan(filesBefore + 20);
            RawWebSocket.open(gateway.port()).close();
            awaitNobody(gateway);
        }
    }

    private static void sendAndGo(int port, byte[] bytes, int times) throws IOException {
        for (int i = 0; i < times; i++) {
            try (Socket socket = new Socket()) {
                // Ends with a reset, so that a million of them leave no ports behind that have to wait.
                socket.setSoLinger(true, 0);
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                socket.getOutputStream().write(bytes);
            }
        }
    }

    private static long openFiles() {
        return ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getOpenFileDescriptorCount();
    }

    private static void awaitNobody(TestGateway gateway) {
        await().atMost(Duration.ofSeconds(30))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(2))
                .untilAsserted(() -> assertThat(gateway.gateway().counts()).isEqualTo(ConnectionLimit.Counts.NONE));
    }

    /** Nobody is locked out by those who only hold connections open, and nobody who was welcomed has to go. */
    @Test
    void shouldCloseTheOldestStrangerForANewOne() throws IOException {
        var admission = new Admission(200, 200, MANY, MANY, 100, 3, MANY, Proxies.NONE);
        try (TestGateway gateway = new TestGateway(TestGateway.withAdmission(admission));
                RawWebSocket welcomed = RawWebSocket.open(gateway.port())) {
            welcomed.send(hello());
            assertThat(welcomed.read().frame().hasWelcome()).isTrue();
            try (RawWebSocket silent = RawWebSocket.connect(gateway.port());
                    RawWebSocket upgraded = after(gateway, 1, () -> RawWebSocket.open(gateway.port()));
                    RawWebSocket third = after(gateway, 2, () -> RawWebSocket.open(gateway.port()));
                    RawWebSocket fourth = RawWebSocket.open(gateway.port())) {
                assertThat(silent.atEnd()).isTrue();
                try (RawWebSocket fifth = RawWebSocket.open(gateway.port())) {
                    assertThat(upgraded.readCloseCode()).isEqualTo(CloseCode.OVERLOADED.number());
                    for (RawWebSocket each : List.of(third, fourth, fifth, welcomed)) {
                        each.send(text());
                        assertThat(each.read().frame().hasSent()).isTrue();
                    }
                }
            }
        }
    }

    private interface Opening {
        RawWebSocket open() throws IOException;
    }

    /** So that the order in which strangers came is known. */
    private static RawWebSocket after(TestGateway gateway, int strangers, Opening opening) throws IOException {
        await().until(() -> gateway.gateway().counts().strangers() == strangers);
        return opening.open();
    }

    /** A byte now and then does not make a request younger. */
    @Test
    void shouldCloseWhoDripsARequest() throws IOException {
        String head =
                "POST /api/x/Y HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n";
        try (TestGateway gateway = new TestGateway(TestGateway.withRequestTimeout(1_000))) {
            for (String begin :
                    List.of("GET /", head, RawWebSocket.upgrade("x", "").substring(0, 100))) {
                try (RawWebSocket client = RawWebSocket.connect(gateway.port())) {
                    long startNanos = System.nanoTime();
                    client.raw(begin.getBytes(StandardCharsets.US_ASCII));
                    int drops = client.dripUntilClosed('a', 50);
                    assertThat(drops).isPositive();
                    assertThat(Duration.ofNanos(System.nanoTime() - startNanos)).isGreaterThan(Duration.ofMillis(900));
                }
            }
            awaitNobody(gateway);
        }
    }

    /** The address counts that the proxy names, from the first request on. */
    @Test
    void shouldLimitByTheAddressThatATrustedProxyNames() throws IOException {
        Network loopback = new Network(InetAddress.getLoopbackAddress(), 8);
        var proxies = new Proxies(List.of(loopback), ForwardedHeader.X_FORWARDED_FOR);
        var admission = new Admission(200, 2, MANY, MANY, 100, 100, MANY, proxies);
        List<RawWebSocket> open = new ArrayList<>();
        try (TestGateway gateway = new TestGateway(TestGateway.withAdmission(admission))) {
            for (String client : List.of("203.0.113.7", "1.1.1.1, 203.0.113.7", "203.0.113.8", "2001:db8::1")) {
                open.add(RawWebSocket.open(gateway.port(), "X-Forwarded-For: " + client + "\r\n", 0));
            }
            assertThat(answerTo(gateway, "203.0.113.7"))
                    .startsWith("HTTP/1.1 429 ")
                    .containsIgnoringCase("retry-after");
            assertThat(answerTo(gateway, "[2001:db8::2]:99")).startsWith("HTTP/1.1 101 ");
            assertThat(answerTo(gateway, "no address")).startsWith("HTTP/1.1 400 ");
            assertThat(gateway.events.connections.get(0).remoteAddress()).isEqualTo("203.0.113.7");
            for (RawWebSocket each : open) {
                each.close();
            }
            awaitNobody(gateway);
        }
    }

    private static String answerTo(TestGateway gateway, String client) throws IOException {
        try (RawWebSocket socket = RawWebSocket.connect(gateway.port())) {
            return socket.request(RawWebSocket.upgrade("switchboard.v1.proto", "X-Forwarded-For: " + client + "\r\n"));
        }
    }

    private static ClientFrame hello() {
        return ClientFrame.newBuilder()
                .setId(1)
                .setHello(Hello.newBuilder().setToken("ROLE_CUSTOMER"))
                .build();
    }

    private static ClientFrame text() {
        return ClientFrame.newBuilder()
                .setId(2)
                .setSend(Send.newBuilder().setText("hi"))
                .build();
    }
}
