package dev.switchboard.server;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/**
 * How this machine reaches its own server.
 *
 * @param host as it stands in a URI
 */
record OwnAddress(String host, int port) {

    /**
     * @param bound the configured address; one that means all addresses is reached by the loopback
     */
    static OwnAddress of(String bound, int port) throws UnknownHostException {
        InetAddress address = InetAddress.getByName(bound);
        if (address.isAnyLocalAddress()) {
            return new OwnAddress(address instanceof Inet6Address ? "[::1]" : "127.0.0.1", port);
        }
        boolean literal = bound.indexOf(':') >= 0;
        return new OwnAddress(literal && !bound.startsWith("[") ? "[" + bound + "]" : bound, port);
    }

    /** What people see and type: by name where it is the loopback that the name leads to. */
    String shown() {
        return (host.equals("127.0.0.1") ? "localhost" : host) + ":" + port;
    }

    /** Origins of pages that this server serves to this machine. */
    List<String> origins() {
        List<String> origins = new ArrayList<>(List.of("http://localhost:" + port, "http://127.0.0.1:" + port));
        if (!host.equals("127.0.0.1") && !host.equals("localhost")) {
            origins.add("http://" + host + ":" + port);
        }
        return List.copyOf(origins);
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
