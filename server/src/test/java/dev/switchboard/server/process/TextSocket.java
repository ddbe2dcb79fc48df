package dev.switchboard.server.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A person with a command-line WebSocket client: types lines of JSON, and sees all that comes. */
final class TextSocket implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final WebSocket socket;
    private final List<JsonObject> seen = new CopyOnWriteArrayList<>();

    /** @param origin empty for none */
    TextSocket(URI server, String origin) throws Exception {
        WebSocket.Builder builder = HTTP.newWebSocketBuilder().subprotocols("switchboard.v1.json");
        if (!origin.isEmpty()) {
            builder.header("Origin", origin);
        }
        socket = builder.buildAsync(server, new Reader()).get(Talk.PATIENCE_S, TimeUnit.SECONDS);
        assertThat(socket.getSubprotocol()).isEqualTo("switchboard.v1.json");
    }

    private final class Reader implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                seen.add(JsonParser.parseString(text.toString()).getAsJsonObject());
                text.setLength(0);
            }
            from.request(1);
            return null;
        }
    }

    void type(String line) throws Exception {
        socket.sendText(line, true).get(Talk.PATIENCE_S, TimeUnit.SECONDS);
    }

    /** Waits for a frame that has at least what the line has; each frame is found once. */
    JsonObject until(String line) {
        JsonElement pattern = JsonParser.parseString(line);
        await(line)
                .atMost(Duration.ofSeconds(Talk.PATIENCE_S))
                .until(() -> find(pattern).isPresent());
        JsonObject found = find(pattern).orElseThrow();
        seen.remove(found);
        return found;
    }

    private Optional<JsonObject> find(JsonElement pattern) {
        return seen.stream().filter(frame -> has(frame, pattern)).findFirst();
    }

    private static boolean has(JsonElement actual, JsonElement pattern) {
        if (!pattern.isJsonObject()) {
            return actual.equals(pattern);
        }
        return actual.isJsonObject()
                && pattern.getAsJsonObject().entrySet().stream().allMatch(field -> {
                    JsonElement value = actual.getAsJsonObject().get(field.getKey());
                    return value != null && has(value, field.getValue());
                });
    }

    @Override
    public void close() {
        socket.abort();
    }
}
