package dev.switchboard.server.dispatch;

import dev.switchboard.server.delivery.WireIds;
import dev.switchboard.server.routing.model.ChatId;
import java.util.Objects;

/** Chat ids of frames as the core's. */
final class WireChat {
    private WireChat() {}

    static ChatId of(String chat) {
        return Objects.requireNonNull(WireIds.parseChat(chat));
    }
}
