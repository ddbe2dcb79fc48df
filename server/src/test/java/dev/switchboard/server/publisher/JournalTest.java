package dev.switchboard.server.publisher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.server.record.DecisionRecord;
import dev.switchboard.server.record.DecisionRecord.Kind;
import dev.switchboard.server.routing.Applied;
import dev.switchboard.server.routing.Event;
import dev.switchboard.server.routing.Outcome;
import dev.switchboard.server.routing.RoutingCore;
import dev.switchboard.server.routing.RoutingView;
import dev.switchboard.server.routing.model.AgentId;
import dev.switchboard.server.routing.model.ChatId;
import dev.switchboard.server.routing.model.QueueId;
import java.util.List;
import org.junit.jupiter.api.Test;

class JournalTest {
    private final RoutingView view = new RoutingCore().view();
    private final Journal journal = new Journal(3);

    @Test
    void shouldKeepWhatIsNotPublished() {
        add(5, 6, 9);
        journal.publishedUpTo(7);
        assertThat(positions()).containsExactly(9L);
        assertThat(journal.floor()).isEqualTo(6);
        assertThat(journal.isPublished(8)).isTrue();
        assertThat(journal.isPublished(9)).isFalse();
    }

    @Test
    void shouldDropTheOldestAtItsBoundAndSaySo() {
        add(1, 2, 3);
        assertThat(journal.dropped()).isZero();
        add(4);
        assertThat(positions()).containsExactly(2L, 3L, 4L);
        assertThat(journal.dropped()).isEqualTo(1);
        assertThat(journal.floor()).isEqualTo(1);
    }

    @Test
    void shouldTakeNoRoomForEntriesWithoutEvents() {
        journal.applied(1, 0, new Applied(new Outcome.Done(), List.of()), view);
        assertThat(journal.size()).isZero();
    }

    /** A node that lagged behind the cursor and then became the publisher had published these a second time. */
    @Test
    void shouldNotKeepWhatOthersPublishedBeforeItWasApplied() {
        add(5);
        journal.publishedUpTo(7);
        add(6, 7, 8);
        assertThat(positions()).containsExactly(8L);
    }

    /** A position without events never becomes the cursor, so the snapshot's own position would look like a gap. */
    @Test
    void shouldRememberTheLastEventBeforeASnapshot() {
        add(5);
        byte[] saved = journal.save();
        var restored = new Journal();
        restored.restore(8, saved);
        assertThat(restored.floor()).isEqualTo(5);
        assertThat(restored.size()).isZero();
    }

    @Test
    void shouldRecordWhatAWaitingChatGaveUpAndWhoRaisedIt() {
        ChatId chat = new ChatId(7);
        List<Event> events = List.of(
                new Event.ChatRelaxed(chat, new QueueId(1), 2),
                new Event.ChatPrioritised(chat, new AgentId(5), 60_000));
        journal.applied(9, 10, new Applied(new Outcome.Done(), events), view);
        assertThat(journal.oldest(1).get(0).records())
                .containsExactly(
                        new DecisionRecord(9, 10, 0, Kind.RELAXED, chat, 0, null, new QueueId(1), "2", null),
                        new DecisionRecord(9, 10, 0, Kind.PRIORITISED, chat, 0, new AgentId(5), null, "60000", null));
    }

    private void add(long... positions) {
        for (long position : positions) {
            var event = new Event.QueueChanged(new QueueId(1));
            journal.applied(position, 0, new Applied(new Outcome.Done(), List.of(event)), view);
        }
    }

    private List<Long> positions() {
        return journal.oldest(10).stream().map(Journal.Page::position).toList();
    }
}
