package dev.switchboard.server.gateway;

import dev.switchboard.protocol.CloseCode;
import dev.switchboard.protocol.v1.Role;
import dev.switchboard.protocol.v1.ServerFrame;
import dev.switchboard.server.session.Connection;
import dev.switchboard.server.session.EncodedFrame;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket's outgoing side. Frames are queued by the loop (and, for refusals, by the I/O thread) and written by one
 * task on the I/O thread, which takes all that has gathered and flushes once. What is queued or not yet taken by the
 * socket counts as outgoing; beyond the limit the client reads too slowly and is closed, the queue dropped.
 */
final class NettyConnection implements Connection {

    /** Stands for header and bookkeeping of a frame, so that a flood of tiny frames meets the limit as well. */
    private static final int FRAME_OVERHEAD_BYTES = 64;

    /** The client has this long to answer our close before the socket is torn down. */
    private static final long CLOSE_WAIT_MS = 3_000;

    private final Channel channel;
    private final String remoteAddress;
    private final int outgoingBytesMax;
    private final GatewayMeters meters;
    private final Consumer<Role> onWelcome;

    private final Queue<Outgoing> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger outgoingBytes = new AtomicInteger();
    private final AtomicBoolean writeScheduled = new AtomicBoolean();
    private final AtomicReference<@Nullable CloseCode> closing = new AtomicReference<>();
    /** On the I/O thread only. */
    private boolean closeWritten;

    /** @param welcomed whom the frame lets in, null for all others */
    private record Outgoing(
            byte[] bytes, boolean pong, @Nullable Role welcomed) {
        int size() {
            return bytes.length + FRAME_OVERHEAD_BYTES;
        }
    }

    /** @param onWelcome told, on the I/O thread, who the client is when the session layer has let it in */
    NettyConnection(Channel channel, int outgoingBytesMax, GatewayMeters meters, Consumer<Role> onWelcome) {
        this.channel = channel;
        this.remoteAddress = RemoteAddress.of(channel);
        this.outgoingBytesMax = outgoingBytesMax;
        this.meters = meters;
        this.onWelcome = onWelcome;
    }

    @Override
    public void send(ServerFrame frame) {
        Role welcomed = frame.hasWelcome() ? frame.getWelcome().getRole() : null;
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
        for (Outgoing next = queue.poll(); next != null; next = queue.poll()) {
            int size = next.size();
            if (next.welcomed() != null) {
                onWelcome.accept(next.welcomed()); // before the client can know
            }
            var content = Unpooled.wrappedBuffer(next.bytes());
            channel.write(next.pong() ? new PongWebSocketFrame(content) : new BinaryWebSocketFrame(content))
                    .addListener(written -> outgoingBytes.addAndGet(-size));
        }
        CloseCode code = closing.get();
        if (code != null && !closeWritten) {
            closeWritten = true;
            var unused = channel.write(new CloseWebSocketFrame(code.number(), code.reason()));
            // Not at once: closing with unread input resets the connection, and the close frame would be lost.
            var unusedTimer = channel.eventLoop().schedule(this::tearDown, CLOSE_WAIT_MS, TimeUnit.MILLISECONDS);
        }
        channel.flush();
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
