package dev.switchboard.server.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConnectionLimitTest {
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();
    private final ConnectionLimit limit = new ConnectionLimit(3, 2, new GatewayMeters() {
        @Override
        public void opened() {
            open.incrementAndGet();
        }

        @Override
        public void closed() {
            open.decrementAndGet();
        }

        @Override
        public void refused() {
            refused.incrementAndGet();
        }
    });
    private final List<EmbeddedChannel> channels = new ArrayList<>();

    @AfterEach
    void closeAll() {
        channels.forEach(EmbeddedChannel::finishAndReleaseAll);
    }

    /** In all: whoever comes is told so and closed, until somebody goes. */
    @Test
    void shouldRefuseAConnectionMoreThanItMayHave() {
        EmbeddedChannel first = connect("192.0.2.1");
        connect("192.0.2.2");
        connect("192.0.2.3");
        EmbeddedChannel fourth = connect("192.0.2.4");

        assertThat(first.isOpen()).isTrue();
        assertRefused(fourth);
        assertThat(open).hasValue(3);
        var unused = first.close();
        assertThat(connect("192.0.2.4").isOpen()).isTrue();
        assertRefused(connect("192.0.2.5"));
        assertThat(refused).hasValue(2);
    }

    /** The refused one takes no room, neither in all nor of its address. */
    @Test
    void shouldRefuseAConnectionMoreThanAnAddressMayHave() {
        EmbeddedChannel first = connect("192.0.2.1");
        connect("192.0.2.1");
        assertRefused(connect("192.0.2.1"));
        assertRefused(connect("192.0.2.1"));

        assertThat(connect("192.0.2.2").isOpen()).isTrue();
        var unused = first.close();
        assertThat(connect("192.0.2.1").isOpen()).isTrue();
        assertThat(open).hasValue(3);
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

    private static void assertRefused(EmbeddedChannel channel) {
        ByteBuf answer = channel.readOutbound();
        assertThat(answer.toString(StandardCharsets.US_ASCII)).startsWith("HTTP/1.1 429 ");
        answer.release();
        assertThat(channel.isOpen()).isFalse();
    }
}
