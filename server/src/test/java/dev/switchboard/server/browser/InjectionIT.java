package dev.switchboard.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whatever people write is text: in every field that takes some, shown to the other side, nothing of it runs. */
class InjectionIT {
    private static final String IMAGE = "<img src=x onerror=hacked()>";
    private static final List<String> TEXTS = List.of(
            "<script>hacked()</script>",
            "</script><script>hacked()</script>",
            IMAGE,
            "<svg onload=hacked()>",
            "<iframe srcdoc=\"<script>parent.hacked()</script>\"></iframe>",
            "javascript:hacked()",
            "https://\"onmouseover=hacked()//",
            "[a](javascript:hacked())",
            "{{constructor.constructor('hacked()')()}} ${hacked()} <%= hacked() %>",
            "\u202Egnp.exe",
            "'\"><b onclick=hacked()>&lt;&#x41;");

    @RegisterExtension
    private static final Stage STAGE = new Stage();

    @Test
    void shouldShowEverythingAsText() throws Exception {
        Company company = STAGE.company()
                .queue("Q" + IMAGE, 120_000)
                .queue("R" + IMAGE, 120_000)
                .agent("A" + IMAGE, 3)
                .agent("B" + IMAGE, 3)
                .site("S" + IMAGE);
        String tag = company.widget(STAGE.world().address()).replace("async", "data-title='T" + IMAGE + "' async");
        CustomerPage customer = STAGE.customer(
                        STAGE.person(), STAGE.world().pages.page("", tag))
                .open();
        customer.isWith("T" + IMAGE).choose("Q" + IMAGE).start(IMAGE);
        AgentPage first = STAGE.agent(company, "A" + IMAGE).accept(IMAGE);
        customer.isWith("A" + IMAGE).sees("A" + IMAGE + " has joined");
        for (String text : TEXTS) {
            customer.send("c " + text);
            first.said("c " + text).send("a " + text);
            customer.said("a " + text);
        }
        first.note("n " + IMAGE);
        AgentPage second = STAGE.agent(company, "B" + IMAGE);
        first.transfer("B" + IMAGE, "t " + IMAGE);
        second.accept("t " + IMAGE).said("n " + IMAGE);
        customer.isWith("B" + IMAGE);
        for (Page page : List.of(customer.page, first.page, second.page)) {
            assertUnharmed(page);
        }
    }

    private static void assertUnharmed(Page page) {
        Object harm = page.evaluate("""
                () => {
                    const all = (root) => [...root.querySelectorAll('*')].flatMap((e) => [e, ...(e.shadowRoot ? all(e.shadowRoot) : [])]);
                    return all(document)
                        .filter((e) => e.matches('img[src=x], svg[onload], iframe, b, [onerror], [onmouseover], a[href^="javascript:" i]'))
                        .map((e) => e.outerHTML);
                }
                """);
        assertThat((List<?>) harm).isEmpty();
    }
}
