package dev.switchboard.client.internal.connection;

import java.net.URI;
import java.util.Map;

/**
 * The network as a client sees it. Called on the logical thread; listeners are called there too, and never from within
 * the call that starts something.
 */
public interface Transport {

    /**
     * Opens a WebSocket.
     *
     * @param uri ws or wss
     * @param subprotocol to be agreed on
     * @param headers further headers of the handshake, such as Origin
     * @return the socket, not open yet; closing it is possible at once
     */
    Socket open(URI uri, String subprotocol, Map<String, String> headers, SocketListener listener);

    /** One HTTP POST. The listener hears exactly one answer or failure, within the time. */
    void post(URI uri, Map<String, String> headers, byte[] body, long timeoutMs, HttpListener listener);

    /** An outgoing connection. */
    interface Socket {
        /** Sends one binary message; does nothing unless open. */
        void send(byte[] message);

        /** Whether to read on. While not, nothing is delivered, and the server meets a full socket. */
        void read(boolean on);

        /** Sends a close frame and ends the socket; {@code closed} may or may not follow. */
        void close(int code);
    }

    /** Hears of a socket: {@code opened}, messages, {@code closed}; or {@code closed} alone when it could not be opened. */
    interface SocketListener {
        void opened();

        void message(byte[] message);

        /** Once. 1006 when there was no close frame. */
        void closed(int code);
    }

    /** Hears the end of a call. */
    interface HttpListener {
        void answered(int status, byte[] body);

        /** No complete answer: refused, broken, timed out. */
        void failed(String why);
    }
}
