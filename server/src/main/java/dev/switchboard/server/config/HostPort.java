package dev.switchboard.server.config;

import dev.switchboard.server.config.Kind.Malformed;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A host name or address, and a port of it. */
public record HostPort(String host, int port) {

    private static final Pattern SHAPE = Pattern.compile("(\\[[0-9a-fA-F:]+]|[A-Za-z0-9._-]+):([0-9]{1,5})");

    static HostPort parse(String text) throws Malformed {
        Matcher matcher = SHAPE.matcher(text);
        int port = matcher.matches() ? Integer.parseInt(matcher.group(2)) : 0;
        if (port < 1 || port > 65_535) {
            throw new Malformed("is not an address: " + Kinds.quote(text), "Give host:port, e.g. redis-1:6379");
        }
        return new HostPort(matcher.group(1), port);
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
