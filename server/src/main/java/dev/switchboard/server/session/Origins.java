package dev.switchboard.server.session;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Web origins (RFC 6454) in one canonical form, so that equal origins are equal strings. */
public final class Origins {
    private static final int CHARS_MAX = 300;

    private Origins() {}

    /**
     * {@return {@code scheme://host[:port]} in lower case without the scheme's default port, or null when the text is not an
     * origin of a web page (a path, user, wildcard or other scheme, or "null")}
     */
    public static @Nullable String canonical(String origin) {
        if (origin.isEmpty() || origin.length() > CHARS_MAX) {
            return null;
        }
        URI uri;
        try {
            uri = new URI(origin);
        } catch (URISyntaxException notAnOrigin) {
            return null;
        }
        String host = uri.getHost();
        if (uri.getScheme() == null
                || host == null
                || uri.getRawUserInfo() != null
                || !uri.getRawPath().isEmpty()
                || uri.getRawQuery() != null
                || uri.getRawFragment() != null) {
            return null;
        }
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        int defaultPort = defaultPort(scheme);
        int port = uri.getPort();
        if (defaultPort < 0 || port == 0 || port > 65_535) {
            return null;
        }
        String canonical = scheme + "://" + host.toLowerCase(Locale.ROOT);
        return port < 0 || port == defaultPort ? canonical : canonical + ":" + port;
    }

    private static int defaultPort(String scheme) {
        return switch (scheme) {
            case "https" -> 443;
            case "http" -> 80;
            default -> -1;
        };
    }
}
