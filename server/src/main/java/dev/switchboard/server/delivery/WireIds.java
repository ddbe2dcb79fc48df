package dev.switchboard.server.delivery;

import dev.switchboard.server.routing.model.AgentId;
import dev.switchboard.server.routing.model.ChatId;
import dev.switchboard.server.routing.model.CustomerId;
import dev.switchboard.server.routing.model.OfferId;
import org.jspecify.annotations.Nullable;

/**
 * Ids as clients see them. Positions are written with their routing group ("r0-123"), so that a second group can exist one
 * day; an offer is the chat and its turn ("r0-123.4"). Only the one canonical spelling of an id is read.
 */
public final class WireIds {
    private static final String GROUP = "r0-";
    private static final int LONG_DIGITS_MAX = 18;
    private static final int INT_DIGITS_MAX = 9;

    private WireIds() {}

    public static String chat(ChatId chat) {
        return GROUP + chat.value();
    }

    public static String offer(OfferId offer) {
        return chat(offer.chat()) + "." + offer.turn();
    }

    public static String agent(AgentId agent) {
        return Long.toString(agent.value());
    }

    public static String customer(CustomerId customer) {
        return Long.toUnsignedString(customer.value());
    }

    /** {@return the chat, null when the text is not the id of one} */
    public static @Nullable ChatId parseChat(String text) {
        if (!text.startsWith(GROUP)) {
            return null;
        }
        long value = digits(text.substring(GROUP.length()), LONG_DIGITS_MAX);
        return value < 0 ? null : new ChatId(value);
    }

    /** {@return the offer, null when the text is not the id of one} */
    public static @Nullable OfferId parseOffer(String text) {
        int dot = text.indexOf('.');
        if (dot < 0) {
            return null;
        }
        ChatId chat = parseChat(text.substring(0, dot));
        long turn = digits(text.substring(dot + 1), INT_DIGITS_MAX);
        return chat == null || turn < 0 ? null : new OfferId(chat, (int) turn);
    }

    /** {@return the agent, null when the text is not the id of one} */
    public static @Nullable AgentId parseAgent(String text) {
        long value = digits(text, LONG_DIGITS_MAX);
        return value < 0 ? null : new AgentId(value);
    }

    /** {@return the number, -1 when there are other characters, too many digits, or a leading zero} */
    private static long digits(String text, int max) {
        if (text.isEmpty() || text.length() > max || text.charAt(0) == '0') {
            return -1;
        }
        long value = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            value = value * 10 + (c - '0');
        }
        return value;
    }
}
