package dev.switchboard.server.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.protocol.v1.Chat;
import dev.switchboard.protocol.v1.ChatSnapshot;
import dev.switchboard.protocol.v1.ClientFrame;
import dev.switchboard.protocol.v1.CustomerTokenRequest;
import dev.switchboard.protocol.v1.Entry;
import dev.switchboard.protocol.v1.GetEntries;
import dev.switchboard.protocol.v1.Hello;
import dev.switchboard.protocol.v1.ResumePoint;
import dev.switchboard.protocol.v1.Send;
import dev.switchboard.protocol.v1.ServerFrame;
import dev.switchboard.protocol.v1.StartChat;
import dev.switchboard.protocol.v1.Tokens;
import dev.switchboard.server.gateway.RawWebSocket;
import java.io.EOFException;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A customer on a bare socket, who reads when he is told to, and keeps the entries in the order in which they came. */
final class WireCustomer implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    final List<Entry> entries = new ArrayList<>();
    private final ServerProcess server;
    private final String token;
    private final int receiveBufferBytes;
    private RawWebSocket socket;
    private long nextId = 2;
    private String chat = "";

    /** @param receiveBufferBytes 0 for the usual */
    WireCustomer(ServerProcess server, int receiveBufferBytes) throws IOException, InterruptedException {
        this.server = server;
        this.receiveBufferBytes = receiveBufferBytes;
        token = token(server);
    }

    private static String token(ServerProcess server) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(server.http().resolve("api/auth/CustomerToken"))
                .header("Content-Type", "application/x-protobuf")
                .header("Origin", "http://localhost:" + server.port())
                .POST(HttpRequest.BodyPublishers.ofByteArray(CustomerTokenRequest.newBuilder()
                        .setSite("demo")
                        .build()
                        .toByteArray()))
                .build();
        HttpResponse<byte[]> response = HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray());
        assertThat(response.statusCode()).isEqualTo(200);
        return Tokens.parseFrom(response.body()).getAccessToken();
    }

    /** Opens a socket and says hello, resuming what is held; gives the answer, a welcome or an error. */
    ServerFrame hello() throws IOException {
        socket = RawWebSocket.open(server.port(), "", receiveBufferBytes);
        Hello.Builder hello = Hello.newBuilder().setToken(token);
        if (!entries.isEmpty()) {
            Entry last = entries.get(entries.size() - 1);
            hello.addResume(ResumePoint.newBuilder()
                    .setChat(chat)
                    .setLastSequence(last.getSequence())
                    .setLastTimeMs(last.getTimeMs()));
        }
        socket.send(ClientFrame.newBuilder().setId(1).setHello(hello).build());
        return reply(1);
    }

    WireCustomer connect() throws IOException {
        assertThat(hello().hasWelcome()).isTrue();
        return this;
    }

    String start(String queue) throws IOException {
        ServerFrame reply = ask(ClientFrame.newBuilder()
                .setStartChat(StartChat.newBuilder().setKey("the-only-chat").setQueue(queue)));
        assertThat(reply.hasChatReply()).as("%s", reply).isTrue();
        Chat started = reply.getChatReply().getChat();
        entries.addAll(reply.getChatReply().getEntriesList());
        chat = started.getId();
        return chat;
    }

    /** Sends a text and waits for the answer. */
    ServerFrame say(String text) throws IOException {
        return ask(text(text));
    }

    /** Sends so many texts, and waits for nothing. */
    void shout(int times) throws IOException {
        for (int i = 0; i < times; i++) {
            long id = nextId++;
            socket.send(text("flood").setId(id).build());
        }
    }

    private ClientFrame.Builder text(String text) {
        return ClientFrame.newBuilder()
                .setSend(Send.newBuilder()
                        .setChat(chat)
                        .setMessageId("message-" + nextId)
                        .setText(text));
    }

    private ServerFrame ask(ClientFrame.Builder frame) throws IOException {
        long id = nextId++;
        socket.send(frame.setId(id).build());
        return reply(id);
    }

    private ServerFrame reply(long id) throws IOException {
        while (true) {
            RawWebSocket.Received next = socket.read();
            assertThat(next.opcode()).as("no close").isEqualTo(RawWebSocket.BINARY);
            ServerFrame frame = next.frame();
            keep(frame);
            if (frame.getReplyTo() == id) {
                return frame;
            }
        }
    }

    private void keep(ServerFrame frame) {
        if (frame.hasEntryPush()) {
            entries.add(frame.getEntryPush().getEntry());
        }
        for (ChatSnapshot snapshot : frame.getWelcome().getChatsList()) {
            entries.addAll(snapshot.getEntriesList());
        }
        entries.addAll(frame.getEntries().getEntriesList());
    }

    /** Reads what there is; gives the close code if the server has closed, else 0. */
    int readWhatIsThere() throws IOException {
        while (socket.hasInput()) {
            RawWebSocket.Received next = socket.read();
            if (next.opcode() == RawWebSocket.CLOSE) {
                return next.closeCode();
            }
            keep(next.frame());
        }
        return 0;
    }

    /** Reads on until the server closes; gives its code, 0 when it did so without one. */
    int readUntilClosed() throws IOException {
        while (true) {
            RawWebSocket.Received next;
            try {
                next = socket.read();
            } catch (EOFException e) {
                return 0;
            }
            if (next.opcode() == RawWebSocket.CLOSE) {
                return next.closeCode();
            }
            keep(next.frame());
        }
    }

    /** Asks for what follows the last entry held, until the number is reached, and no faster than a customer may. */
    void readUpTo(long sequence) {
        await("entry " + sequence)
                .atMost(Duration.ofSeconds(60))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(60))
                .until(() -> {
                    long last = entries.get(entries.size() - 1).getSequence();
                    if (last < sequence) {
                        ask(ClientFrame.newBuilder()
                                .setGetEntries(
                                        GetEntries.newBuilder().setChat(chat).setAfterSequence(last)));
                    }
                    return entries.get(entries.size() - 1).getSequence() >= sequence;
                });
    }

    @Override
    public void close() throws IOException {
        if (socket != null) {
            socket.close();
        }
    }
}
