package dev.switchboard.server.pages;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the answer to a request by its path:
 *
 * <ul>
 *   <li>{@code /widget.js}, {@code /widget/…}: may be loaded by pages of any site
 *   <li>{@code /console/…}: the agents' console
 *   <li>{@code /demo/…}: the demo's pages and calls, under {@code demo} only
 *   <li>{@code /}: under {@code demo} its first page, otherwise the console
 * </ul>
 */
public final class WebPages implements PageSource {
    private static final String CONSOLE = "/console/";
    private static final String DEMO = "/demo/";
    private static final String INDEX = "index.html";
    private static final String REVALIDATE = "no-cache";
    private static final String FOR_EVER = "public, max-age=31536000, immutable";

    /** Our files have plain names, so none of this is in an honest path: escapes that could hide a separator, dots, NUL. */
    private static final Pattern DISHONEST = Pattern.compile(
            "[\\x00-\\x20\\x7f\\\\]|%(?:2[ef]|5c|[01][0-9a-f]|7f)|/\\.\\.?(?:/|$)|//", Pattern.CASE_INSENSITIVE);

    private final WebFiles files;
    private final @Nullable PageSource demo;

    /** @param demo answers the calls below {@code /demo/}; null: there is no demo */
    public WebPages(WebFiles files, @Nullable PageSource demo) {
        this.files = files;
        this.demo = demo;
    }

    @Override
    public CompletionStage<PageAnswer> answer(PageRequest request) {
        String path = request.path();
        if (!path.startsWith("/") || DISHONEST.matcher(path).find()) {
            return done(PageAnswer.refuse(400, "This is no address of a page."));
        }
        if (demo != null && path.startsWith(DEMO) && !isFile(path)) {
            return demo.answer(request);
        }
        return done(request.reads() ? page(request) : PageAnswer.refuseMethod("GET, HEAD"));
    }

    private boolean isFile(String path) {
        return files.get(path.endsWith("/") ? path.substring(1) + INDEX : path.substring(1)) != null;
    }

    private static CompletionStage<PageAnswer> done(PageAnswer answer) {
        return CompletableFuture.completedFuture(answer);
    }

    private PageAnswer page(PageRequest request) {
        String path = request.path();
        if (path.equals("/")) {
            return demo == null ? redirect(CONSOLE) : file(request, DEMO);
        }
        if (path.equals("/console")) {
            return redirect(CONSOLE);
        }
        if (path.equals("/demo") && demo != null) {
            return isFile(DEMO) ? PageAnswer.redirect(302, "/") : notFound();
        }
        boolean served = path.equals("/widget.js")
                || path.startsWith("/widget/")
                || path.startsWith(CONSOLE)
                || (demo != null && path.startsWith(DEMO));
        return served ? file(request, path) : notFound();
    }

    private PageAnswer redirect(String to) {
        return isFile(to) ? PageAnswer.redirect(302, to) : notFound();
    }

    private static PageAnswer notFound() {
        return PageAnswer.refuse(404, "There is no such page.");
    }

    private PageAnswer file(PageRequest request, String path) {
        WebFile file = files.get((path.endsWith("/") ? path + INDEX : path).substring(1));
        if (file == null) {
            return notFound();
        }
        byte[] gzip = acceptsGzip(request.header("accept-encoding")) ? file.gzip() : null;
        Map<String, String> headers =
                PageAnswer.headers(request.query().equals("v=" + file.hash()) ? FOR_EVER : REVALIDATE);
        headers.put("etag", "\"" + file.hash() + (gzip == null ? "\"" : "-gzip\""));
        if (file.gzip() != null) {
            headers.put("vary", "accept-encoding");
        }
        secure(headers, path, request.header("host"));
        if (matches(request.header("if-none-match"), file.hash())) {
            return PageAnswer.of(304, headers, new byte[0]);
        }
        headers.put("content-type", file.contentType());
        if (gzip != null) {
            headers.put("content-encoding", "gzip");
        }
        return PageAnswer.of(200, headers, gzip == null ? file.content() : gzip);
    }

    private static void secure(Map<String, String> headers, String path, String host) {
        if (path.startsWith(CONSOLE)) {
            headers.put("content-security-policy", Policies.console(host));
            headers.put("cross-origin-opener-policy", "same-origin");
            headers.put("cross-origin-resource-policy", "same-origin");
        } else if (path.startsWith(DEMO)) {
            headers.put("content-security-policy", Policies.demo(host));
            headers.put("cross-origin-resource-policy", "same-origin");
        } else {
            // Modules are loaded in CORS mode, and pages that isolate themselves ask for the policy.
            headers.put("access-control-allow-origin", "*");
            headers.put("cross-origin-resource-policy", "cross-origin");
        }
    }

    /** A quality of 0 means no; everything else that names gzip, or all encodings, means yes. */
    private static boolean acceptsGzip(String accepted) {
        for (String one : accepted.split(",", -1)) {
            String[] parts = one.strip().split("\\s*;\\s*", 2);
            boolean named = parts[0].equalsIgnoreCase("gzip") || parts[0].equals("*");
            if (named) {
                return parts.length < 2 || !parts[1].matches("q=0(\\.0*)?");
            }
        }
        return false;
    }

    /** Both forms of a file count as the same: they hold the same. */
    private static boolean matches(String known, String hash) {
        for (String one : known.split(",", -1)) {
            String tag = one.strip();
            String plain = tag.startsWith("W/") ? tag.substring(2) : tag;
            if (plain.equals("*") || plain.equals("\"" + hash + "\"") || plain.equals("\"" + hash + "-gzip\"")) {
                return true;
            }
        }
        return false;
    }
}
