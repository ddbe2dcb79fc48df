package dev.switchboard.server.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.server.gateway.Strangers.Evicted;
import io.netty.channel.Channel;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.Test;

class StrangersTest {
    private final Strangers strangers = new Strangers(4, 2);

    @Test
    void shouldSendAwayTheOldestOfTheNetwork() {
        Channel first = new EmbeddedChannel();
        assertThat(strangers.add(first, "a")).isNull();
        assertThat(strangers.add(new EmbeddedChannel(), "a")).isNull();
        assertThat(strangers.add(new EmbeddedChannel(), "b")).isNull();

        assertThat(strangers.add(new EmbeddedChannel(), "a")).isEqualTo(new Evicted(first, Refusal.ADDRESS_STRANGERS));
        assertThat(strangers.size()).isEqualTo(3);
    }

    @Test
    void shouldSendAwayTheOldestOfAll() {
        Channel first = new EmbeddedChannel();
        assertThat(strangers.add(first, null)).isNull();
        for (String network : new String[] {"a", "b", "c"}) {
            assertThat(strangers.add(new EmbeddedChannel(), network)).isNull();
        }

        assertThat(strangers.add(new EmbeddedChannel(), "d")).isEqualTo(new Evicted(first, Refusal.STRANGERS));
        assertThat(strangers.size()).isEqualTo(4);
    }

    @Test
    void shouldForgetWhoWasWelcomedAndWhoMoved() {
        Channel welcomed = new EmbeddedChannel();
        Channel moved = new EmbeddedChannel();
        strangers.add(welcomed, "a");
        strangers.add(moved, null);
        strangers.remove(welcomed);
        strangers.add(moved, "a");

        assertThat(strangers.add(new EmbeddedChannel(), "a")).isNull();
        assertThat(strangers.add(new EmbeddedChannel(), "a")).isEqualTo(new Evicted(moved, Refusal.ADDRESS_STRANGERS));
        assertThat(strangers.size()).isEqualTo(2);
    }
}
