package dev.switchboard.server.dispatch;

import dev.switchboard.protocol.ErrorCode;
import dev.switchboard.server.delivery.RequestFailure;
import dev.switchboard.server.delivery.WireIds;
import dev.switchboard.server.replica.ControlPath;
import dev.switchboard.server.routing.Command;
import dev.switchboard.server.routing.Outcome;
import dev.switchboard.server.routing.Refusal;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Sends commands down the log and reads the core's answers. */
final class Commands {
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
        return refused.chat() == null
                ? new RequestFailure(code(refused.reason()))
                : new RequestFailure(code(refused.reason()), Map.of("chat", WireIds.chat(refused.chat())));
    }

    private static ErrorCode code(Refusal reason) {
        return switch (reason) {
            case UNKNOWN_QUEUE -> ErrorCode.UNKNOWN_QUEUE;
            case UNKNOWN_SKILL -> ErrorCode.UNKNOWN_SKILL;
            case UNKNOWN_AGENT -> ErrorCode.UNKNOWN_AGENT;
            case UNKNOWN_CHAT -> ErrorCode.UNKNOWN_CHAT;
            case LEVEL_OUT_OF_RANGE -> ErrorCode.LEVEL_OUT_OF_RANGE;
            case CHAT_ALREADY_OPEN -> ErrorCode.CHAT_ALREADY_OPEN;
            case QUEUE_FULL -> ErrorCode.QUEUE_FULL;
            case QUEUE_CLOSED -> ErrorCode.QUEUE_CLOSED;
            case CONTRADICTORY_REQUIREMENTS -> ErrorCode.CONTRADICTORY_REQUIREMENTS;
            case CYCLIC_OVERFLOW -> ErrorCode.CYCLIC_OVERFLOW;
            case NOT_WAITING -> ErrorCode.NOT_WAITING;
            case CONFLICT -> ErrorCode.CONFLICT;
            case AGENT_FULL -> ErrorCode.AGENT_FULL;
            case OFFER_GONE -> ErrorCode.OFFER_GONE;
            case NOT_OWNER -> ErrorCode.NOT_A_MEMBER;
            case CHAT_CLOSED -> ErrorCode.CHAT_CLOSED;
            case TRANSFER_TO_SELF -> ErrorCode.TRANSFER_TO_SELF;
            case AGENT_NOT_ELIGIBLE -> ErrorCode.AGENT_NOT_ELIGIBLE;
            case NOT_CONNECTED, UNSUPPORTED_VERSION -> ErrorCode.NOT_READY;
            case TOO_MANY_SESSIONS, TOO_MANY_CHATS, TOO_MANY -> ErrorCode.LIMIT_REACHED;
            case OVERLOADED -> ErrorCode.OVERLOADED;
            case INVALID -> ErrorCode.INVALID_FIELD;
        };
    }
}
