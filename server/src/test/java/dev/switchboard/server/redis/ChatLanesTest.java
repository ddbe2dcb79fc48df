package dev.switchboard.server.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.server.routing.model.ChatId;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ChatLanesTest {
    /** Numbers of chats are positions in the log, often at equal distances. */
    @Test
    void shouldSpreadChatsWhateverTheirDistance() {
        for (int distance = 1; distance <= 64; distance++) {
            int step = distance;
            long first = LongStream.range(0, 10_000)
                    .filter(i -> ChatLanes.index(new ChatId(1 + i * step), 2) == 0)
                    .count();
            assertThat(first).as("distance %d", distance).isBetween(4_000L, 6_000L);
        }
    }
}
