package dev.switchboard.loadtest.raw;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.switchboard.protocol.v1.ClientFrame;
import dev.switchboard.protocol.v1.ServerFrame;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** A client that asks without waiting; for chats and offers, of which there are few enough to read frames in full. */
final class Talker implements FrameListener {

    /** Above all numbers of the client that it takes over from. */
    private static final long FIRST_NUMBER = 1_000;

    private final String subject;
    private final Consumer<ServerFrame> pushes;
    private final RawConnection connection;
    private final Map<Long, Consumer<ServerFrame>> unanswered = new HashMap<>();
    private long asked = FIRST_NUMBER;

    Talker(RawClient client, Consumer<ServerFrame> pushes) {
        this.pushes = pushes;
        subject = client.subject();
        connection = client.handOver(this);
    }

    /** Id of the customer or agent. */
    String subject() {
        return subject;
    }

    void ask(ClientFrame.Builder request, Consumer<ServerFrame> answer) {
        long number = ++asked;
        unanswered.put(number, answer);
        connection.write(ClientFrames.encode(request.setId(number).build()));
    }

    boolean answered() {
        return unanswered.isEmpty();
    }

    @Override
    public void frame(byte[] bytes, int offset, int length) {
        ServerFrame frame;
        try {
            frame = ServerFrame.parser().parseFrom(bytes, offset, length);
        } catch (InvalidProtocolBufferException e) {
            throw new RawException("a frame of the server cannot be read");
        }
        if (frame.getReplyTo() == 0) {
            pushes.accept(frame);
            return;
        }
        Consumer<ServerFrame> answer = unanswered.remove(frame.getReplyTo());
        if (answer == null) {
            throw new RawException("an answer to nothing that was asked");
        }
        if (frame.hasError()) {
            throw new RawException("the server refuses: " + frame.getError().getName());
        }
        answer.accept(frame);
    }
}
