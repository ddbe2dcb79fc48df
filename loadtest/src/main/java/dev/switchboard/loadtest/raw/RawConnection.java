package dev.switchboard.loadtest.raw;

import dev.switchboard.protocol.v1.ClientFrame;
import dev.switchboard.protocol.v1.Heartbeat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.function.Consumer;

/** One WebSocket. What is sent in one turn goes out in one write. */
public final class RawConnection {

    private static final int OP_BINARY = 2;
    private static final int OP_CLOSE = 8;
    private static final int LENGTH_16 = 126;
    private static final int LENGTH_64 = 127;

    private static final byte[] HEARTBEAT = ClientFrames.encode(ClientFrame.newBuilder()
            .setHeartbeat(Heartbeat.getDefaultInstance())
            .build());
    private static final byte[] NOTHING = new byte[0];

    private final SocketChannel channel;
    private final SelectionKey key;
    private final FrameListener listener;
    private final Consumer<RawConnection> unsent;
    private byte[] output = new byte[512];
    private int outputLength;
    private int outputSent;
    private boolean listed;
    /** The beginning of a frame whose end has not come yet. */
    private byte[] begun = NOTHING;

    private boolean open;
    private boolean greeted;
    private boolean closed;

    RawConnection(SocketChannel channel, SelectionKey key, FrameListener listener, Consumer<RawConnection> unsent) {
        this.channel = channel;
        this.key = key;
        this.listener = listener;
        this.unsent = unsent;
    }

    /** The handshake is done. */
    public boolean open() {
        return open;
    }

    /** From now on the server must hear of this client again and again. */
    void greeted() {
        greeted = true;
    }

    void beat() {
        if (greeted) {
            write(HEARTBEAT);
        }
    }

    /** Sends bytes that are WebSocket frames already, see {@link ClientFrames}; they are copied. */
    public void write(byte[] frames) {
        int needed = outputLength + frames.length;
        if (needed > output.length) {
            output = Arrays.copyOf(output, Math.max(needed, 2 * output.length));
        }
        System.arraycopy(frames, 0, output, outputLength, frames.length);
        outputLength = needed;
        if (!listed) {
            listed = true;
            unsent.accept(this);
        }
    }

    void flush() {
        listed = false;
        if (closed) {
            return;
        }
        try {
            ByteBuffer rest = ByteBuffer.wrap(output, outputSent, outputLength - outputSent);
            channel.write(rest);
            outputSent = rest.position();
            if (outputSent == outputLength) {
                outputSent = 0;
                outputLength = 0;
                interest(SelectionKey.OP_READ);
            } else {
                interest(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
            }
        } catch (IOException e) {
            throw new RawException("a connection broke: " + e);
        }
    }

    private void interest(int operations) {
        if (key.interestOps() != operations) {
            key.interestOps(operations);
        }
    }

    void read(byte[] input) {
        System.arraycopy(begun, 0, input, 0, begun.length);
        ByteBuffer free = ByteBuffer.wrap(input, begun.length, input.length - begun.length);
        try {
            if (channel.read(free) < 0) {
                throw new RawException("the server closed a connection");
            }
        } catch (IOException e) {
            throw new RawException("a connection broke: " + e);
        }
        int length = free.position();
        int taken = 0;
        for (int size = take(input, taken, length - taken); size > 0; size = take(input, taken, length - taken)) {
            taken += size;
        }
        begun = taken == length ? NOTHING : Arrays.copyOfRange(input, taken, length);
        if (begun.length == input.length) {
            throw new RawException("a frame of the server is too long");
        }
    }

    /** {@return how many bytes were used up; 0 when a whole frame is not there yet} */
    private int take(byte[] input, int offset, int length) {
        if (!open) {
            int size = length == 0 ? 0 : Handshake.answer(input, offset, length);
            open = size > 0;
            return size;
        }
        if (length < 2) {
            return 0;
        }
        int header = 2;
        long body = input[offset + 1] & 0x7f;
        if (body == LENGTH_16) {
            header = 4;
            body = length < header ? 0 : number(input, offset + 2, 2);
        } else if (body == LENGTH_64) {
            header = 10;
            body = length < header ? 0 : number(input, offset + 2, 8);
        }
        if (length < header + body) {
            return 0;
        }
        int opcode = input[offset] & 0x0f;
        if (opcode == OP_CLOSE) {
            throw new RawException("the server closed a connection with code " + number(input, offset + header, 2));
        }
        if (opcode == OP_BINARY) {
            listener.frame(input, offset + header, (int) body);
        }
        return header + (int) body;
    }

    private static long number(byte[] bytes, int offset, int count) {
        long value = 0;
        for (int i = 0; i < count; i++) {
            value = (value << 8) | (bytes[offset + i] & 0xff);
        }
        return value;
    }

    void close() {
        closed = true;
        try {
            channel.close();
        } catch (IOException e) {
            throw new RawException("a connection could not be closed: " + e);
        }
    }
}
