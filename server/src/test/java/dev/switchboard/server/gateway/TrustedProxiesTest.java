package dev.switchboard.server.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.server.gateway.GatewaySettings.ForwardedHeader;
import dev.switchboard.server.gateway.GatewaySettings.Network;
import dev.switchboard.server.gateway.GatewaySettings.Proxies;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedProxiesTest {
    private static final String PROXY = "10.1.2.3";

    @Test
    void shouldTrustTheNetworksOnly() {
        TrustedProxies proxies = trusting(ForwardedHeader.X_FORWARDED_FOR);

        assertThat(proxies.trusts(address("10.255.0.1"))).isTrue();
        assertThat(proxies.trusts(address("11.0.0.1"))).isFalse();
        assertThat(proxies.trusts(address("192.0.2.9"))).isTrue();
        assertThat(proxies.trusts(address("192.0.2.8"))).isFalse();
        assertThat(proxies.trusts(address("fd00:1::5"))).isTrue();
        assertThat(proxies.trusts(address("fe00::5"))).isFalse();
        assertThat(proxies.trusts(null)).isFalse();
        assertThat(new TrustedProxies(Proxies.NONE).trusts(address("127.0.0.1")))
                .isFalse();
    }

    /** Left of the last address that is no proxy stands what a client has written. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "203.0.113.7                                  | 203.0.113.7",
                "1.1.1.1, 203.0.113.7                         | 203.0.113.7",
                "'<script>, ,;;;, 203.0.113.7'                | 203.0.113.7",
                "203.0.113.7, 10.9.9.9, 192.0.2.9             | 203.0.113.7",
                "10.9.9.9                                     | 10.9.9.9",
                "203.0.113.7:4711                             | 203.0.113.7",
                "[2001:db8::1]:4711                           | 2001:db8::1",
                "2001:db8::1                                  | 2001:db8::1",
                "203.0.113.7, unknown                         | 10.1.2.3",
                "203.0.113.7, _hidden                         | 10.1.2.3",
            })
    void shouldTakeTheLastAddressThatIsNoProxy(String header, String client) throws Exception {
        var headers = new DefaultHttpHeaders().add("X-Forwarded-For", header).add("Forwarded", "for=9.9.9.9");

        assertThat(trusting(ForwardedHeader.X_FORWARDED_FOR).clientOf(address(PROXY), headers))
                .isEqualTo(address(client));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "for=203.0.113.7                                   | 203.0.113.7",
                "For=\"203.0.113.7:80\";proto=https;by=10.0.0.1    | 203.0.113.7",
                "for=1.1.1.1, proto=http;for=\"[2001:db8::1]:99\"  | 2001:db8::1",
                "for=203.0.113.7, for=10.0.0.9                     | 203.0.113.7",
                "for=203.0.113.7, proto=https                      | 10.1.2.3",
                "for=203.0.113.7, for=_x                           | 10.1.2.3",
            })
    void shouldReadTheStandardHeaderWhereItIsChosen(String header, String client) throws Exception {
        var headers = new DefaultHttpHeaders().add("Forwarded", header).add("X-Forwarded-For", "9.9.9.9");

        assertThat(trusting(ForwardedHeader.FORWARDED).clientOf(address(PROXY), headers))
                .isEqualTo(address(client));
    }

    @Test
    void shouldReadSeveralLinesAsOneAndNoneAsTheProxyItself() throws Exception {
        TrustedProxies proxies = trusting(ForwardedHeader.X_FORWARDED_FOR);
        var lines = new DefaultHttpHeaders().add("X-Forwarded-For", "1.1.1.1").add("X-Forwarded-For", "203.0.113.7");

        assertThat(proxies.clientOf(address(PROXY), lines)).isEqualTo(address("203.0.113.7"));
        assertThat(proxies.clientOf(address(PROXY), new DefaultHttpHeaders())).isEqualTo(address(PROXY));
    }

    /** No name is ever looked up. */
    @ParameterizedTest
    @ValueSource(strings = {"", "localhost", "300.1.1.1", "1.2.3", "[2001:db8::1", "::1%lo0/64", "1.1.1.1;drop", "a,b"})
    void shouldSayThatGarbageCannotBeRead(String header) {
        var headers = new DefaultHttpHeaders().add("X-Forwarded-For", header);

        assertThatThrownBy(() -> trusting(ForwardedHeader.X_FORWARDED_FOR).clientOf(address(PROXY), headers))
                .isInstanceOf(TrustedProxies.Unreadable.class);
    }

    @Test
    void shouldLimitIpv6ByItsFirst64Bits() {
        ClientAddress one = ClientAddress.of(address("2001:db8:0:7::1"));
        ClientAddress other = ClientAddress.of(address("2001:db8:0:7:ffff::2"));

        assertThat(one.text()).isEqualTo("2001:db8:0:7::1");
        assertThat(one.network()).isEqualTo(other.network()).isEqualTo("2001:db8:0:7::/64");
        assertThat(ClientAddress.of(address("2001:db8:0:8::1")).network()).isNotEqualTo(one.network());
        assertThat(ClientAddress.of(address("::ffff:192.0.2.1")).network()).isEqualTo("192.0.2.1");
    }

    private static TrustedProxies trusting(ForwardedHeader header) {
        List<Network> networks = List.of(
                new Network(address("10.0.0.0"), 8),
                new Network(address("192.0.2.9"), 32),
                new Network(address("fd00::"), 8));
        return new TrustedProxies(new Proxies(networks, header));
    }

    private static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }
}
