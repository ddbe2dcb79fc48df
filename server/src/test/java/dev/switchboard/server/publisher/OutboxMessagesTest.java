package dev.switchboard.server.publisher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.server.routing.Event;
import dev.switchboard.server.routing.model.AgentId;
import dev.switchboard.server.routing.model.ChatId;
import dev.switchboard.server.routing.model.OfferId;
import dev.switchboard.server.routing.model.Parked;
import dev.switchboard.server.routing.model.Presence;
import dev.switchboard.server.routing.model.QueueId;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What other programs read of events, as {@code docs/redis.md} says. */
class OutboxMessagesTest {
    private static final ChatId CHAT = new ChatId(4_711);
    private static final AgentId ANNA = new AgentId(5);
    private static final QueueId SALES = new QueueId(2);

    private static @Nullable String body(Event event) {
        byte[] message = OutboxMessages.encode(4_712, 99, event);
        return message == null
                ? null
                : new String(message, StandardCharsets.UTF_8)
                        .replace("{\"v\":1,\"position\":\"r0-4712\",\"t\":99,\"type\":", "");
    }

    @Test
    void shouldTellWhatBecomesOfAChat() {
        assertThat(body(new Event.ChatRelaxed(CHAT, SALES, 2)))
                .isEqualTo("\"chat.relaxed\",\"chat\":\"r0-4711\",\"queue\":2,\"step\":2}");
        assertThat(body(new Event.ChatPrioritised(CHAT, ANNA, 60_000)))
                .isEqualTo("\"chat.prioritised\",\"chat\":\"r0-4711\",\"agent\":5,\"credit_ms\":60000}");
        assertThat(body(new Event.ChatParked(new OfferId(CHAT, 3), ANNA, Parked.ON_HOLD, 0)))
                .isEqualTo(
                        "\"chat.parked\",\"chat\":\"r0-4711\",\"turn\":3,\"agent\":5,\"parked\":\"ON_HOLD\",\"units\":0}");
        assertThat(body(new Event.ActivityAsked(new OfferId(CHAT, 3)))).isNull();
    }

    @Test
    void shouldTellOfAgentsAndQueues() {
        assertThat(body(new Event.WrapUpStarted(ANNA, CHAT, 30_000)))
                .isEqualTo("\"wrap-up.started\",\"agent\":5,\"chat\":\"r0-4711\",\"remaining_ms\":30000}");
        assertThat(body(new Event.WrapUpEnded(ANNA, CHAT)))
                .isEqualTo("\"wrap-up.ended\",\"agent\":5,\"chat\":\"r0-4711\"}");
        assertThat(body(new Event.QueueOpenChanged(SALES, false)))
                .isEqualTo("\"queue.open\",\"queue\":2,\"open\":false}");
        assertThat(body(new Event.AgentChanged(ANNA, Presence.AVAILABLE, Presence.AWAY, true, 1, 3)))
                .isEqualTo(
                        "\"agent.changed\",\"agent\":5,\"presence\":\"AVAILABLE\",\"next\":\"AWAY\",\"reachable\":true,"
                                + "\"load\":1,\"capacity\":3}");
    }
}
