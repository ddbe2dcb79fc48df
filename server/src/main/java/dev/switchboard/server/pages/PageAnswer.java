package dev.switchboard.server.pages;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An answer to a {@link PageRequest}.
 *
 * @param headers by lower-case name, without the length
 * @param body not to be changed; for HEAD too, as the length is told
 * @param refusal for status 400 and above: why, in words for people; otherwise empty
 */
public record PageAnswer(int status, Map<String, String> headers, byte[] body, String refusal) {

    private static final byte[] NOTHING = {};

    /** For a page that consists of a sentence: nothing may load or run. */
    private static final String STATIC_POLICY =
            "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public PageAnswer {
        headers = Map.copyOf(headers);
    }

    /** What every answer carries: browsers must not guess types, nor tell other sites where somebody came from. */
    static Map<String, String> headers(String cacheControl) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("x-content-type-options", "nosniff");
        headers.put("referrer-policy", "no-referrer");
        headers.put("cache-control", cacheControl);
        return headers;
    }

    static PageAnswer of(int status, Map<String, String> headers, byte[] body) {
        return new PageAnswer(status, headers, body, "");
    }

    /** Sends the browser somewhere else on this server, by GET and without keeping it in mind. */
    public static PageAnswer redirect(int status, String location) {
        Map<String, String> headers = headers("no-store");
        headers.put("location", location);
        return of(status, headers, NOTHING);
    }

    /** Never kept by anybody. */
    public static PageAnswer json(String text) {
        Map<String, String> headers = headers("no-store");
        headers.put("content-type", "application/json");
        return of(200, headers, text.getBytes(StandardCharsets.UTF_8));
    }

    /** @param why a sentence of ours, which never contains what the client sent */
    public static PageAnswer refuse(int status, String why) {
        return new PageAnswer(status, headers("no-store"), NOTHING, why);
    }

    /** @param allowed the methods that there are, as the Allow header has them */
    public static PageAnswer refuseMethod(String allowed) {
        Map<String, String> headers = headers("no-store");
        headers.put("allow", allowed);
        return new PageAnswer(405, headers, NOTHING, "This page knows only " + allowed + ".");
    }

    /** {@return a refusal as a page that people can read} */
    public PageAnswer asPage() {
        Map<String, String> page = new LinkedHashMap<>(headers);
        page.put("content-type", "text/html; charset=utf-8");
        page.put("content-security-policy", STATIC_POLICY);
        String html = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>" + status + "</title><h1>"
                + status + "</h1><p>" + refusal + "</p></html>\n";
        return new PageAnswer(status, page, html.getBytes(StandardCharsets.UTF_8), refusal);
    }
}
