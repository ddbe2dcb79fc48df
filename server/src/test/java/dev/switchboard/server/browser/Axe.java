package dev.switchboard.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Looks for what keeps people out: the rules of WCAG 2.2 AA that a program can check, and good practice. */
final class Axe {
    private static final Path SCRIPT = Path.of("src/main/web/node_modules/axe-core/axe.min.js");
    private static final String RUN = """
            async () => {
                const values = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
                const { violations } = await axe.run(document, { runOnly: { type: 'tag', values }, resultTypes: ['violations'] });
                return violations.flatMap(({ id, help, nodes }) =>
                    nodes.map(({ target, failureSummary }) =>
                        `${id} (${help}) at ${target.join(' ')}: ${failureSummary.replace(/\\s+/g, ' ')}`));
            }
            """;

    private static String script;

    private Axe() {}

    static void check(Page page, String state) {
        page.evaluate(script());
        List<?> findings = findings(page);
        if (!findings.isEmpty()) {
            // Where something moved under its eyes, axe takes the colours of one place for those of another.
            findings = findings(page);
        }
        assertThat(findings).as("axe: %s", state).isEmpty();
    }

    private static List<?> findings(Page page) {
        settle(page);
        return (List<?>) page.evaluate(RUN);
    }

    /** Half faded in, everything has too little contrast. */
    private static void settle(Page page) {
        page.evaluate("""
                () => Promise.all(document.getAnimations({ subtree: true })
                    .filter((animation) => animation.effect?.getComputedTiming().iterations !== Infinity)
                    .map((animation) => animation.finished.catch(() => {})))
                """);
    }

    private static synchronized String script() {
        if (script == null) {
            try {
                script = Files.readString(SCRIPT);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return script;
    }
}
