package dev.switchboard.server.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.server.delivery.InboxMessage.LookAgain;
import dev.switchboard.server.delivery.InboxMessage.NewEntry;
import dev.switchboard.server.delivery.InboxMessage.SignOfTyping;
import dev.switchboard.server.routing.model.ChatId;
import dev.switchboard.server.routing.model.NodeId;
import dev.switchboard.server.transcript.TranscriptStore.StoredEntry;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class InboxMessageTest {
    private static final ChatId CHAT = new ChatId(1L << 40);

    @Test
    void shouldBringBackWhatWasEncoded() {
        byte[] body = {1, 2, 3};
        var entry = new NewEntry(
                CHAT, List.of(new NodeId(3), new NodeId(9)), new StoredEntry(17, 1_767_600_000_000L, 15, true, body));
        NewEntry back = (NewEntry) InboxMessage.decode(InboxMessage.encode(entry));
        assertThat(back).usingRecursiveComparison().isEqualTo(entry);

        SignOfTyping typing = (SignOfTyping) InboxMessage.decode(InboxMessage.encode(new SignOfTyping(CHAT, body)));
        assertThat(typing).isNotNull();
        assertThat(typing.typing()).isEqualTo(body);
        assertThat(InboxMessage.decode(InboxMessage.encode(new LookAgain(CHAT))))
                .isEqualTo(new LookAgain(CHAT));
    }

    @Test
    void shouldIgnoreWhatItCannotRead() {
        byte[] good = InboxMessage.encode(
                new NewEntry(CHAT, List.of(new NodeId(3)), new StoredEntry(1, 2, 0, false, new byte[0])));
        for (int length = 0; length < good.length; length++) {
            assertThat(InboxMessage.decode(Arrays.copyOf(good, length))).isNull();
        }
        good[0] = 99;
        assertThat(InboxMessage.decode(good)).isNull();
        byte[] manyListeners = InboxMessage.encode(
                new NewEntry(CHAT, List.of(new NodeId(3)), new StoredEntry(1, 2, 0, false, new byte[0])));
        manyListeners[9] = 0x7f;
        assertThat(InboxMessage.decode(manyListeners)).isNull();
    }

    @Test
    void shouldThrowNothingWhateverTheBytes() {
        Random random = new Random(8);
        for (int i = 0; i < 10_000; i++) {
            byte[] bytes = new byte[random.nextInt(60)];
            random.nextBytes(bytes);
            var unused = InboxMessage.decode(bytes);
        }
    }
}
