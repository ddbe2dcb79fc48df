package dev.switchboard.server.pages;

import java.util.function.UnaryOperator;

/**
 * A request that is neither for the API nor for the WebSocket.
 *
 * @param path as it came, without the query
 * @param query what follows the question mark, empty when nothing does
 * @param headers gives the value of a header by its lower-case name, empty when there is none
 * @param localAddress IP address on which the connection came in, as it stands in a URL
 * @param localPort the port of it
 */
public record PageRequest(
        String method, String path, String query, UnaryOperator<String> headers, String localAddress, int localPort) {

    public String header(String name) {
        return headers.apply(name);
    }

    /** Whether the page itself is asked for, or just its head. */
    public boolean reads() {
        return method.equals("GET") || method.equals("HEAD");
    }
}
