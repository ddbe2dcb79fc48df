package dev.switchboard.server.admin;

import dev.switchboard.server.record.ClosedChatRecord;
import dev.switchboard.server.routing.RoutingView.ChatView;
import dev.switchboard.server.routing.model.AgentId;
import dev.switchboard.server.routing.model.ChatPhase;
import dev.switchboard.server.routing.model.CloseReason;
import dev.switchboard.server.routing.model.Membership;
import dev.switchboard.server.routing.model.Parked;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A chat that routing has forgotten, as far as its record tells. */
final class PastChat {
    private PastChat() {}

    /** Without requirements, credit and number of the assignment, which no record holds. */
    static ChatView view(ClosedChatRecord closed, @Nullable AgentId lastOwner) {
        return new ChatView(
                closed.chat(),
                "",
                closed.customer(),
                closed.site(),
                closed.lastQueue(),
                ChatPhase.CLOSED,
                closed.startedMs(),
                closed.startedUtcMs(),
                0,
                List.of(),
                0,
                0,
                lastOwner,
                0,
                List.of(),
                0,
                Parked.NOT,
                false,
                reason(closed.reason()),
                0,
                new Membership(closed.position(), 0, closed.customer(), null, false));
    }

    /** Null for a reason of another version. */
    private static @Nullable CloseReason reason(String name) {
        return Arrays.stream(CloseReason.values())
                .filter(reason -> reason.name().equals(name))
                .findFirst()
                .orElse(null);
    }
}
