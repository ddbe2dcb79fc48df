package dev.switchboard.loadtest.desk;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import dev.switchboard.protocol.v1.CustomerTokenRequest;
import dev.switchboard.protocol.v1.Error;
import dev.switchboard.protocol.v1.ProgramTokenRequest;
import dev.switchboard.protocol.v1.SignInRequest;
import dev.switchboard.protocol.v1.Tokens;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Calls of {@code POST /api/<service>/<method>} with binary bodies. Blocks. */
public final class ServerApi {

    private static final Duration TIMEOUT = Duration.ofSeconds(15);
    private static final int TOO_MANY = 429;
    private static final int FULL = 503;
    private static final int ATTEMPTS_MAX = 20;
    private static final long PAUSE_MS = 250;

    private final URI base;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();

    /** Speaks to the server whose WebSocket address this is. */
    public ServerApi(URI webSocket) {
        String scheme = webSocket.getScheme().equals("wss") ? "https" : "http";
        base = URI.create(scheme + "://" + webSocket.getRawAuthority() + "/api/");
    }

    /** A token for the bearer of an app key. */
    public String programToken(String keyId, String secret) {
        return programToken(AppKeyAssertion.sign(keyId, secret, "", Instant.now()));
    }

    private String programToken(String assertion) {
        ProgramTokenRequest request =
                ProgramTokenRequest.newBuilder().setAssertion(assertion).build();
        return call("auth/ProgramToken", request, Tokens.parser(), Map.of()).getAccessToken();
    }

    /** A token for an agent, by an app key that may act as him. */
    public String agentToken(String keyId, String secret, String agent) {
        return programToken(AppKeyAssertion.sign(keyId, secret, "agent:" + agent, Instant.now()));
    }

    /** A token for a customer who is on a page of the site. */
    public String customerToken(String site, String origin) {
        CustomerTokenRequest request =
                CustomerTokenRequest.newBuilder().setSite(site).build();
        return call("auth/CustomerToken", request, Tokens.parser(), Map.of("Origin", origin))
                .getAccessToken();
    }

    /** A token for a person. */
    public String signIn(String name, String password) {
        SignInRequest request =
                SignInRequest.newBuilder().setName(name).setPassword(password).build();
        return call("auth/SignIn", request, Tokens.parser(), Map.of()).getAccessToken();
    }

    /** One call; what the server calls retryable is tried again for some seconds. */
    public <T extends MessageLite> T call(String method, MessageLite request, Parser<T> parser, String token) {
        return call(method, request, parser, Map.of("Authorization", "Bearer " + token));
    }

    private <T extends MessageLite> T call(
            String method, MessageLite request, Parser<T> parser, Map<String, String> headers) {
        for (int attempt = 1; ; attempt++) {
            try {
                return callOnce(method, request, parser, headers);
            } catch (DeskException e) {
                if (!e.retryable() || attempt == ATTEMPTS_MAX) {
                    throw e;
                }
                pause();
            }
        }
    }

    private <T extends MessageLite> T callOnce(
            String method, MessageLite request, Parser<T> parser, Map<String, String> headers) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(base.resolve(method))
                .timeout(TIMEOUT)
                .header("Content-Type", "application/x-protobuf")
                .header("Accept", "application/x-protobuf")
                .POST(HttpRequest.BodyPublishers.ofByteArray(request.toByteArray()));
        headers.forEach(builder::header);
        HttpResponse<byte[]> response;
        try {
            response = http.send(builder.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new DeskException(method + ": " + base.getAuthority() + " does not answer: " + e, true);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DeskException(method + ": interrupted", false);
        }
        try {
            if (response.statusCode() == 200) {
                return parser.parseFrom(response.body());
            }
            if (response.statusCode() == TOO_MANY || response.statusCode() == FULL) {
                // Told before the call was read, and so in JSON.
                throw new DeskException(method + ": refused with status " + response.statusCode(), true);
            }
            Error error = Error.parseFrom(response.body());
            throw new DeskException(
                    method + ": " + error.getName() + " (" + error.getMessage() + ") " + error.getDetailsMap(),
                    error.getRetryable());
        } catch (InvalidProtocolBufferException e) {
            throw new DeskException(
                    method + ": the answer, status " + response.statusCode() + ", is none of Switchboard's", false);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DeskException("interrupted", false);
        }
    }
}
