package dev.switchboard.server.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.server.gateway.GatewaySettings.Admission;
import dev.switchboard.server.gateway.GatewaySettings.ForwardedHeader;
import dev.switchboard.server.gateway.GatewaySettings.Network;
import dev.switchboard.server.gateway.GatewaySettings.Proxies;
import dev.switchboard.server.gateway.GatewaySettings.Rate;
import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConnectionLimitTest {
    private static final Rate MANY = new Rate(1_000, 1_000);
    private static final Rate TWO = new Rate(1, 2);
    private static final String PROXY = "10.0.0.1";

    private final List<Refusal> refused = new ArrayList<>();
    private final AtomicInteger open = new AtomicInteger();
    private final GatewayMeters meters = new GatewayMeters() {
        @Override
        public void opened() {
            open.incrementAndGet();
        }

        @Override
        public void closed() {
            open.decrementAndGet();
        }

        @Override
        public void refused(Refusal reason) {
            refused.add(reason);
        }
    };
    private final List<EmbeddedChannel> channels = new ArrayList<>();
    private ConnectionLimit limit = limit(3, 2, MANY, MANY);

    @AfterEach
    void shouldCountNothingInTheEnd() {
        channels.forEach(EmbeddedChannel::finishAndReleaseAll);
        assertThat(limit.counts()).isEqualTo(ConnectionLimit.Counts.NONE);
        assertThat(open).hasValue(0);
    }

    /** In all: whoever comes is told so and closed, until somebody goes. */
    @Test
    void shouldRefuseAConnectionMoreThanItMayHave() {
        EmbeddedChannel first = connect("192.0.2.1");
        connect("192.0.2.2");
        connect("192.0.2.3");
        EmbeddedChannel fourth = connect("192.0.2.4");

        assertThat(first.isOpen()).isTrue();
        assertRefused(fourth, Refusal.CONNECTIONS, "503 Service Unavailable");
        assertThat(open).hasValue(3);
        var unused = first.close();
        assertThat(connect("192.0.2.4").isOpen()).isTrue();
        assertRefused(connect("192.0.2.5"), Refusal.CONNECTIONS, "503 Service Unavailable");
        assertThat(refused).hasSize(2);
    }

    /** The refused one takes no room, neither in all nor of its address. */
    @Test
    void shouldRefuseAConnectionMoreThanAnAddressMayHave() {
        EmbeddedChannel first = connect("192.0.2.1");
        connect("192.0.2.1");
        assertRefused(connect("192.0.2.1"), Refusal.ADDRESS_CONNECTIONS, "429 Too Many Requests");
        assertRefused(connect("192.0.2.1"), Refusal.ADDRESS_CONNECTIONS, "429 Too Many Requests");

        assertThat(connect("192.0.2.2").isOpen()).isTrue();
        var unused = first.close();
        assertThat(connect("192.0.2.1").isOpen()).isTrue();
        assertThat(open).hasValue(3);
    }

    @Test
    void shouldRefuseConnectionsThatComeTooFast() {
        limit = limit(100, 100, TWO, MANY);
        connect("192.0.2.1");
        connect("192.0.2.2");
        assertRefused(connect("192.0.2.3"), Refusal.CONNECTION_RATE, "503 Service Unavailable");
        assertThat(limit.counts().networks()).isEqualTo(2);
    }

    /** What one address does too fast takes nothing from what all share. */
    @Test
    void shouldRefuseConnectionsThatComeTooFastFromOneAddress() {
        limit = limit(100, 100, new Rate(1, 3), TWO);
        connect("2001:db8::1");
        connect("2001:db8::2");
        for (int i = 3; i < 20; i++) {
            assertRefused(connect("2001:db8::" + i), Refusal.ADDRESS_CONNECTION_RATE, "429 Too Many Requests");
        }
        assertThat(connect("2001:db8:0:1::1").isOpen()).isTrue();
    }

    /** Behind a proxy the connection counts for whom its last request was from. */
    @Test
    void shouldCountByTheAddressThatATrustedProxyNames() {
        EmbeddedChannel one = connect(PROXY);
        EmbeddedChannel two = connect(PROXY);
        EmbeddedChannel three = connect(PROXY);
        assertThat(limit.counts().networks()).isZero();

        assertThat(limit.settle(one, from("203.0.113.7"))).isNull();
        assertThat(limit.settle(two, from("203.0.113.7"))).isNull();
        assertThat(limit.settle(three, from("203.0.113.7"))).isEqualTo(Refusal.ADDRESS_CONNECTIONS);
        assertThat(limit.settle(three, from("203.0.113.8"))).isNull();
        assertThat(limit.settle(two, from("203.0.113.8"))).isNull();
        assertThat(limit.settle(one, from("203.0.113.7"))).isNull();
        assertThat(limit.counts().networks()).isEqualTo(2);
        assertThat(ClientAddress.of(two).text()).isEqualTo("203.0.113.8");
        assertThat(limit.settle(two, from("rubbish"))).isEqualTo(Refusal.FORWARDED_HEADER);
    }

    @Test
    void shouldNotBelieveAnybodyElse() {
        EmbeddedChannel client = connect("192.0.2.1");

        assertThat(limit.settle(client, from("203.0.113.7"))).isNull();
        assertThat(limit.settle(client, from("rubbish"))).isNull();
        assertThat(ClientAddress.of(client).text()).isEqualTo("192.0.2.1");
    }

    @Test
    void shouldRefuseRequestsThatComeTooFast() {
        EmbeddedChannel flooder = connect("192.0.2.1");
        int passed = 0;
        while (limit.settle(flooder, new DefaultHttpHeaders()) == null) {
            passed++;
        }
        assertThat(passed).isEqualTo(1_000);
        assertThat(limit.settle(flooder, new DefaultHttpHeaders())).isEqualTo(Refusal.CONNECTION_REQUESTS);
        assertThat(limit.settle(connect("192.0.2.1"), new DefaultHttpHeaders())).isNull();
    }

    @Test
    void shouldRefuseRequestsThatComeTooFastFromOneAddress() {
        limit = limit(100, 100, MANY, MANY);
        for (int connection = 0; connection < 10; connection++) {
            EmbeddedChannel client = connect("192.0.2.1");
            for (int i = 0; i < 1_000; i++) {
                assertThat(limit.settle(client, new DefaultHttpHeaders())).isNull();
            }
        }
        assertThat(limit.settle(connect("192.0.2.1"), new DefaultHttpHeaders())).isEqualTo(Refusal.ADDRESS_REQUESTS);
        assertThat(limit.settle(connect("192.0.2.2"), new DefaultHttpHeaders())).isNull();
    }

    private ConnectionLimit limit(int max, int perAddress, Rate all, Rate address) {
        Network proxies = new Network(new InetSocketAddress(PROXY, 1).getAddress(), 32);
        var admission = new Admission(
                max,
                perAddress,
                all,
                address,
                100,
                100,
                new Rate(10_000, 10_000),
                new Proxies(List.of(proxies), ForwardedHeader.X_FORWARDED_FOR));
        return new ConnectionLimit(admission, new AddressLimits(admission, MANY, () -> 0), meters, () -> 0);
    }

    private static HttpHeaders from(String client) {
        return new DefaultHttpHeaders().add("X-Forwarded-For", client);
    }

    private EmbeddedChannel connect(String address) {
        var channel = new EmbeddedChannel(false, limit) {
            @Override
            protected SocketAddress remoteAddress0() {
                return new InetSocketAddress(address, 50_000);
            }
        };
        channels.add(channel);
        return channel;
    }

    private void assertRefused(EmbeddedChannel channel, Refusal reason, String status) {
        ByteBuf answer = channel.readOutbound();
        assertThat(answer.toString(StandardCharsets.US_ASCII))
                .startsWith("HTTP/1.1 " + status + "\r\n")
                .containsIgnoringCase("\r\nretry-after: 1\r\n")
                .endsWith("\"retryable\":true}");
        answer.release();
        assertThat(channel.isOpen()).isFalse();
        assertThat(refused).last().isEqualTo(reason);
    }
}
