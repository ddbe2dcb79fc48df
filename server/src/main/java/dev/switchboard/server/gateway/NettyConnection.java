package dev.switchboard.server.gateway;

import dev.switchboard.protocol.CloseCode;
import dev.switchboard.protocol.v1.ServerFrame;
import dev.switchboard.protocol.v1.Welcome;
import dev.switchboard.server.session.Connection;
import dev.switchboard.server.session.EncodedFrame;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One WebSocket's outgoing side. Frames are queued by the loop (and, for refusals, by the I/O thread) and written by one
 * task on the I/O thread, which takes all that has gathered and flushes once. What is queued or not yet taken by the
 * socket counts as outgoing; beyond the limit the client reads too slowly and is closed, the queue dropped. Frames count with
 * their binary size in either form, so that what one client may take the other may, too.
 */
final class NettyConnection implements Connection {

    private static final Logger LOG = LoggerFactory.getLogger(NettyConnection.class);

    /** Stands for header and bookkeeping of a frame, so that a flood of tiny frames meets the limit as well. */
    private static final int FRAME_OVERHEAD_BYTES = 64;

    /** The client has this long to answer our close before the socket is torn down. */
    private static final long CLOSE_WAIT_MS = 3_000;

    private static final int FINAL = 0x80;
    private static final int OP_PONG = 10;
    private static final int LENGTH_7_MAX = 125;
    private static final int LENGTH_16_MAX = 65_535;
    private static final int LENGTH_16 = 126;
    private static final int LENGTH_64 = 127;

    private final Channel channel;
    private final FrameForm form;
    private final String remoteAddress;
    private final int outgoingBytesMax;
    private final GatewayMeters meters;
    private final Consumer<Welcome> onWelcome;

    private final Queue<Outgoing> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger outgoingBytes = new AtomicInteger();
    private final AtomicBoolean writeScheduled = new AtomicBoolean();
    private final AtomicReference<@Nullable CloseCode> closing = new AtomicReference<>();
    /** On the I/O thread only. */
    private boolean closeWritten;

    /** @param welcomed whom the frame lets in, null for all others */
    private record Outgoing(
            byte[] bytes, boolean pong, @Nullable Welcome welcomed) {
        int size() {
            return bytes.length + FRAME_OVERHEAD_BYTES;
        }
    }

    /** @param onWelcome told, on the I/O thread, who the client is when the session layer has let it in */
    NettyConnection(
            Channel channel, FrameForm form, int outgoingBytesMax, GatewayMeters meters, Consumer<Welcome> onWelcome) {
        this.channel = channel;
        this.form = form;
        this.remoteAddress = ClientAddress.of(channel).text();
        this.outgoingBytesMax = outgoingBytesMax;
        this.meters = meters;
        this.onWelcome = onWelcome;
    }

    @Override
    public void send(ServerFrame frame) {
        Welcome welcomed = frame.hasWelcome() ? frame.getWelcome() : null;
        enqueue(new Outgoing(frame.toByteArray(), false, welcomed));
    }

    @Override
    public void send(EncodedFrame frame) {
        enqueue(new Outgoing(frame.bytes(), false, null));
    }

    /** Answers a ping of the WebSocket protocol. */
    void pong(byte[] payload) {
        enqueue(new Outgoing(payload, true, null));
    }

    @Override
    public void close(CloseCode code) {
        if (closing.compareAndSet(null, code)) {
            meters.closedByServer(code);
            if (code == CloseCode.SLOW_READER) {
                queue.clear();
            }
            scheduleWrite();
        }
    }

    /** The server has ended the connection and waits for the client to agree. */
    boolean isClosing() {
        return closing.get() != null;
    }

    @Override
    public String remoteAddress() {
        return remoteAddress;
    }

    private void enqueue(Outgoing outgoing) {
        if (isClosing() || !channel.isActive()) {
            return;
        }
        if (outgoingBytes.addAndGet(outgoing.size()) > outgoingBytesMax) {
            close(CloseCode.SLOW_READER);
            return;
        }
        queue.add(outgoing);
        scheduleWrite();
    }

    private void scheduleWrite() {
        if (writeScheduled.compareAndSet(false, true)) {
            onIoThread(this::writeAll);
        }
    }

    private void writeAll() {
        // First of all: what is queued from here on schedules a write of its own.
        writeScheduled.set(false);
        writeQueued();
        CloseCode code = closing.get();
        if (code != null && !closeWritten) {
            closeWritten = true;
            var unused = channel.write(new CloseWebSocketFrame(code.number(), code.reason()));
            // Not at once: closing with unread input resets the connection, and the close frame would be lost.
            var unusedTimer = channel.eventLoop().schedule(this::tearDown, CLOSE_WAIT_MS, TimeUnit.MILLISECONDS);
        }
        channel.flush();
    }

    /**
     * All that waits goes into one buffer and one write, with the headers of the frames written here: a message object,
     * a promise and a system call's entry for each frame cost several times the copying.
     */
    private void writeQueued() {
        ByteBuf frames = null;
        int size = 0;
        for (Outgoing next = queue.poll(); next != null; next = queue.poll()) {
            if (next.welcomed() != null) {
                onWelcome.accept(next.welcomed()); // before the client can know
            }
            if (frames == null) {
                frames = channel.alloc().ioBuffer(next.bytes().length + FRAME_OVERHEAD_BYTES);
            }
            write(frames, next);
            size += next.size();
        }
        if (frames != null) {
            int written = size;
            channel.write(frames).addListener(done -> outgoingBytes.addAndGet(-written));
        }
    }

    private void write(ByteBuf out, Outgoing next) {
        try {
            if (next.pong()) {
                writeMessage(out, OP_PONG, next.bytes());
            } else {
                writeMessage(out, form.opcode(), form.write(next.bytes()));
            }
        } catch (IOException e) {
            // An entry that a faulty node has stored: the client comes back, and reads it without what is broken.
            LOG.error("A frame has no form that its client can read", e);
            close(CloseCode.INTERNAL);
        }
    }

    /** A whole message, not masked, as servers send it (RFC 6455, section 5.2). */
    private static void writeMessage(ByteBuf out, int opcode, byte[] payload) {
        out.writeByte(FINAL | opcode);
        if (payload.length <= LENGTH_7_MAX) {
            out.writeByte(payload.length);
        } else if (payload.length <= LENGTH_16_MAX) {
            out.writeByte(LENGTH_16).writeShort(payload.length);
        } else {
            out.writeByte(LENGTH_64).writeLong(payload.length);
        }
        out.writeBytes(payload);
    }

    private void tearDown() {
        var unused = channel.close();
    }

    private void onIoThread(Runnable task) {
        try {
            channel.eventLoop().execute(task);
        } catch (RejectedExecutionException e) {
            // The gateway has ended, and with it the connection: there is nobody left to write to.
            queue.clear();
        }
    }
}
