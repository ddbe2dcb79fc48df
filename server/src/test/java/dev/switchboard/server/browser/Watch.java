package dev.switchboard.server.browser;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/** Sees what no test asks for and no test may overlook: uncaught errors, refusals by a policy, dialogs, failed loads. */
final class Watch {
    /** What the browser itself says when it has no network. */
    private static final Pattern NETWORK =
            Pattern.compile("Failed to load resource: net::|WebSocket connection to .* failed");
    /** And of an answer that is no success, although the page asked for it and shows it. */
    private static final Pattern REFUSAL =
            Pattern.compile("Failed to load resource: the server responded with a status of 4\\d\\d");

    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private volatile boolean networkMayFail;
    private volatile boolean requestsMayBeRefused;

    void over(BrowserContext context) {
        context.onPage(this::over);
    }

    private void over(Page page) {
        page.onPageError(error -> complaints.add("uncaught: " + error));
        page.onConsoleMessage(this::said);
        page.onCrash(crashed -> complaints.add("crashed: " + crashed.url()));
        page.onDialog(dialog -> {
            if (!dialog.type().equals("beforeunload")) {
                complaints.add("dialog: " + dialog.message());
            }
            dialog.accept();
        });
    }

    private void said(ConsoleMessage message) {
        String text = message.text();
        boolean expected = (networkMayFail && NETWORK.matcher(text).find())
                || (requestsMayBeRefused && REFUSAL.matcher(text).find());
        if (message.type().equals("error") && !expected) {
            complaints.add("console: " + text + " " + message.location());
        }
    }

    /** The test breaks the network. */
    void networkMayFail() {
        networkMayFail = true;
    }

    /** The test asks the server for what it refuses. */
    void requestsMayBeRefused() {
        requestsMayBeRefused = true;
    }

    List<String> complaints() {
        return complaints;
    }
}
