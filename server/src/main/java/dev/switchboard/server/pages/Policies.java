package dev.switchboard.server.pages;

import java.util.regex.Pattern;

/**
 * Content security policies: what a page may load, run and talk to. Nowhere inline scripts or styles. The WebSocket's own
 * host is named besides 'self', because not every browser counts ws: to it.
 */
final class Policies {
    /** A host name or IPv4 address with an optional port; IPv6 literals have no form in a policy. */
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252})(?::[0-9]{1,5})?");

    private static final String ENDING = "base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private Policies() {}

    static String console(String host) {
        return "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src 'self';"
                + " font-src 'self'; " + connect(host) + ENDING;
    }

    /** The demo's pages: what a strict website would have that embeds the widget from its own origin. */
    static String demo(String host) {
        return "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; " + connect(host) + ENDING;
    }

    private static String connect(String host) {
        return HOST.matcher(host).matches()
                ? "connect-src 'self' ws://" + host + " wss://" + host + "; "
                : "connect-src 'self'; ";
    }
}
