package dev.switchboard.server.admin;

import dev.switchboard.protocol.v1.Decision;
import dev.switchboard.server.routing.model.ChatId;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Past decisions about a chat, oldest first. */
public interface DecisionHistory {
    /** Knows of no decision. */
    DecisionHistory NONE = chat -> CompletableFuture.completedStage(List.of());

    CompletionStage<List<Decision>> of(ChatId chat);
}
