package dev.switchboard.server.dispatch;

import dev.switchboard.protocol.ErrorCode;
import dev.switchboard.server.delivery.RequestFailure;
import dev.switchboard.server.delivery.WireIds;
import dev.switchboard.server.replica.ControlPath;
import dev.switchboard.server.routing.Command;
import dev.switchboard.server.routing.Outcome;
import dev.switchboard.server.session.Refusals;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Sends commands down the log and reads the core's answers. */
final class Commands {
    /** The detail that names who owns a chat. */
    static final String AGENT = "agent";

    private final ControlPath control;

    Commands(ControlPath control) {
        this.control = control;
    }

    /** Completes with what was achieved; fails with {@link RequestFailure} when the core refused. */
    CompletionStage<Outcome> submit(Command command) {
        return control.submit(command).thenCompose(outcome -> {
            if (outcome instanceof Outcome.Refused refused) {
                return CompletableFuture.failedFuture(failure(refused));
            }
            if (outcome instanceof Outcome.Skipped) {
                // This incarnation is lost to the core; nothing happened, and the next one will do.
                return CompletableFuture.failedFuture(new RequestFailure(ErrorCode.NOT_READY));
            }
            return CompletableFuture.completedFuture(outcome);
        });
    }

    static RequestFailure failure(Outcome.Refused refused) {
        Map<String, String> details = Map.of();
        if (refused.chat() != null && refused.owner() != null) {
            details = Map.of(AGENT, WireIds.agent(refused.owner()));
        } else if (refused.chat() != null) {
            details = Map.of("chat", WireIds.chat(refused.chat()));
        }
        return new RequestFailure(Refusals.code(refused.reason()), details);
    }
}
