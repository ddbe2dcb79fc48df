package dev.switchboard.server.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.server.routing.model.AgentId;
import dev.switchboard.server.routing.model.ChatId;
import dev.switchboard.server.routing.model.OfferId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WireIdsTest {
    @Test
    void shouldReadWhatItWrites() {
        ChatId chat = new ChatId(123);
        assertThat(WireIds.chat(chat)).isEqualTo("r0-123");
        assertThat(WireIds.parseChat("r0-123")).isEqualTo(chat);
        OfferId offer = new OfferId(chat, 4);
        assertThat(WireIds.offer(offer)).isEqualTo("r0-123.4");
        assertThat(WireIds.parseOffer("r0-123.4")).isEqualTo(offer);
        assertThat(WireIds.parseAgent(WireIds.agent(new AgentId(9)))).isEqualTo(new AgentId(9));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "r0-",
                "123",
                "r1-123",
                "r0-0123",
                "r0-0",
                "r0--1",
                "r0-+1",
                "r0-1 ",
                "r0-١",
                "r0-1234567890123456789"
            })
    void shouldReadNoOtherSpellingOfChat(String text) {
        assertThat(WireIds.parseChat(text)).isNull();
        assertThat(WireIds.parseOffer(text + ".1")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"r0-1", "r0-1.", "r0-1.0", "r0-1.x", "r0-1.1.1", "r0-1.1234567890"})
    void shouldReadNoOtherSpellingOfOffer(String text) {
        assertThat(WireIds.parseOffer(text)).isNull();
    }
}
