package dev.switchboard.server.record;

import dev.switchboard.server.routing.model.ChatId;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Port: reads the record stream. Called on the loop, stages complete on the loop. */
public interface RecordStore {
    /** Records of one chat, oldest first, at most 200. */
    CompletionStage<List<byte[]>> recordsOf(ChatId chat);

    /** Records after a stream position ("0" for the start), at most {@code limit}. */
    CompletionStage<Page> read(String after, int limit);

    /** @param next position to go on from */
    record Page(List<byte[]> records, String next) {}
}
