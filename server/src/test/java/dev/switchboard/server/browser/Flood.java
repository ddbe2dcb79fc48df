package dev.switchboard.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.switchboard.protocol.ErrorCode;
import dev.switchboard.protocol.v1.ClientFrame;
import dev.switchboard.protocol.v1.Hello;
import dev.switchboard.protocol.v1.Send;
import dev.switchboard.protocol.v1.ServerFrame;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A client that sends on without waiting for each answer, which is the quickest way to fill a chat. */
final class Flood implements WebSocket.Listener {
    /** The server takes a hundred. */
    private static final int UNANSWERED_MAX = 90;

    private static final int PATIENCE_S = 20;

    private final BlockingQueue<ServerFrame> frames = new LinkedBlockingQueue<>();
    private final ByteArrayOutputStream parts = new ByteArrayOutputStream();
    private final WebSocket socket;
    private long lastId;

    Flood(URI server) throws Exception {
        socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .subprotocols("switchboard.v1.proto")
                .buildAsync(server, this)
                .get(PATIENCE_S, TimeUnit.SECONDS);
    }

    /** Writes lines into the only open chat of whom the token is, as many as the server takes; gives how many. */
    int fill(String token, int max) throws Exception {
        send(ClientFrame.newBuilder().setHello(Hello.newBuilder().setToken(token)));
        ServerFrame welcome = next();
        assertThat(welcome.hasWelcome()).isTrue();
        String chat = welcome.getWelcome().getChats(0).getChat().getId();
        int taken = 0;
        int answered = 0;
        for (int i = 1; answered < max; i = Math.min(i + 1, max + 1)) {
            if (i <= max) {
                send(ClientFrame.newBuilder()
                        .setSend(Send.newBuilder()
                                .setChat(chat)
                                .setMessageId("line-%04d".formatted(i))
                                .setText("Line " + i)));
            }
            while (answered < max && (i > max || i - answered >= UNANSWERED_MAX)) {
                ServerFrame answer = next();
                if (answer.getReplyTo() != 0) {
                    answered++;
                    taken += answer.hasSent() ? 1 : 0;
                    assertThat(answer.hasSent() || answer.getError().getCode() == ErrorCode.CHAT_FULL.number())
                            .as("%s", answer)
                            .isTrue();
                }
            }
        }
        socket.abort();
        return taken;
    }

    private ServerFrame next() throws InterruptedException {
        ServerFrame frame = frames.poll(PATIENCE_S, TimeUnit.SECONDS);
        assertThat(frame).as("the server's next frame").isNotNull();
        return frame;
    }

    private void send(ClientFrame.Builder frame) throws Exception {
        byte[] bytes = frame.setId(++lastId).build().toByteArray();
        socket.sendBinary(ByteBuffer.wrap(bytes), true).get(PATIENCE_S, TimeUnit.SECONDS);
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
        byte[] bytes = new byte[data.remaining()];
        data.get(bytes);
        parts.writeBytes(bytes);
        if (last) {
            try {
                frames.add(ServerFrame.parseFrom(parts.toByteArray()));
            } catch (InvalidProtocolBufferException e) {
                throw new IllegalStateException(e);
            }
            parts.reset();
        }
        from.request(1);
        return null;
    }
}
