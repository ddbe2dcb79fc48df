package dev.switchboard.server.dispatch;

import dev.switchboard.server.delivery.RequestFailure;
import dev.switchboard.server.routing.model.Actor;
import dev.switchboard.server.routing.model.CloseReason;
import dev.switchboard.server.routing.model.DeclineReason;
import dev.switchboard.server.routing.model.Presence;
import java.util.EnumSet;
import java.util.Set;

/** Enumerations of the protocol as those of the core; what the caller may not choose is not valid. */
final class Reasons {
    private static final Set<CloseReason> OF_CUSTOMERS = EnumSet.of(CloseReason.SOLVED, CloseReason.CUSTOMER_LEFT);
    private static final Set<CloseReason> OF_AGENTS =
            EnumSet.of(CloseReason.SOLVED, CloseReason.AGENT_CLOSED, CloseReason.SPAM);
    private static final Set<CloseReason> OF_SUPERVISORS =
            EnumSet.of(CloseReason.SOLVED, CloseReason.AGENT_CLOSED, CloseReason.SPAM, CloseReason.ADMINISTRATIVE);

    private Reasons() {}

    /** An unspecified reason is the plain one of the actor. */
    static CloseReason close(dev.switchboard.protocol.v1.CloseReason reason, Actor actor) {
        boolean customer = actor instanceof Actor.Customer;
        boolean agent = actor instanceof Actor.Agent;
        CloseReason chosen = switch (reason) {
            case CLOSE_REASON_UNSPECIFIED ->
                customer ? CloseReason.CUSTOMER_LEFT : agent ? CloseReason.AGENT_CLOSED : CloseReason.ADMINISTRATIVE;
            case CLOSE_REASON_SOLVED -> CloseReason.SOLVED;
            case CLOSE_REASON_CUSTOMER_LEFT -> CloseReason.CUSTOMER_LEFT;
            case CLOSE_REASON_ABANDONED -> CloseReason.ABANDONED;
            case CLOSE_REASON_CUSTOMER_LOST -> CloseReason.CUSTOMER_LOST;
            case CLOSE_REASON_AGENT_CLOSED -> CloseReason.AGENT_CLOSED;
            case CLOSE_REASON_SPAM -> CloseReason.SPAM;
            case CLOSE_REASON_ADMINISTRATIVE -> CloseReason.ADMINISTRATIVE;
            case CLOSE_REASON_WAITED_TOO_LONG, UNRECOGNIZED -> throw RequestFailure.invalid("reason");
        };
        Set<CloseReason> allowed = customer ? OF_CUSTOMERS : agent ? OF_AGENTS : OF_SUPERVISORS;
        if (!allowed.contains(chosen)) {
            throw RequestFailure.invalid("reason");
        }
        return chosen;
    }

    static DeclineReason decline(dev.switchboard.protocol.v1.DeclineReason reason) {
        return switch (reason) {
            case DECLINE_REASON_BUSY -> DeclineReason.BUSY;
            case DECLINE_REASON_WRONG_SKILL -> DeclineReason.WRONG_SKILL;
            case DECLINE_REASON_LEAVING -> DeclineReason.LEAVING;
            case DECLINE_REASON_OTHER -> DeclineReason.OTHER;
            case DECLINE_REASON_UNSPECIFIED, UNRECOGNIZED -> throw RequestFailure.invalid("reason");
        };
    }

    /** NOT_RESPONDING is the core's to say. */
    static Presence presence(dev.switchboard.protocol.v1.Presence presence) {
        return switch (presence) {
            case PRESENCE_AVAILABLE -> Presence.AVAILABLE;
            case PRESENCE_BUSY -> Presence.BUSY;
            case PRESENCE_AWAY -> Presence.AWAY;
            case PRESENCE_OFFLINE -> Presence.OFFLINE;
            case PRESENCE_UNSPECIFIED, PRESENCE_NOT_RESPONDING, UNRECOGNIZED ->
                throw RequestFailure.invalid("presence");
        };
    }
}
