package dev.switchboard.server.admin;

import dev.switchboard.protocol.v1.Decision;
import dev.switchboard.server.record.ClosedChatRecord;
import dev.switchboard.server.routing.model.AgentId;
import dev.switchboard.server.routing.model.ChatId;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What was decided about a chat, also when routing has forgotten it. */
public interface DecisionHistory {
    /** Knows of no decision. */
    DecisionHistory NONE = chat -> CompletableFuture.completedStage(new Past(List.of(), null, null));

    CompletionStage<Past> of(ChatId chat);

    /**
     * @param decisions oldest first
     * @param lastOwner who owned it last, null if nobody did or that is not recorded (any more)
     * @param closed the account of the chat, null while it goes on
     */
    record Past(
            List<Decision> decisions,
            @Nullable AgentId lastOwner,
            @Nullable ClosedChatRecord closed) {}
}
