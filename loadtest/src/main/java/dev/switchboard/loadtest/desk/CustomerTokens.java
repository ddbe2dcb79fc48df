package dev.switchboard.loadtest.desk;

import dev.switchboard.protocol.v1.CustomerTokenRequest;
import dev.switchboard.protocol.v1.Tokens;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Tokens for thousands of customers. A server gives one address only so many a minute, so where the server is on this
 * machine, each address gets some and the next one goes on: all of 127.0.0.0/8 is this machine (on Linux). Blocks.
 */
public final class CustomerTokens implements AutoCloseable {

    private static final int TIMEOUT_MS = 15_000;
    private static final int PER_ADDRESS = 50;
    private static final int ADDRESSES_MAX = 60_000;
    private static final int OK = 200;

    private final URI server;
    private final byte[] request;
    private int given;
    private Socket socket = new Socket();

    /** @param webSocket address of the server */
    public CustomerTokens(URI webSocket, String site, String origin) {
        server = webSocket;
        byte[] body = CustomerTokenRequest.newBuilder().setSite(site).build().toByteArray();
        String head = String.join(
                "\r\n",
                "POST /api/auth/CustomerToken HTTP/1.1",
                "Host: " + webSocket.getRawAuthority(),
                "Origin: " + origin,
                "Content-Type: application/x-protobuf",
                "Accept: application/x-protobuf",
                "Content-Length: " + body.length + "\r\n\r\n");
        byte[] bytes = head.getBytes(StandardCharsets.US_ASCII);
        request = new byte[bytes.length + body.length];
        System.arraycopy(bytes, 0, request, 0, bytes.length);
        System.arraycopy(body, 0, request, bytes.length, body.length);
    }

    /** A token for a customer nobody has seen before. */
    public String next() {
        boolean fresh = given++ % PER_ADDRESS == 0;
        try {
            return fresh ? askAnew() : ask();
        } catch (IOException closedMeanwhile) {
            return again(closedMeanwhile, fresh);
        }
    }

    /** The server closes what is idle for long. */
    private String again(IOException first, boolean fresh) {
        if (!fresh) {
            try {
                return askAnew();
            } catch (IOException second) {
                first.addSuppressed(second);
            }
        }
        throw new DeskException("auth/CustomerToken: " + server.getAuthority() + " does not answer: " + first, true);
    }

    private String askAnew() throws IOException {
        socket.close();
        socket = open(1 + given / PER_ADDRESS % ADDRESSES_MAX);
        return ask();
    }

    private String ask() throws IOException {
        socket.getOutputStream().write(request);
        return Tokens.parseFrom(answer()).getAccessToken();
    }

    private Socket open(int address) throws IOException {
        Socket opened = new Socket();
        opened.setSoTimeout(TIMEOUT_MS);
        InetAddress target = InetAddress.getByName(server.getHost());
        if (target.isLoopbackAddress() && target.getAddress().length == 4) {
            opened.bind(new InetSocketAddress(
                    InetAddress.getByAddress(new byte[] {127, 1, (byte) (address >> 8), (byte) address}), 0));
        }
        opened.connect(new InetSocketAddress(target, server.getPort()), TIMEOUT_MS);
        return opened;
    }

    private byte[] answer() throws IOException {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        String status = line(in);
        int length = 0;
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            String[] parts = header.toLowerCase(Locale.ROOT).split(":", 2);
            if (parts[0].equals("content-length")) {
                length = Integer.parseInt(parts[1].strip());
            }
        }
        byte[] body = new byte[length];
        in.readFully(body);
        if (!status.contains(" " + OK + " ")) {
            throw new DeskException("auth/CustomerToken: " + status, false);
        }
        return body;
    }

    private static String line(DataInputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.readUnsignedByte(); c != '\n'; c = in.readUnsignedByte()) {
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new DeskException("a socket could not be closed: " + e, false);
        }
    }
}
