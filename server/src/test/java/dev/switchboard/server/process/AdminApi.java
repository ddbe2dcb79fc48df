package dev.switchboard.server.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import dev.switchboard.protocol.v1.Agent;
import dev.switchboard.protocol.v1.Done;
import dev.switchboard.protocol.v1.Error;
import dev.switchboard.protocol.v1.Queue;
import dev.switchboard.protocol.v1.Role;
import dev.switchboard.protocol.v1.SetPasswordRequest;
import dev.switchboard.protocol.v1.SignInRequest;
import dev.switchboard.protocol.v1.Site;
import dev.switchboard.protocol.v1.Tokens;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** An administrator's program. */
public final class AdminApi {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final URI base;
    private final HttpClient http;
    private String token = "";

    public AdminApi(URI base) {
        this(base, HTTP);
    }

    /** @param http with the trust that the server needs */
    AdminApi(URI base, HttpClient http) {
        this.base = base;
        this.http = http;
    }

    public Tokens signIn(String name, String password) throws IOException, InterruptedException {
        Tokens tokens = call(
                "auth/SignIn",
                SignInRequest.newBuilder().setName(name).setPassword(password).build(),
                Tokens.parser());
        token = tokens.getAccessToken();
        return tokens;
    }

    /** A site "demo" with one queue "help", which has one agent. */
    void makeDesk(String agentName, String agentPassword, int capacity, String origin)
            throws IOException, InterruptedException {
        call(
                "admin/PutQueue",
                Queue.newBuilder().setName("help").setTitle("Help").build(),
                Queue.parser());
        call(
                "admin/PutSite",
                Site.newBuilder()
                        .setName("Shop")
                        .setKey("demo")
                        .addOrigins(origin)
                        .setDefaultQueue("help")
                        .addQueues("help")
                        .build(),
                Site.parser());
        Agent agent = call(
                "admin/PutAgent",
                Agent.newBuilder()
                        .setName(agentName)
                        .setDisplayName("Agent " + agentName)
                        .setRole(Role.ROLE_AGENT)
                        .setCapacity(capacity)
                        .addQueues("help")
                        .build(),
                Agent.parser());
        call(
                "admin/SetPassword",
                SetPasswordRequest.newBuilder()
                        .setAgent(agent.getId())
                        .setPassword(agentPassword)
                        .build(),
                Done.parser());
    }

    /** @param method for example "admin/PutQueue" */
    public <T> T call(String method, Message request, Parser<T> parser) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = send(method, request);
        assertThat(response.statusCode()).as(method).isEqualTo(200);
        return parser.parseFrom(response.body());
    }

    /** Calls what must be refused; {@return the name of the error} */
    String refusal(String method, Message request) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = send(method, request);
        assertThat(response.statusCode()).as(method).isNotEqualTo(200);
        return Error.parseFrom(response.body()).getName();
    }

    private HttpResponse<byte[]> send(String method, Message request) throws IOException, InterruptedException {
        HttpRequest.Builder call = HttpRequest.newBuilder(base.resolve("api/" + method))
                .timeout(Duration.ofSeconds(Talk.PATIENCE_S))
                .header("Content-Type", "application/x-protobuf")
                .header("Accept", "application/x-protobuf")
                .POST(HttpRequest.BodyPublishers.ofByteArray(request.toByteArray()));
        if (!token.isEmpty()) {
            call.header("Authorization", "Bearer " + token);
        }
        return http.send(call.build(), HttpResponse.BodyHandlers.ofByteArray());
    }
}
