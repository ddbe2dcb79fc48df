package dev.switchboard.server.delivery;

import dev.switchboard.server.routing.model.ChatId;
import dev.switchboard.server.transcript.TranscriptStore.Tail;
import java.util.List;

/**
 * A stretch of a transcript.
 *
 * @param last the transcript's last sequence
 * @param more entries follow that are not in the page
 */
record Page(List<LiveEntry> entries, long last, boolean more) {
    static Page of(ChatId chat, Tail tail) {
        return new Page(
                tail.entries().stream()
                        .map(stored -> new LiveEntry(chat, stored))
                        .toList(),
                tail.last(),
                tail.more());
    }
}
