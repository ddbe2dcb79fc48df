package dev.switchboard.client.internal.connection;

import java.net.URI;

/**
 * What a connection is told by its owner; the builder of the public API explains and checks the values.
 *
 * @param uri ws or wss, with or without a path
 * @param client name and version for the server's logs
 */
public record ConnectionSettings(
        URI uri,
        SignIn signIn,
        String client,
        long backoffMinMs,
        long backoffMaxMs,
        long requestDeadlineMs,
        long answerTimeoutMs) {

    private static final String SOCKET_PATH = "/ws";

    /** Address of the WebSocket. */
    URI socket() {
        return with(uri.getScheme(), path());
    }

    /** Address of a method such as {@code auth/Renew}, on the same host and below the same prefix as the WebSocket. */
    URI api(String method) {
        String path = path();
        String prefix = path.endsWith(SOCKET_PATH) ? path.substring(0, path.length() - SOCKET_PATH.length()) : "";
        return with(uri.getScheme().equalsIgnoreCase("wss") ? "https" : "http", prefix + "/api/" + method);
    }

    private String path() {
        String path = uri.getRawPath();
        return path == null || path.isEmpty() || path.equals("/") ? SOCKET_PATH : path;
    }

    private URI with(String scheme, String path) {
        return URI.create(scheme + "://" + uri.getRawAuthority() + path);
    }
}
