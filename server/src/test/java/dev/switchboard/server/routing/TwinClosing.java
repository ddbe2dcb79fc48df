package dev.switchboard.server.routing;

import dev.switchboard.server.routing.TwinState.Agent;
import dev.switchboard.server.routing.TwinState.Chat;
import dev.switchboard.server.routing.model.*;

/** The end of chats, and their way back into a line. True is "done", false "refused". */
final class TwinClosing {
    private static final Actor CORE = new Actor.Core();

    private final TwinState state;
    private final TwinLines lines;
    private final TwinOffers offers;
    private final TwinWrapUps wrapUps;

    TwinClosing(TwinState state, TwinLines lines, TwinOffers offers, TwinWrapUps wrapUps) {
        this.state = state;
        this.lines = lines;
        this.offers = offers;
        this.wrapUps = wrapUps;
    }

    boolean close(Command.CloseChat command) {
        Chat chat = state.chats.get(command.chat());
        Actor by = command.by();
        if (chat == null || (by instanceof Actor.Customer c && !c.id().equals(chat.customer))) {
            return false;
        }
        if (!chat.open()) {
            return by.equals(chat.closedBy);
        }
        if (by instanceof Actor.Core || (by instanceof Actor.Agent a && !chat.ownedBy(a.id(), command.assignment()))) {
            return false;
        }
        CloseReason reason = command.reason();
        if (by instanceof Actor.Customer) {
            CloseReason left = reason == CloseReason.SOLVED ? reason : CloseReason.CUSTOMER_LEFT;
            reason = chat.inLine() ? CloseReason.ABANDONED : left;
        }
        close(chat, reason, by);
        return true;
    }

    void waitedTooLong(Chat chat) {
        chat.maxWait = null;
        if (chat.phase == ChatPhase.WAITING) {
            close(chat, CloseReason.WAITED_TOO_LONG, CORE);
        }
    }

    void customerLost(CustomerId customer) {
        for (Chat chat : state.chats.values()) {
            if (chat.open() && chat.customer.equals(customer)) {
                close(chat, chat.inLine() ? CloseReason.ABANDONED : CloseReason.CUSTOMER_LOST, CORE);
            }
        }
    }

    /** His chats go back to their lines, where those are still. */
    void requeueAll(Agent agent) {
        for (Chat chat : state.chats.values()) {
            if (agent.id.equals(chat.owner)) {
                if (state.queues.containsKey(chat.queue)) {
                    offers.unassign(chat);
                    lines.enter(chat, chat.queue);
                } else {
                    close(chat, CloseReason.ADMINISTRATIVE, CORE);
                }
            }
        }
    }

    void close(Chat chat, CloseReason reason, Actor by) {
        if (chat.phase == ChatPhase.ACTIVE) {
            if (!(by instanceof Actor.Core)) {
                wrapUps.begin(chat, state.agents.get(chat.owner));
            }
            offers.unassign(chat);
        } else {
            lines.leave(chat);
        }
        chat.phase = ChatPhase.CLOSED;
        chat.closeReason = reason;
        chat.closedBy = by;
        chat.closedMs = state.timeMs;
        chat.asked.clear();
        boolean last =
                state.chats.values().stream().noneMatch(other -> other.open() && other.customer.equals(chat.customer));
        if (last) {
            state.customers.remove(chat.customer);
        }
    }
}
