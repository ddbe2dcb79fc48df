package dev.switchboard.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** What a program signs to get a token. */
class AssertionTest {

    private static final String SECRET = "0123456789abcdef0123456789abcdef";

    private final VirtualWorld world = new VirtualWorld(4);
    private final List<String> assertions = new ArrayList<>();

    private void signIn(Credentials credentials) {
        FakeDesk desk = new FakeDesk() {
            @Override
            public VirtualWorld.Answer http(String path, Map<String, String> headers, byte[] body) {
                assertions.add(assertionOf(body));
                return super.http(path, headers, body);
            }
        };
        world.server(desk);
        ChatClient client = ChatClient.builder(URI.create("ws://desk.example"))
                .credentials(credentials)
                .resources(world)
                .build();
        var unused = client.connect();
        world.runMs(100);
        assertThat(desk.calls).containsExactly("ProgramToken");
    }

    @Test
    void shouldSignKeyAudienceExpiryAndSubject() throws Exception {
        signIn(Credentials.programForCustomer("key-1", SECRET, "cust\"omer-ü"));
        String[] parts = assertions.get(0).split("\\.", -1);

        assertThat(decoded(parts[0])).isEqualTo("{\"alg\":\"HS256\",\"typ\":\"JWT\",\"kid\":\"key-1\"}");
        assertThat(decoded(parts[1]))
                .matches("\\{\"aud\":\"switchboard\",\"exp\":\\d{10},\"jti\":\"[A-Za-z0-9_-]{22}\","
                        + "\"sub\":\"customer:cust\\\\\"omer-\\\\u00fc\"}");
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(UTF_8), "HmacSHA256"));
        byte[] expected = mac.doFinal((parts[0] + "." + parts[1]).getBytes(UTF_8));
        assertThat(Base64.getUrlDecoder().decode(parts[2])).isEqualTo(expected);
    }

    @Test
    void shouldSignAnewEachTime() {
        signIn(Credentials.programAsAgent("key-1", SECRET, "bot"));
        signIn(Credentials.programAsAgent("key-1", SECRET, "bot"));

        assertThat(assertions).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void shouldNotPrintSecrets() {
        assertThat(Credentials.programAsAgent("key-1", SECRET, "bot").toString())
                .doesNotContain(SECRET);
        assertThat(Credentials.password("anna", "geheim").toString()).doesNotContain("geheim");
        assertThat(Credentials.oneTimeLink("abcdef").toString()).doesNotContain("abcdef");
    }

    private static String decoded(String part) {
        return new String(Base64.getUrlDecoder().decode(part), UTF_8);
    }
}
