package dev.switchboard.server.dispatch;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.switchboard.protocol.CloseCode;
import dev.switchboard.protocol.ErrorCode;
import dev.switchboard.protocol.v1.ChatSnapshot;
import dev.switchboard.protocol.v1.ClientFrame;
import dev.switchboard.protocol.v1.Entry;
import dev.switchboard.protocol.v1.Heartbeat;
import dev.switchboard.protocol.v1.Hello;
import dev.switchboard.protocol.v1.ServerFrame;
import dev.switchboard.protocol.v1.ServerFrame.BodyCase;
import dev.switchboard.protocol.v1.Welcome;
import dev.switchboard.server.session.Connection;
import dev.switchboard.server.session.EncodedFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A client's end of a connection: collects what it gets, and lets time pass until an answer is there. */
public final class SimClient implements Connection {
    private static final long ANSWER_MS = 10_000;

    private final SimCluster cluster;
    private final SimServer server;
    private final List<ServerFrame> frames = new ArrayList<>();
    private @Nullable CloseCode closed;
    private boolean gone;
    private long nextId = 1;

    SimClient(SimCluster cluster, SimServer server, String origin) {
        this.cluster = cluster;
        this.server = server;
        server.loop().run(() -> server.frontend().opened(this, origin));
    }

    // ---- the server's side

    @Override
    public void send(ServerFrame frame) {
        if (!gone && closed == null) {
            frames.add(frame);
        }
    }

    @Override
    public void send(EncodedFrame frame) {
        try {
            send(ServerFrame.parseFrom(frame.bytes()));
        } catch (InvalidProtocolBufferException bug) {
            throw new AssertionError("The server made a frame that cannot be read", bug);
        }
    }

    @Override
    public void close(CloseCode code) {
        if (!gone && closed == null) {
            closed = code;
            server.loop().execute(() -> server.frontend().closed(this));
        }
    }

    @Override
    public String remoteAddress() {
        return "127.0.0.1";
    }

    // ---- the client's side

    public @Nullable CloseCode closed() {
        return closed;
    }

    /** The socket breaks. */
    public void disconnect() {
        gone = true;
        server.loop().run(() -> server.frontend().closed(this));
    }

    /** Sends without waiting; {@return the id of the frame} */
    public long post(ClientFrame.Builder frame) {
        long id = nextId++;
        raw(frame.setId(id).build());
        return id;
    }

    public void raw(ClientFrame frame) {
        server.loop().execute(() -> server.frontend().frame(this, frame));
    }

    void heartbeat() {
        raw(ClientFrame.newBuilder()
                .setHeartbeat(Heartbeat.getDefaultInstance())
                .build());
    }

    /** Sends and waits for the reply. */
    public ServerFrame ask(ClientFrame.Builder frame) {
        return reply(post(frame));
    }

    public ServerFrame reply(long id) {
        cluster.world().runUntil(() -> frames.stream().anyMatch(frame -> frame.getReplyTo() == id), ANSWER_MS);
        return frames.stream()
                .filter(frame -> frame.getReplyTo() == id)
                .findFirst()
                .orElseThrow();
    }

    /** Sends what must be refused; {@return the error's code} */
    public ErrorCode refused(ClientFrame.Builder frame) {
        return error(ask(frame));
    }

    public static ErrorCode error(ServerFrame reply) {
        if (!reply.hasError()) {
            throw new AssertionError("No error but " + reply);
        }
        return ErrorCode.of(reply.getError().getCode()).orElseThrow();
    }

    public Welcome hello(Hello.Builder hello) {
        ServerFrame reply = ask(ClientFrame.newBuilder().setHello(hello));
        if (!reply.hasWelcome()) {
            throw new AssertionError("No welcome but " + reply);
        }
        return reply.getWelcome();
    }

    /** Waits for the first frame, from an index on, that fits. */
    public ServerFrame await(int from, Predicate<ServerFrame> wanted) {
        cluster.world().runUntil(() -> frames.stream().skip(from).anyMatch(wanted), ANSWER_MS);
        return frames.stream().skip(from).filter(wanted).findFirst().orElseThrow();
    }

    public ServerFrame await(BodyCase body) {
        return await(0, frame -> frame.getBodyCase() == body);
    }

    public void awaitClosed(CloseCode code, long limitMs) {
        cluster.world().runUntil(() -> closed != null, limitMs);
        if (closed != code) {
            throw new AssertionError("Closed with " + closed);
        }
    }

    public List<ServerFrame> frames() {
        return frames;
    }

    public List<ServerFrame> frames(BodyCase body) {
        return frames.stream().filter(frame -> frame.getBodyCase() == body).toList();
    }

    /** Every entry of the chat in the order in which it came, by whichever frame. */
    public List<Entry> entries(String chat) {
        List<Entry> entries = new ArrayList<>();
        for (ServerFrame frame : frames) {
            switch (frame.getBodyCase()) {
                case WELCOME ->
                    frame.getWelcome().getChatsList().stream()
                            .filter(snapshot -> snapshot.getChat().getId().equals(chat))
                            .map(ChatSnapshot::getEntriesList)
                            .forEach(entries::addAll);
                case CHAT_REPLY -> {
                    if (frame.getChatReply().getChat().getId().equals(chat)) {
                        entries.addAll(frame.getChatReply().getEntriesList());
                    }
                }
                case ENTRY_PUSH -> {
                    if (frame.getEntryPush().getChat().equals(chat)) {
                        entries.add(frame.getEntryPush().getEntry());
                    }
                }
                default -> {
                    // Not entries.
                }
            }
        }
        return entries;
    }

    /** Entries as short texts: {@code 3:hello} or {@code 1:[started]}. */
    public List<String> lines(String chat) {
        return entries(chat).stream().map(SimClient::line).toList();
    }

    public static String line(Entry entry) {
        String text = entry.getTextKey().isEmpty() ? entry.getText() : "[" + entry.getTextKey() + "]";
        return entry.getSequence() + ":" + text;
    }
}
