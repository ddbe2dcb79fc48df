package dev.switchboard.server.routing;

import dev.switchboard.server.routing.TwinState.Chat;
import dev.switchboard.server.routing.TwinState.Queue;
import dev.switchboard.server.routing.model.*;
import java.util.List;

/** Into the line of a queue, and out of it. */
final class TwinLines {
    private final TwinState state;
    private final TwinChoice choice;

    TwinLines(TwinState state, TwinChoice choice) {
        this.state = state;
        this.choice = choice;
    }

    /** The queue of a start: itself, or the first of its overflow queues that takes chats, where it does not. */
    QueueId withOverflow(QueueId named) {
        for (QueueId next = named; next != null && state.queues.containsKey(next); ) {
            if (takes(next)) {
                return next;
            }
            next = state.queues.get(next).rules.limits().overflow();
        }
        return named;
    }

    private boolean takes(QueueId id) {
        Queue queue = state.queues.get(id);
        return queue.open && choice.line(id).size() < queue.rules.limits().waiting();
    }

    boolean mayEnter(QueueId queue, CustomerId customer, Wishes wishes, Chat itself) {
        boolean contradiction =
                TwinChoice.together(state.queues.get(queue).rules.skills().required(), wishes.required()).stream()
                        .anyMatch(each -> each.level() > each.levelMax());
        return takes(queue) && !contradiction && !hasOther(queue, customer, itself);
    }

    boolean hasOther(QueueId queue, CustomerId customer, Chat itself) {
        return state.chats.values().stream()
                .anyMatch(other -> other != itself
                        && other.open()
                        && other.queue.equals(queue)
                        && other.customer.equals(customer));
    }

    void enter(Chat chat, QueueId id) {
        QueueRules rules = state.queues.get(id).rules;
        chat.queue = id;
        chat.phase = ChatPhase.WAITING;
        chat.lineSinceMs = state.timeMs;
        chat.step = 0;
        setTimers(chat, rules);
    }

    private void setTimers(Chat chat, QueueRules rules) {
        long maxWaitMs = rules.limits().maxWaitMs();
        long keptMs = rules.offering().preferredAgentWaitMs();
        chat.maxWait = maxWaitMs > 0 ? state.at(chat.lineSinceMs + maxWaitMs) : null;
        chat.kept = keptMs > 0 ? state.at(chat.lineSinceMs + keptMs) : null;
    }

    /** It is on offer to nobody any more. Whom nobody accepted within the queue's maximum wait is closed. */
    void waitAgain(Chat chat) {
        chat.phase = ChatPhase.WAITING;
        long maxWaitMs = choice.rules(chat).limits().maxWaitMs();
        if (maxWaitMs > 0 && chat.maxWait == null) {
            chat.maxWait = state.in(0);
        }
    }

    /** The rules of its queue changed, or the weight of chats. */
    void adapt(Chat chat) {
        List<RelaxationStep> steps = choice.steps(chat);
        int due = 0;
        while (due < steps.size() && choice.dueMs(chat, due) <= state.timeMs) {
            due++;
        }
        chat.step = Math.min(chat.step, due);
        setTimers(chat, choice.rules(chat));
    }

    void leave(Chat chat) {
        chat.creditMs = choice.creditMs(chat);
        chat.maxWait = null;
        chat.kept = null;
        endOffers(chat);
    }

    void endOffers(Chat chat) {
        if (!chat.offers.isEmpty()) {
            chat.turn = chat.offers.get(chat.offers.size() - 1).turn();
        }
        chat.offers.clear();
    }
}
