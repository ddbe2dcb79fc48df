package dev.switchboard.server.publisher;

import dev.switchboard.server.routing.Event;
import dev.switchboard.server.routing.model.AgentId;
import dev.switchboard.server.routing.model.ChatId;
import dev.switchboard.server.routing.model.OfferId;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Events as other programs read them from the outbox: one JSON object with version, group and position, UTC time, type and
 * the ids concerned, as on the wire. Ids and codes only, so nothing needs escaping.
 */
final class OutboxMessages {
    private static final String GROUP = "r0";

    private OutboxMessages() {}

    /** Null for events that concern only the nodes themselves. */
    static byte @Nullable [] encode(long position, long t, Event event) {
        String body = ofChat(event);
        if (body == null) {
            body = ofOthers(event);
        }
        if (body == null) {
            return null;
        }
        String json = "{\"v\":1,\"position\":\"" + GROUP + "-" + position + "\",\"t\":" + t + ",\"type\":" + body + "}";
        return json.getBytes(StandardCharsets.UTF_8);
    }

    private static @Nullable String ofChat(Event event) {
        if (event instanceof Event.ChatStarted e) {
            return "\"chat.started\"" + chat(e.chat())
                    + number("queue", e.queue().value());
        } else if (event instanceof Event.ChatQueued e) {
            return "\"chat.queued\"" + chat(e.chat())
                    + number("queue", e.queue().value()) + code("because", e.because());
        } else if (event instanceof Event.ChatOffered e) {
            return "\"chat.offered\"" + turn(e.offer()) + agent(e.agent())
                    + number("queue", e.queue().value());
        } else if (event instanceof Event.OfferEnded e) {
            return "\"offer.ended\"" + turn(e.offer()) + agent(e.agent()) + code("end", e.end())
                    + code("reason", e.reason());
        } else if (event instanceof Event.ChatAssigned e) {
            return "\"chat.assigned\"" + turn(e.assignment()) + agent(e.agent()) + ",\"direct\":" + e.direct();
        } else if (event instanceof Event.ChatUnassigned e) {
            return "\"chat.unassigned\"" + turn(e.assignment()) + agent(e.agent()) + code("because", e.because());
        } else if (event instanceof Event.ChatRelaxed e) {
            return "\"chat.relaxed\"" + chat(e.chat())
                    + number("queue", e.queue().value()) + number("step", e.step());
        } else if (event instanceof Event.ChatPrioritised e) {
            return "\"chat.prioritised\"" + chat(e.chat()) + agent(e.by()) + number("credit_ms", e.creditMs());
        } else if (event instanceof Event.ChatParked e) {
            return "\"chat.parked\"" + turn(e.assignment()) + agent(e.agent()) + code("parked", e.parked())
                    + number("units", e.units());
        } else if (event instanceof Event.ChatClosed e) {
            String owner = e.lastOwner() == null ? "" : agent(e.lastOwner());
            return "\"chat.closed\"" + chat(e.chat()) + code("reason", e.reason()) + owner;
        }
        return null;
    }

    private static @Nullable String ofOthers(Event event) {
        if (event instanceof Event.AgentChanged e) {
            return "\"agent.changed\"" + agent(e.agent()) + code("presence", e.presence()) + code("next", e.next())
                    + ",\"reachable\":" + e.reachable() + number("load", e.load()) + number("capacity", e.capacity());
        } else if (event instanceof Event.AgentRemoved e) {
            return "\"agent.removed\"" + agent(e.agent());
        } else if (event instanceof Event.WrapUpStarted e) {
            return "\"wrap-up.started\"" + agent(e.agent()) + chat(e.chat()) + number("remaining_ms", e.remainingMs());
        } else if (event instanceof Event.WrapUpEnded e) {
            return "\"wrap-up.ended\"" + agent(e.agent()) + chat(e.chat());
        } else if (event instanceof Event.QueueOnlineChanged e) {
            return "\"queue.online\"" + number("queue", e.queue().value()) + ",\"online\":" + e.online();
        } else if (event instanceof Event.QueueOpenChanged e) {
            return "\"queue.open\"" + number("queue", e.queue().value()) + ",\"open\":" + e.open();
        }
        return null;
    }

    private static String chat(ChatId chat) {
        return ",\"chat\":\"" + GROUP + "-" + chat.value() + "\"";
    }

    private static String turn(OfferId turn) {
        return chat(turn.chat()) + number("turn", turn.turn());
    }

    private static String agent(AgentId agent) {
        return number("agent", agent.value());
    }

    private static String number(String name, long value) {
        return ",\"" + name + "\":" + value;
    }

    private static String code(String name, @Nullable Enum<?> value) {
        return value == null ? "" : ",\"" + name + "\":\"" + value.name() + "\"";
    }
}
