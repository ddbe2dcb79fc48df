package dev.switchboard.server.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.server.loop.Loop;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class InMemoryInboxesTest extends InboxKit {
    private final InMemoryInboxes inboxes = new InMemoryInboxes(ENTRIES_MAX);

    @Override
    protected Inbox node(Loop loop) {
        return inboxes.forNode(loop);
    }

    @Test
    void shouldTellOfAGapWhenTheLastMessagesAreLost() {
        Received atBert = open(bert, ofBert, BERT);
        atBert.hold();
        get(anna, () -> ofAnna.push(List.of(BERT), bytes("lost")));
        inboxes.lose(BERT);
        atBert.release();

        await().atMost(Duration.ofSeconds(5)).until(() -> atBert.gaps() == 1);
        assertThat(atBert.texts()).isEmpty();
    }
}
