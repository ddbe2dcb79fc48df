package dev.switchboard.server.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.switchboard.client.Chat;
import dev.switchboard.client.CloseReason;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Frames typed as JSON, on the real jar, with people who speak binary on the other side. */
class JsonConversationIT {
    private static final Path DOCUMENT = Path.of("../docs/protocol.md");
    private static final Pattern EXAMPLE = Pattern.compile("```websocat\n(.*?)```", Pattern.DOTALL);
    private static final Pattern ACCESS_TOKEN = Pattern.compile("\"accessToken\":\\s*\"([^\"]+)\"");

    @RegisterExtension
    private final Servers servers = new Servers();

    @Test
    void shouldSpeakAsTheDocumentShows() throws Exception {
        ServerProcess server = servers.create().start("demo");
        servers.secret(DemoIT.code(server, "dai")); // from here on the sample site is there
        String origin = "http://localhost:" + server.port();
        Matcher example = EXAMPLE.matcher(Files.readString(DOCUMENT));
        assertThat(example.find()).isTrue();
        List<String> lines = example.group(1).lines().toList();
        assertThat(lines).hasSizeGreaterThan(10);

        String token = token(server, "CustomerToken", "{\"site\":\"demo\"}", origin);
        String chat = "CHAT";
        try (var person = new TextSocket(server.webSocket(), origin)) {
            for (String line : lines) {
                String frame = line.substring(2).replace("TOKEN", token);
                if (line.startsWith("> ")) {
                    person.type(frame.replace("\"CHAT\"", "\"" + chat + "\""));
                } else if (chat.equals("CHAT") && frame.contains("\"CHAT\"")) {
                    JsonObject reply = person.until(frame.replace("\"id\":\"CHAT\",", ""));
                    chat = reply.getAsJsonObject("chatReply")
                            .getAsJsonObject("chat")
                            .get("id")
                            .getAsString();
                } else {
                    person.until(frame.replace("\"CHAT\"", "\"" + chat + "\""));
                }
            }
        }
    }

    /** The agent types; his connection breaks in the middle, and he goes on with the same session. */
    @Test
    void shouldTalkToBinaryClientsAndResume() throws Exception {
        ServerProcess server = servers.create().start("demo");
        String code = servers.secret(DemoIT.code(server, "dai"));
        String hello =
                "\"hello\":{\"token\":\"" + token(server, "RedeemLink", "{\"code\":\"" + code + "\"}", "") + "\"";
        Customer customer = servers.customer(server);
        String session;
        String chatId;
        Chat chat;
        try (var agent = new TextSocket(server.webSocket(), "")) {
            agent.type("{\"id\":1," + hello + "}}");
            session = agent.until("{\"replyTo\":\"1\",\"welcome\":{\"role\":\"ROLE_AGENT\"}}")
                    .getAsJsonObject("welcome")
                    .get("session")
                    .getAsString();
            agent.type("{\"id\":2,\"setPresence\":{\"presence\":\"PRESENCE_AVAILABLE\"}}");
            agent.until("{\"replyTo\":\"2\",\"agentState\":{\"presence\":\"PRESENCE_AVAILABLE\"}}");
            chat = customer.open("support");
            chatId = chat.id();
            String offer = agent.until("{\"offer\":{\"chat\":{\"id\":\"" + chatId + "\"}}}")
                    .getAsJsonObject("offer")
                    .get("id")
                    .getAsString();
            agent.type("{\"id\":3,\"acceptOffer\":{\"offer\":\"" + offer + "\"}}");
            agent.until("{\"replyTo\":\"3\",\"chatReply\":{\"chat\":{\"phase\":\"CHAT_PHASE_ACTIVE\"}}}");
            agent.type("{\"id\":4,\"send\":{\"chat\":\"" + chatId
                    + "\",\"messageId\":\"by-hand-0001\",\"text\":\"Grüße 👋 <b>\"}}");
            agent.until("{\"replyTo\":\"4\",\"sent\":{}}");
            Talk.untilTextIs(customer.seen, "Grüße 👋 <b>");
        }
        Talk.done(chat.send("Are you there?"));

        try (var agent = new TextSocket(server.webSocket(), "")) {
            agent.type("{\"id\":1," + hello + ",\"session\":\"" + session + "\",\"resume\":[{\"chat\":\"" + chatId
                    + "\",\"lastSequence\":\"3\"}]}}");
            JsonObject welcome = agent.until("{\"welcome\":{\"session\":\"" + session + "\"}}");
            assertThat(welcome.toString())
                    .contains("\"outcome\":\"RESUME_OUTCOME_RECOVERED\"", "\"text\":\"Are you there?\"")
                    .doesNotContain("Grüße");
            agent.type("{\"id\":2,\"closeChat\":{\"chat\":\"" + chatId + "\",\"assignment\":1,\"reason\":"
                    + "\"CLOSE_REASON_SOLVED\"}}");
            agent.until("{\"replyTo\":\"2\",\"chatReply\":{\"chat\":{\"phase\":\"CHAT_PHASE_CLOSED\"}}}");
        }
        assertThat(Talk.done(customer.closed)).isEqualTo(CloseReason.SOLVED);
        Talk.assertUnbroken(customer.seen);
    }

    private static String token(ServerProcess server, String method, String body, String origin)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.http().resolve("api/auth/" + method))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (!origin.isEmpty()) {
            request.header("Origin", origin);
        }
        String answer = HttpClient.newHttpClient()
                .send(request.build(), HttpResponse.BodyHandlers.ofString())
                .body();
        Matcher token = ACCESS_TOKEN.matcher(answer);
        assertThat(token.find()).isTrue();
        return token.group(1);
    }
}
