package dev.switchboard.loadtest.raw;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** The sockets of many clients on the calling thread, which drives them by {@link #turn}. */
public final class RawLoop implements AutoCloseable {

    /** A read takes what a socket has, up to this; more comes with the next turn. */
    private static final int READ_BYTES_MAX = 256 << 10;

    private static final long TURN_MS = 20;

    /** More often than any server asks for: an agent is gone after 12.5 s by default. */
    private static final Duration BEAT = Duration.ofSeconds(4);

    private final InetSocketAddress address;
    private final Handshake handshake;
    private final Selector selector;
    private final byte[] input = new byte[READ_BYTES_MAX];
    private final Deque<RawConnection> unsent = new ArrayDeque<>();
    private final List<RawConnection> connections = new ArrayList<>();
    private long beatNanos = BEAT.toNanos();
    /** Whose heartbeat is due next comes first. */
    private final Deque<Beat> beats = new ArrayDeque<>();

    private record Beat(long atNanos, RawConnection connection) {}

    /**
     * @param server its WebSocket address
     * @param origin of the pages that the clients pretend to come from
     */
    public RawLoop(URI server, String origin) {
        address = new InetSocketAddress(server.getHost(), server.getPort());
        handshake = new Handshake(server, origin);
        try {
            selector = Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Connections that are made from now on send a heartbeat once in this time. */
    public void beatEvery(Duration interval) {
        beatNanos = interval.toNanos();
    }

    /** Connects and shakes hands; blocks for the connect, which on loopback takes no time. */
    public RawConnection connect(FrameListener listener) {
        try {
            SocketChannel channel = SocketChannel.open(address);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.configureBlocking(false);
            SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
            RawConnection connection = new RawConnection(channel, key, listener, unsent::add);
            key.attach(connection);
            connections.add(connection);
            beats.add(new Beat(System.nanoTime() + beatNanos, connection));
            connection.write(handshake.request());
            return connection;
        } catch (IOException e) {
            throw new RawException("cannot connect to " + address + ": " + e);
        }
    }

    /** Sends what is to be sent, waits up to the given time for something to read, and reads it. */
    public void turn(long waitMs) {
        flush();
        try {
            int ready = waitMs == 0 ? selector.selectNow(this::serve) : selector.select(this::serve, waitMs);
            if (ready > 0) {
                flush();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A turn that waits less than a millisecond, which a selector cannot: it looks, and sleeps a little when there was
     * nothing, so that others on the same processor get their time.
     */
    public void shortTurn(long sleepNanos) {
        flush();
        try {
            if (selector.selectNow(this::serve) > 0) {
                flush();
            } else if (sleepNanos > 0) {
                LockSupport.parkNanos(sleepNanos);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes turns until the condition holds. */
    public void await(String what, Duration atMost, BooleanSupplier condition) {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new RawException(what + ": not within " + atMost.toSeconds() + " s");
            }
            if (Thread.currentThread().isInterrupted()) {
                throw new RawException("interrupted");
            }
            turn(TURN_MS);
        }
    }

    private void serve(SelectionKey key) {
        RawConnection connection = (RawConnection) key.attachment();
        if (key.isReadable()) {
            connection.read(input);
        }
        if (key.isValid() && key.isWritable()) {
            connection.flush();
        }
    }

    private void flush() {
        beat();
        for (RawConnection next = unsent.poll(); next != null; next = unsent.poll()) {
            next.flush();
        }
    }

    /** Each connection at its own moments: all at once they would be a load of their own. */
    private void beat() {
        long now = System.nanoTime();
        for (Beat next = beats.peek(); next != null && next.atNanos() <= now; next = beats.peek()) {
            beats.remove();
            next.connection().beat();
            beats.add(new Beat(now + beatNanos, next.connection()));
        }
    }

    /** Closes all sockets. */
    @Override
    public void close() {
        connections.forEach(RawConnection::close);
        try {
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
