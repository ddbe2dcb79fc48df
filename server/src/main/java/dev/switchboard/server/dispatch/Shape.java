package dev.switchboard.server.dispatch;

import dev.switchboard.protocol.ErrorCode;
import dev.switchboard.server.delivery.RequestFailure;
import dev.switchboard.server.delivery.WireIds;
import dev.switchboard.server.routing.model.AgentId;
import dev.switchboard.server.routing.model.ChatId;
import dev.switchboard.server.routing.model.OfferId;
import java.util.regex.Pattern;

/** Checks of single fields; each fails with the error that the protocol names. */
final class Shape {
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_-]{8,64}");

    private Shape() {}

    static ChatId chat(String text) {
        ChatId chat = WireIds.parseChat(text);
        if (chat == null) {
            throw RequestFailure.invalid("chat");
        }
        return chat;
    }

    static OfferId offer(String text) {
        OfferId offer = WireIds.parseOffer(text);
        if (offer == null) {
            throw RequestFailure.invalid("offer");
        }
        return offer;
    }

    /** Agents' ids are opaque to clients, so one that cannot be read is simply unknown. */
    static AgentId agent(String text) {
        AgentId agent = WireIds.parseAgent(text);
        if (agent == null) {
            throw new RequestFailure(ErrorCode.UNKNOWN_AGENT);
        }
        return agent;
    }

    /** A key or message id made by the client. */
    static String key(String text, String field) {
        if (!KEY.matcher(text).matches()) {
            throw RequestFailure.invalid(field);
        }
        return text;
    }

    static String text(String text, int max) {
        if (text.length() > max) {
            throw new RequestFailure(ErrorCode.TEXT_TOO_LONG);
        }
        if (text.isBlank()) {
            throw new RequestFailure(ErrorCode.TEXT_EMPTY);
        }
        return text;
    }

    /** A count or limit; uint32 beyond 2^31 is negative in Java. */
    static int number(int value, int min, int max, String field) {
        if (value < min || value > max) {
            throw RequestFailure.invalid(field);
        }
        return value;
    }

    static long number(long value, String field) {
        if (value < 0) {
            throw RequestFailure.invalid(field);
        }
        return value;
    }
}
