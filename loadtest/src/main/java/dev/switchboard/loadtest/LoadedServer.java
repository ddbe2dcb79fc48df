package dev.switchboard.loadtest;

import dev.switchboard.loadtest.desk.ServerApi;
import dev.switchboard.loadtest.process.ServerHome;
import dev.switchboard.loadtest.process.ServerProcess;
import dev.switchboard.protocol.v1.AppKey;
import dev.switchboard.protocol.v1.CreateAppKeyRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The server of a run, ready for clients: somebody else's, or a child of ours that ends with {@link #close}. */
final class LoadedServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LoadedServer.class);

    private static final String ADMINISTRATOR = "loadtest-admin";
    private static final Duration START_TIMEOUT = Duration.ofSeconds(90);
    private static final int PASSWORD_BYTES = 24;

    private final URI url;
    private final ServerApi api;
    private final Optional<ServerProcess> process;
    private final Optional<ServerHome> home;
    private String keyId = "";
    private String secret = "";
    private boolean keepLog;

    private LoadedServer(URI url, Optional<ServerHome> home, Optional<ServerProcess> process) {
        this.url = url;
        this.home = home;
        this.process = process;
        api = new ServerApi(url);
    }

    static LoadedServer open(Target target) {
        if (target instanceof Target.Running running) {
            LoadedServer server = new LoadedServer(running.url(), Optional.empty(), Optional.empty());
            server.keyId = running.keyId();
            server.secret = running.secret();
            return server;
        }
        Target.Embedded embedded = (Target.Embedded) target;
        ServerHome home = ServerHome.prepare(embedded.jar());
        ServerProcess process = new ServerProcess(home, embedded.launch());
        LoadedServer server = new LoadedServer(home.webSocket(), Optional.of(home), Optional.of(process));
        try {
            server.begin(process);
            return server;
        } catch (RuntimeException e) {
            server.keepLog();
            server.close();
            throw e;
        }
    }

    private void begin(ServerProcess child) {
        byte[] random = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(random);
        String password = new String(Base64.getUrlEncoder().encode(random), StandardCharsets.US_ASCII);
        child.initAdmin(ADMINISTRATOR, password);
        child.start();
        child.awaitReady(START_TIMEOUT);
        AppKey key = api.call(
                "admin/CreateAppKey",
                CreateAppKeyRequest.newBuilder()
                        .setTitle("Load test")
                        .addAgents("*")
                        .setAdministration(true)
                        .build(),
                AppKey.parser(),
                api.signIn(ADMINISTRATOR, password));
        keyId = key.getId();
        secret = key.getSecret();
    }

    URI url() {
        return url;
    }

    ServerApi api() {
        return api;
    }

    /** A fresh token with administration right. */
    String administratorToken() {
        return api.programToken(keyId, secret);
    }

    Optional<ServerProcess> process() {
        return process;
    }

    Duration cpu() {
        return process.map(ServerProcess::cpu).orElse(Duration.ZERO);
    }

    /** Somebody may want to know what the server had to say. */
    void keepLog() {
        keepLog = true;
    }

    @Override
    public void close() {
        process.ifPresent(ServerProcess::close);
        home.ifPresent(place -> {
            place.delete(keepLog);
            if (keepLog) {
                LOG.info("The server's log is {}", place.log());
            }
        });
    }
}
