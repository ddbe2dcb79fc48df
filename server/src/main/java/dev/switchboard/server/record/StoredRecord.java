package dev.switchboard.server.record;

import dev.switchboard.server.routing.model.ChatId;

/** What the record stream holds; {@link RecordCodec} gives its binary form. */
public sealed interface StoredRecord permits DecisionRecord, ClosedChatRecord {
    ChatId chat();

    long position();
}
