package dev.switchboard.server.record;

import dev.switchboard.server.routing.model.ChatId;

/**
 * A record on its way to the store.
 *
 * @param chat under which {@link RecordStore#recordsOf} finds it
 * @param body opaque to the store
 */
public record ChatRecord(ChatId chat, byte[] body) {}
