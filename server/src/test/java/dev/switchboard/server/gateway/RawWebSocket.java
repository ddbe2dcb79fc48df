package dev.switchboard.server.gateway;

import dev.switchboard.protocol.v1.ClientFrame;
import dev.switchboard.protocol.v1.ServerFrame;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/**
 * A client that can do everything wrong: it writes the bytes it is told to, and blocks while it reads. Reads fail after
 * ten seconds.
 */
public final class RawWebSocket implements AutoCloseable {

    public static final int CONTINUATION = 0;
    public static final int TEXT = 1;
    public static final int BINARY = 2;
    public static final int CLOSE = 8;
    public static final int PING = 9;
    public static final int PONG = 10;

    private static final int READ_TIMEOUT_MS = 10_000;
    private static final int DRIP_MAX_MS = 30_000;

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;

    /** One frame from the server. */
    public record Received(int opcode, byte[] payload) {
        public int closeCode() {
            return ((payload[0] & 0xff) << 8) | (payload[1] & 0xff);
        }

        String text() {
            return new String(payload, StandardCharsets.UTF_8);
        }

        public ServerFrame frame() throws IOException {
            return ServerFrame.parseFrom(payload);
        }
    }

    private RawWebSocket(Socket connected) throws IOException {
        socket = connected;
        in = new DataInputStream(socket.getInputStream());
        out = socket.getOutputStream();
    }

    private RawWebSocket(int port, int receiveBufferBytes) throws IOException {
        socket = new Socket();
        if (receiveBufferBytes > 0) {
            socket.setReceiveBufferSize(receiveBufferBytes);
        }
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        socket.setSoTimeout(READ_TIMEOUT_MS);
        in = new DataInputStream(socket.getInputStream());
        out = socket.getOutputStream();
    }

    /** A TCP connection without any handshake. */
    public static RawWebSocket connect(int port) throws IOException {
        return new RawWebSocket(port, 0);
    }

    /** A WebSocket of our subprotocol on a socket that is connected, encrypted perhaps. */
    static RawWebSocket over(Socket connected) throws IOException {
        RawWebSocket client = new RawWebSocket(connected);
        String answer = client.request(upgrade("switchboard.v1.proto", ""));
        if (!answer.startsWith("HTTP/1.1 101 ")) {
            throw new IOException("No upgrade: " + answer);
        }
        return client;
    }

    /** A WebSocket of our subprotocol. */
    public static RawWebSocket open(int port) throws IOException {
        return open(port, "", 0);
    }

    public static RawWebSocket open(int port, String moreHeaders, int receiveBufferBytes) throws IOException {
        RawWebSocket client = new RawWebSocket(port, receiveBufferBytes);
        String answer = client.request(upgrade("switchboard.v1.proto", moreHeaders));
        if (!answer.startsWith("HTTP/1.1 101 ") || !answer.contains("switchboard.v1.proto")) {
            throw new IOException("No upgrade: " + answer);
        }
        return client;
    }

    /** A WebSocket that speaks JSON. */
    public static RawWebSocket openJson(int port) throws IOException {
        RawWebSocket client = new RawWebSocket(port, 0);
        String answer = client.request(upgrade("switchboard.v1.json", ""));
        if (!answer.startsWith("HTTP/1.1 101 ") || !answer.contains("switchboard.v1.json")) {
            throw new IOException("No upgrade: " + answer);
        }
        return client;
    }

    static String upgrade(String subprotocol, String moreHeaders) {
        return "GET /ws HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                + (subprotocol.isEmpty() ? "" : "Sec-WebSocket-Protocol: " + subprotocol + "\r\n")
                + moreHeaders
                + "\r\n";
    }

    /** Sends the text and reads the answer's head. */
    String request(String text) throws IOException {
        raw(text.getBytes(StandardCharsets.UTF_8));
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                break;
            }
            head.write(next);
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    /** Reads until the server closes. */
    String readAll() throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    public void raw(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    public void send(ClientFrame frame) throws IOException {
        send(BINARY, true, frame.toByteArray());
    }

    /** Sends one frame, masked with zeroes. */
    public void send(int opcode, boolean last, byte[] payload) throws IOException {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write((last ? 0x80 : 0) | opcode);
        if (payload.length < 126) {
            frame.write(0x80 | payload.length);
        } else if (payload.length < 65_536) {
            frame.write(0x80 | 126);
            frame.write(payload.length >> 8);
            frame.write(payload.length);
        } else {
            frame.write(0x80 | 127);
            for (int shift = 56; shift >= 0; shift -= 8) {
                frame.write((int) ((long) payload.length >> shift));
            }
        }
        frame.writeBytes(new byte[4]);
        frame.writeBytes(payload);
        raw(frame.toByteArray());
    }

    public Received read() throws IOException {
        int first = in.readUnsignedByte();
        int length = in.readUnsignedByte();
        if (length == 126) {
            length = in.readUnsignedShort();
        } else if (length == 127) {
            length = Math.toIntExact(in.readLong());
        }
        byte[] payload = new byte[length];
        in.readFully(payload);
        return new Received(first & 0x0f, payload);
    }

    /** Something has come that {@link #read} would begin with. */
    public boolean hasInput() throws IOException {
        return in.available() > 0;
    }

    /** Reads on until the server closes, and gives its code. */
    public int readCloseCode() throws IOException {
        Received next = read();
        while (next.opcode() != CLOSE) {
            next = read();
        }
        return next.closeCode();
    }

    /** Sends the byte over and over, with pauses, until the server has ended the connection; gives how often. */
    public int dripUntilClosed(char drop, int pauseMs) throws IOException {
        socket.setSoTimeout(pauseMs);
        for (int drops = 0; drops < DRIP_MAX_MS / pauseMs; drops++) {
            try {
                out.write(drop);
                if (in.read() < 0) {
                    return drops;
                }
            } catch (SocketTimeoutException pauseIsOver) {
                // The next one.
            } catch (SocketException closed) {
                return drops;
            }
        }
        throw new IOException("The connection is still open.");
    }

    /** Whether the server has ended the connection. */
    boolean atEnd() throws IOException {
        try {
            return in.read() < 0;
        } catch (SocketException e) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
