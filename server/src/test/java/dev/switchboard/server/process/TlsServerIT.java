package dev.switchboard.server.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.switchboard.client.AgentChat;
import dev.switchboard.client.AgentClient;
import dev.switchboard.client.Chat;
import dev.switchboard.client.ChatClient;
import dev.switchboard.client.Credentials;
import dev.switchboard.client.Message;
import dev.switchboard.client.Offer;
import dev.switchboard.client.Presence;
import dev.switchboard.client.StateChange;
import dev.switchboard.server.tls.PemFiles;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The real jar with a certificate of an authority of one's own. */
class TlsServerIT {
    private static final Duration RENEWED_WITHIN = Duration.ofSeconds(40);

    @RegisterExtension
    private final Servers servers = new Servers();

    private PemFiles pem;
    private SSLContext trust;

    private ServerProcess server() throws Exception {
        pem = new PemFiles(servers.folder("pem")).authority();
        pem.pair("first");
        pem.pair("second");
        pem.replace("server.pem", "first.pem");
        pem.replace("server.key", "first.key");
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        try (var in = Files.newInputStream(pem.path("ca.pem"))) {
            trusted.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        trust = SSLContext.getInstance("TLS");
        trust.init(null, factory.getTrustManagers(), null);
        return servers.create()
                .with("HTTP_TLS_CERTIFICATE_FILE", pem.path("server.pem").toString())
                .with("HTTP_TLS_KEY_FILE", pem.path("server.key").toString());
    }

    private SSLSocket handshake(ServerProcess server, String protocol) throws IOException {
        SSLSocket socket = (SSLSocket) trust.getSocketFactory().createSocket("localhost", server.port());
        socket.setSoTimeout(10_000);
        socket.setEnabledProtocols(new String[] {protocol});
        socket.startHandshake();
        return socket;
    }

    private X509Certificate shown(ServerProcess server) throws IOException {
        try (SSLSocket socket = handshake(server, "TLSv1.3")) {
            return (X509Certificate) socket.getSession().getPeerCertificates()[0];
        }
    }

    @Test
    void shouldConverseOverTlsWhileTheCertificateIsRenewed() throws Exception {
        ServerProcess server = server();
        String password = servers.secret("correct horse battery");
        assertThat(server.run(password + "\n", "init-admin").exitCode()).isZero();
        server.start("serve");
        URI webSocket = URI.create("wss://localhost:" + server.port() + "/ws");
        URI https = URI.create("https://localhost:" + server.port() + "/");
        var admin =
                new AdminApi(https, HttpClient.newBuilder().sslContext(trust).build());
        admin.signIn("admin", password);
        admin.makeDesk("anna", password, 1, "https://shop.example.com");
        BlockingQueue<Offer> offers = new LinkedBlockingQueue<>();
        List<Message> seen = new CopyOnWriteArrayList<>();
        List<StateChange> changes = new CopyOnWriteArrayList<>();
        try (AgentClient agent = AgentClient.builder(webSocket)
                        .trust(pem.path("ca.pem"))
                        .credentials(Credentials.password("anna", password))
                        .onOffer(offers::add)
                        .onStateChange(changes::add)
                        .build();
                ChatClient customer = ChatClient.builder(webSocket)
                        .trust(pem.path("ca.pem"))
                        .credentials(Credentials.customer("demo", "https://shop.example.com"))
                        .build();
                ChatClient stranger = ChatClient.builder(webSocket)
                        .requestDeadline(Duration.ofSeconds(1))
                        .credentials(Credentials.customer("demo", "https://shop.example.com"))
                        .build()) {
            Talk.done(agent.connect());
            Talk.done(agent.setPresence(Presence.AVAILABLE));
            Talk.done(customer.connect());
            CompletableFuture<?> untrusting = stranger.connect();
            assertThatThrownBy(() -> Talk.done(untrusting))
                    .as("trusts Java's authorities only")
                    .isNotNull();
            Chat chat = Talk.done(customer.chat("help").onMessage(seen::add).open());
            AgentChat taken =
                    Talk.done(offers.poll(Talk.PATIENCE_S, TimeUnit.SECONDS).accept());
            Talk.done(taken.send("before"));

            X509Certificate before = shown(server);
            int connected = changes.size();
            pem.replace("server.pem", "second.pem");
            await("told of half a pair").atMost(RENEWED_WITHIN).untilAsserted(() -> {
                assertThat(server.management("/health/ready"))
                        .contains("\"status\":\"ready\"", "\"certificate\"", "another key");
                assertThat(server.management("/metrics")).contains("switchboard_gateway_certificate_refused 1");
            });
            assertThat(shown(server)).isEqualTo(before);
            pem.replace("server.key", "second.key");
            await("the new pair")
                    .atMost(RENEWED_WITHIN)
                    .until(() -> !shown(server).equals(before));

            Talk.done(taken.send("after"));
            Talk.untilTextIs(seen, "before");
            Talk.untilTextIs(seen, "after");
            assertThat(changes).as("the agent's connection stayed").hasSize(connected);
            assertThat(server.management("/metrics")).contains("switchboard_gateway_certificate_refused 0");
            Talk.done(chat.send("bye"));
        }
    }

    /** In TLS 1.2 a client may ask for handshake after handshake on one connection, each a signature of the server. */
    @Test
    void shouldRefuseFurtherHandshakes() throws Exception {
        ServerProcess server = server();
        assertThat(server.run("correct horse battery\n", "init-admin").exitCode())
                .isZero();
        server.start("serve");
        try (SSLSocket socket = handshake(server, "TLSv1.2")) {
            assertThatThrownBy(() -> {
                        socket.startHandshake();
                        socket.getOutputStream().write(1);
                        assertThat(socket.getInputStream().read()).isNegative();
                        throw new IOException("closed");
                    })
                    .isInstanceOf(IOException.class);
        }
        assertThat(shown(server).getSubjectX500Principal().getName()).isEqualTo("CN=localhost");
    }

    @Test
    void shouldReportAllFaultsOfTheFilesAtOnce() throws Exception {
        ServerProcess server = server();
        ServerProcess.Ended mismatched = server.with(
                        "HTTP_TLS_KEY_FILE", pem.path("second.key").toString())
                .run("", "check-config");
        assertThat(mismatched.exitCode()).isEqualTo(78);
        assertThat(mismatched.err()).contains("SWITCHBOARD_HTTP_TLS_KEY_FILE", "http.tls.key-file holds another key");

        ServerProcess.Ended missing = server.with("HTTP_TLS_KEY_FILE", "nowhere.key")
                .with("HTTP_TLS_CERTIFICATE_FILE", pem.path("first.key").toString())
                .run("", "check-config");
        assertThat(missing.err())
                .contains(
                        "2 faults",
                        "http.tls.certificate-file holds no certificate",
                        "http.tls.key-file cannot be read");

        ServerProcess.Ended half =
                server.withoutSetting("HTTP_TLS_CERTIFICATE_FILE").run("", "check-config");
        assertThat(half.err()).contains("http.tls.key-file is given without http.tls.certificate-file");

        ServerProcess.Ended refused = server.with(
                        "HTTP_TLS_CERTIFICATE_FILE", pem.path("first.pem").toString())
                .with("HTTP_TLS_KEY_FILE", pem.path("first.key").toString())
                .run("", "demo");
        assertThat(refused.exitCode()).isEqualTo(69);
        assertThat(refused.err()).contains("speaks no TLS");
    }
}
