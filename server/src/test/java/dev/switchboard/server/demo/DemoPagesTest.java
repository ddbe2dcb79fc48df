package dev.switchboard.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.protocol.v1.RedeemLinkRequest;
import dev.switchboard.protocol.v1.Role;
import dev.switchboard.protocol.v1.Tokens;
import dev.switchboard.server.admin.Desk;
import dev.switchboard.server.admin.LocalCaller;
import dev.switchboard.server.pages.PageAnswer;
import dev.switchboard.server.pages.PageRequest;
import dev.switchboard.server.routing.model.AgentId;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DemoPagesTest {
    private final Desk desk = new Desk();
    private final SampleDesk samples = new SampleDesk(new LocalCaller(desk.admin));
    private final DemoPages pages = new DemoPages(
            desk.loop,
            samples,
            agent -> desk.auth.links().create(new AgentId(Long.parseLong(agent.getId()))),
            "192.0.2.7");
    private final Map<String, String> headers = new HashMap<>(Map.of("host", "localhost:8080"));

    @BeforeEach
    void make() {
        desk.await(() -> samples.make(List.of("http://localhost:8080")));
        desk.agent("mallory", Role.ROLE_ADMINISTRATOR, null);
    }

    private PageAnswer ask(String method, String path) {
        var request = new PageRequest(method, path, "", name -> headers.getOrDefault(name, ""), "198.51.100.9", 8080);
        return desk.await(() -> pages.answer(request));
    }

    private PageAnswer signIn(String name) {
        return ask("POST", "/demo/sign-in/" + name);
    }

    private static String code(PageAnswer answer) {
        assertThat(answer.status()).isEqualTo(303);
        String location = answer.headers().get("location");
        assertThat(location).startsWith("/console/#");
        return location.substring("/console/#".length());
    }

    @Test
    void shouldSayWhoTheSamplePeopleAre() {
        PageAnswer answer = ask("GET", "/demo/people");
        String text = new String(answer.body(), StandardCharsets.UTF_8);

        assertThat(answer.headers())
                .containsEntry("content-type", "application/json")
                .containsEntry("cache-control", "no-store");
        assertThat(text)
                .startsWith(
                        "{\"people\":[{\"name\":\"anna\",\"displayName\":\"Anna Berg\",\"role\":\"agent\","
                                + "\"queues\":[{\"name\":\"sales\",\"title\":\"Sales\"},{\"name\":\"billing\",\"title\":\"Billing\"}]}")
                .contains("\"name\":\"sam\"", "\"role\":\"supervisor\"")
                .contains("\"name\":\"alex\",\"displayName\":\"Alex Kim\",\"role\":\"administrator\"")
                .doesNotContain("robin", "mallory");
    }

    /** The page may be open before the desk is there, and must not show half of it. */
    @Test
    void shouldSayThatTheDeskIsBeingMade() {
        var early = new DemoPages(
                desk.loop,
                new SampleDesk(new LocalCaller(desk.admin)),
                agent -> new CompletableFuture<>(),
                "192.0.2.7");
        var request = new PageRequest(
                "GET", "/demo/people", "", name -> headers.getOrDefault(name, ""), "198.51.100.9", 8080);
        PageAnswer answer = desk.await(() -> early.answer(request));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(new String(answer.body(), StandardCharsets.UTF_8)).isEqualTo("{}");
    }

    @Test
    void shouldSignInWithAFreshCodeEachTime() {
        String first = code(signIn("alex"));
        String second = code(signIn("alex"));
        assertThat(second).isNotEqualTo(first);
        assertThat(signIn("alex").headers()).containsEntry("cache-control", "no-store");
        Tokens tokens = desk.tokens(
                "RedeemLink", RedeemLinkRequest.newBuilder().setCode(first).build(), "");
        assertThat(tokens.getRole()).isEqualTo(Role.ROLE_ADMINISTRATOR);
    }

    @Test
    void shouldSignInNobodyElse() {
        for (String name : List.of("mallory", "robin", "nobody", "", "anna/", "ANNA")) {
            assertThat(signIn(name).status()).as(name).isEqualTo(404);
        }
        assertThat(ask("GET", "/demo/nothing").status()).isEqualTo(404);
    }

    @Test
    void shouldKnowItsMethods() {
        assertThat(ask("GET", "/demo/sign-in/anna").headers()).containsEntry("allow", "POST");
        assertThat(ask("GET", "/demo/sign-in/anna").status()).isEqualTo(405);
        assertThat(ask("POST", "/demo/people").status()).isEqualTo(405);
    }

    @Test
    void shouldAnswerOnlyUnderItsOwnNames() {
        for (String host : List.of(
                "localhost:8080",
                "LOCALHOST:8080",
                "127.0.0.1:8080",
                "[::1]:8080",
                "192.0.2.7:8080",
                "198.51.100.9:8080")) {
            headers.put("host", host);
            assertThat(signIn("anna").status()).as(host).isEqualTo(303);
        }
        for (String host : List.of(
                "",
                "localhost",
                "localhost:80",
                "evil.example.com:8080",
                "localhost.evil.example.com:8080",
                ":8080",
                "127.0.0.1",
                "192.0.2.8:8080")) {
            headers.put("host", host);
            assertThat(signIn("anna").status()).as(host).isEqualTo(403);
            assertThat(ask("GET", "/demo/people").status()).as(host).isEqualTo(403);
        }
    }

    @Test
    void shouldRefuseWhatOtherSitesSend() {
        for (String site : List.of("cross-site", "same-site")) {
            headers.put("sec-fetch-site", site);
            assertThat(signIn("anna").status()).as(site).isEqualTo(403);
        }
        headers.put("sec-fetch-site", "none");
        assertThat(signIn("anna").status()).isEqualTo(303);
        // Our pages send no referrer, so browsers call the origin of their forms null.
        headers.put("sec-fetch-site", "same-origin");
        headers.put("origin", "null");
        assertThat(signIn("anna").status()).isEqualTo(303);

        headers.remove("sec-fetch-site");
        headers.put("origin", "https://evil.example.com");
        assertThat(signIn("anna").status()).isEqualTo(403);
        headers.put("origin", "http://localhost:8080");
        assertThat(signIn("anna").status()).isEqualTo(303);
    }

    @Test
    void shouldBoundTheCodesOfAMinute() {
        for (int i = 0; i < DemoPages.SIGN_INS_PER_MINUTE; i++) {
            code(signIn("anna"));
        }
        assertThat(signIn("anna").status()).isEqualTo(429);
        desk.world.runFor(60_000);
        assertThat(signIn("anna").status()).isEqualTo(303);
    }
}
