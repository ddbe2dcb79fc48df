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

    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private volatile boolean networkMayFail;

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
        if (message.type().equals("error")
                && !(networkMayFail && NETWORK.matcher(message.text()).find())) {
            complaints.add("console: " + message.text() + " " + message.location());
        }
    }

    /** The test breaks the network. */
    void networkMayFail() {
        networkMayFail = true;
    }

    List<String> complaints() {
        return complaints;
    }
}
