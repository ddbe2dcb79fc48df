package dev.switchboard.server.session;

import dev.switchboard.protocol.ErrorCode;
import dev.switchboard.server.routing.Refusal;

/** The core's refusals as errors of the protocol. */
public final class Refusals {
    private Refusals() {}

    public static ErrorCode code(Refusal reason) {
        return switch (reason) {
            case UNKNOWN_QUEUE -> ErrorCode.UNKNOWN_QUEUE;
            case UNKNOWN_SKILL -> ErrorCode.UNKNOWN_SKILL;
            case UNKNOWN_AGENT -> ErrorCode.UNKNOWN_AGENT;
            case UNKNOWN_CHAT -> ErrorCode.UNKNOWN_CHAT;
            case LEVEL_OUT_OF_RANGE -> ErrorCode.LEVEL_OUT_OF_RANGE;
            case CHAT_ALREADY_OPEN -> ErrorCode.CHAT_ALREADY_OPEN;
            case QUEUE_FULL -> ErrorCode.QUEUE_FULL;
            case ACTIVE_LIMIT -> ErrorCode.ACTIVE_LIMIT;
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
