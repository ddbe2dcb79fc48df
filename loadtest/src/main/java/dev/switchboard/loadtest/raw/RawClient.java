package dev.switchboard.loadtest.raw;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.switchboard.protocol.v1.ClientFrame;
import dev.switchboard.protocol.v1.Hello;
import dev.switchboard.protocol.v1.ServerFrame;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A client that asks and waits, for the time before and after the measurement; its frames are read in full. */
public final class RawClient {

    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(30);

    private final RawLoop loop;
    private final RawConnection connection;
    private final Consumer<ServerFrame> pushes;
    private final Map<Long, ServerFrame> answers = new HashMap<>();
    private long asked;
    private String subject = "";
    private @Nullable FrameListener taken;

    private RawClient(RawLoop loop, Consumer<ServerFrame> pushes) {
        this.loop = loop;
        this.pushes = pushes;
        connection = loop.connect(this::frame);
    }

    /** Connects and says hello; returns when the server has said welcome. */
    public static RawClient connect(RawLoop loop, String token, Consumer<ServerFrame> pushes) {
        RawClient client = new RawClient(loop, pushes);
        loop.await("the handshake", ANSWER_TIMEOUT, client.connection::open);
        ServerFrame welcome = client.ask(ClientFrame.newBuilder()
                .setHello(Hello.newBuilder().setToken(token).setClient("switchboard-loadtest raw")));
        client.subject = welcome.getWelcome().getSubject();
        client.connection.greeted();
        return client;
    }

    /** Id of the customer or agent. */
    String subject() {
        return subject;
    }

    /** Sends a request and waits for its answer, which is no error. */
    public ServerFrame ask(ClientFrame.Builder request) {
        long number = begin(request);
        loop.await("an answer to " + request.getBodyCase(), ANSWER_TIMEOUT, () -> answers.containsKey(number));
        return answer(number);
    }

    private long begin(ClientFrame.Builder request) {
        long number = ++asked;
        connection.write(ClientFrames.encode(request.setId(number).build()));
        return number;
    }

    private ServerFrame answer(long number) {
        ServerFrame answer = answers.remove(number);
        if (answer == null || answer.hasError()) {
            throw new RawException("the server refuses: "
                    + (answer == null ? "" : answer.getError().getName()));
        }
        return answer;
    }

    /** From now on frames go to the listener as bytes. */
    RawConnection handOver(FrameListener listener) {
        taken = listener;
        return connection;
    }

    private void frame(byte[] bytes, int offset, int length) {
        if (taken != null) {
            taken.frame(bytes, offset, length);
            return;
        }
        try {
            ServerFrame frame = ServerFrame.parser().parseFrom(bytes, offset, length);
            if (frame.getReplyTo() != 0) {
                answers.put(frame.getReplyTo(), frame);
            } else {
                pushes.accept(frame);
            }
        } catch (InvalidProtocolBufferException e) {
            throw new RawException("a frame of the server cannot be read");
        }
    }
}
