package dev.switchboard.server.routing;

import dev.switchboard.server.routing.ChatState.Achieved;
import dev.switchboard.server.routing.CoreState.ChatKey;
import dev.switchboard.server.routing.Event.QueuedBecause;
import dev.switchboard.server.routing.model.*;
import dev.switchboard.server.routing.policy.Requirements;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Start, transfer and close of chats, and forgetting them. */
final class Chats {
    private static final Actor CORE = new Actor.Core();

    private final CoreState state;
    private final Line line;
    private final Offers offers;
    private final Customers customers;
    private final WrapUps wrapUps;

    Chats(CoreState state, Line line, Offers offers, Customers customers, WrapUps wrapUps) {
        this.state = state;
        this.line = line;
        this.offers = offers;
        this.customers = customers;
        this.wrapUps = wrapUps;
    }

    Outcome start(Command.StartChat command) {
        ChatKey key = new ChatKey(command.customer(), command.key());
        ChatState known = state.chatsByKey.get(key);
        NodeState node = state.nodes.get(command.node());
        CustomerState customer = state.customers.get(command.customer());
        if (node == null || customers.sessionTaken(node, command.session(), command.customer())) {
            return Outcomes.of(Refusal.INVALID);
        }
        boolean attaches = known == null || known.open();
        if (attaches && customers.tooManySessions(customer, command.session())) {
            return Outcomes.of(Refusal.TOO_MANY_SESSIONS);
        }
        if (known != null) {
            if (known.customer != null) {
                customers.attach(known.customer, command.session(), node);
            }
            return new Outcome.Started(known.id, true);
        }
        QueueState named = state.queues.get(command.queue());
        if (named == null) {
            return Outcomes.of(Refusal.UNKNOWN_QUEUE);
        }
        QueueState queue = withOverflow(named);
        Outcome refused = refuseStart(command, named, queue, customer);
        if (refused != null) {
            return refused;
        }
        if (customer == null) {
            customer = new CustomerState(command.customer());
            state.customers.put(customer.id, customer);
        }
        customers.attach(customer, command.session(), node);
        return begin(command, key, customer, queue);
    }

    /** The queue, or where it is full or closed, the first of its overflow queues that takes chats; itself if none does. */
    private QueueState withOverflow(QueueState named) {
        QueueState queue = named;
        while (!queue.takes()) {
            QueueId next = queue.rules.limits().overflow();
            queue = next == null ? null : state.queues.get(next);
            if (queue == null) {
                return named;
            }
        }
        return queue;
    }

    private @Nullable Outcome refuseStart(
            Command.StartChat command, QueueState named, QueueState queue, @Nullable CustomerState customer) {
        if (command.key().isEmpty() || command.key().length() > Limits.CHAT_KEY_LENGTH_MAX) {
            return Outcomes.of(Refusal.INVALID);
        }
        Refusal wrong = Limits.checkWishes(state, command.wishes());
        if (wrong != null) {
            return Outcomes.of(wrong);
        }
        if (customer != null) {
            for (ChatState other : customer.openChats()) {
                if (other.queue.equals(named.id) || other.queue.equals(queue.id)) {
                    return new Outcome.Refused(Refusal.CHAT_ALREADY_OPEN, other.id);
                }
            }
            if (customer.openChats().size() >= Limits.OPEN_CHATS_PER_CUSTOMER_MAX) {
                return Outcomes.of(Refusal.TOO_MANY_CHATS);
            }
        }
        Refusal refused = refuseEntry(queue, command.wishes());
        if (refused != null) {
            return Outcomes.of(refused);
        }
        boolean full = state.chats.size() - state.closedChats.size() >= Limits.OPEN_CHATS_MAX;
        return full ? Outcomes.of(Refusal.OVERLOADED) : null;
    }

    /** Why the queue would take no chat that asks this, null when it would. */
    static @Nullable Refusal refuseEntry(QueueState queue, Wishes wishes) {
        if (!queue.open) {
            return Refusal.QUEUE_CLOSED;
        }
        if (queue.full()) {
            return Refusal.QUEUE_FULL;
        }
        List<Requirement> together = Requirements.merge(queue.rules.skills().required(), wishes.required());
        return Requirements.contradictory(together) ? Refusal.CONTRADICTORY_REQUIREMENTS : null;
    }

    private Outcome begin(Command.StartChat command, ChatKey key, CustomerState customer, QueueState queue) {
        ChatId id = new ChatId(state.position);
        ChatState chat =
                new ChatState(id, key, customer, command.site(), state.timeMs, state.utcMs, command.wishes(), queue.id);
        state.chats.put(id, chat);
        state.chatsByKey.put(key, chat);
        customer.add(chat);
        state.emit(new Event.ChatStarted(id, queue.id, chat.nextMembership(state.position)));
        line.enter(chat);
        line.wait(chat, QueuedBecause.STARTED, 0);
        return new Outcome.Started(id, false);
    }

    Outcome transfer(Command.TransferChat command) {
        ChatState chat = state.chat(command.chat());
        AgentId by = command.by();
        if (chat == null) {
            return Outcomes.of(Refusal.UNKNOWN_CHAT);
        }
        if ((command.toQueue() == null) == (command.toAgent() == null)) {
            return Outcomes.of(Refusal.INVALID);
        }
        if (!chat.ownedBy(by, command.assignment())) {
            if (chat.hasAchieved(command.assignment(), by, Achieved.TRANSFERRED)) {
                return Outcomes.DONE;
            }
            return Outcomes.of(chat.open() ? Refusal.NOT_OWNER : Refusal.CHAT_CLOSED);
        }
        return command.toAgent() != null
                ? transferToAgent(chat, by, command.toAgent())
                : transferToQueue(chat, by, command.toQueue());
    }

    private Outcome transferToAgent(ChatState chat, AgentId by, AgentId to) {
        AgentState target = state.agents.get(to);
        if (target == null) {
            return Outcomes.of(Refusal.UNKNOWN_AGENT);
        }
        RoutingView.Obstacle obstacle = Transfers.obstacle(state, chat, target);
        if (obstacle != null) {
            return Outcomes.of(
                    switch (obstacle) {
                        case SELF -> Refusal.TRANSFER_TO_SELF;
                        case QUEUE_REMOVED -> Refusal.UNKNOWN_QUEUE;
                        default -> Refusal.AGENT_NOT_ELIGIBLE;
                    });
        }
        handOver(chat, by);
        line.enter(chat);
        line.say(chat, QueuedBecause.TRANSFERRED, chat.turn);
        offers.giveTo(chat, target, ChosenBy.TRANSFERRED);
        return Outcomes.DONE;
    }

    private Outcome transferToQueue(ChatState chat, AgentId by, @Nullable QueueId to) {
        QueueState target = to == null ? null : state.queues.get(to);
        Outcome refused = refuseQueue(chat, target);
        if (refused != null || target == null) {
            return refused == null ? Outcomes.of(Refusal.UNKNOWN_QUEUE) : refused;
        }
        chat.forgetAsked(state.timers);
        handOver(chat, by);
        chat.queue = target.id;
        line.enter(chat);
        line.wait(chat, QueuedBecause.TRANSFERRED, chat.turn);
        return Outcomes.DONE;
    }

    private static @Nullable Outcome refuseQueue(ChatState chat, @Nullable QueueState target) {
        if (target == null || chat.customer == null) {
            return Outcomes.of(Refusal.UNKNOWN_QUEUE);
        }
        ChatState other = Transfers.otherChat(chat, target);
        if (other != null) {
            return new Outcome.Refused(Refusal.CHAT_ALREADY_OPEN, other.id);
        }
        Refusal refused = refuseEntry(target, chat.wishes);
        return refused == null ? null : Outcomes.of(refused);
    }

    /** A supervisor puts an open chat, wherever it is, into the line of another queue. */
    Outcome move(ChatState chat, QueueId to) {
        QueueState target = state.queues.get(to);
        Outcome refused = refuseQueue(chat, target);
        if (refused != null || target == null) {
            return refused == null ? Outcomes.of(Refusal.UNKNOWN_QUEUE) : refused;
        }
        chat.forgetAsked(state.timers);
        if (chat.phase == ChatPhase.ACTIVE) {
            offers.unassign(chat, QueuedBecause.MOVED);
        } else {
            leaveLine(chat);
        }
        chat.queue = target.id;
        line.enter(chat);
        line.wait(chat, QueuedBecause.MOVED, chat.turn);
        return Outcomes.DONE;
    }

    private void leaveLine(ChatState chat) {
        if (chat.phase == ChatPhase.OFFERED) {
            offers.withdrawForGood(chat, null);
        }
        line.leave(chat);
    }

    /** The agent gives the chat away, and is not the next to be asked about it. */
    private void handOver(ChatState chat, AgentId by) {
        chat.achieved(chat.turn, by, Achieved.TRANSFERRED);
        offers.unassign(chat, QueuedBecause.TRANSFERRED);
        offers.pause(chat, by);
    }

    /** The agent is gone: his chats go back to their lines, with their age. */
    void requeueAll(AgentState agent) {
        for (ChatState chat : Offers.inOrder(agent.chats)) {
            offers.unassign(chat, QueuedBecause.AGENT_LOST);
            if (state.queues.containsKey(chat.queue)) {
                line.enter(chat);
                line.wait(chat, QueuedBecause.AGENT_LOST, chat.turn);
            } else {
                finish(chat, CloseReason.ADMINISTRATIVE, CORE);
            }
        }
    }

    Outcome close(Command.CloseChat command) {
        ChatState chat = state.chat(command.chat());
        if (chat == null) {
            return Outcomes.of(Refusal.UNKNOWN_CHAT);
        }
        Actor by = command.by();
        if (by instanceof Actor.Customer customer && !customer.id().equals(chat.key.customer())) {
            return Outcomes.of(Refusal.NOT_OWNER);
        }
        if (!chat.open()) {
            return by.equals(chat.closedBy) ? Outcomes.DONE : Outcomes.of(Refusal.CHAT_CLOSED);
        }
        if (by instanceof Actor.Customer) {
            close(chat, customersReason(chat, command.reason()), by);
            return Outcomes.DONE;
        }
        boolean coreOnly = switch (command.reason()) {
            case ABANDONED, CUSTOMER_LOST, WAITED_TOO_LONG -> true;
            case SOLVED, CUSTOMER_LEFT, AGENT_CLOSED, SPAM, ADMINISTRATIVE -> false;
        };
        if (coreOnly || by instanceof Actor.Core) {
            return Outcomes.of(Refusal.INVALID);
        }
        if (by instanceof Actor.Agent agent && !chat.ownedBy(agent.id(), command.assignment())) {
            return Outcomes.of(Refusal.NOT_OWNER);
        }
        close(chat, command.reason(), by);
        return Outcomes.DONE;
    }

    private static CloseReason customersReason(ChatState chat, CloseReason named) {
        if (chat.inLine()) {
            return CloseReason.ABANDONED;
        }
        return named == CloseReason.SOLVED ? CloseReason.SOLVED : CloseReason.CUSTOMER_LEFT;
    }

    /** Nobody accepted the chat within its queue's time. What is on offer by then may still be accepted. */
    void waitedTooLong(ChatState chat) {
        if (chat.phase == ChatPhase.WAITING) {
            close(chat, CloseReason.WAITED_TOO_LONG, CORE);
        }
    }

    /** The customer stayed away beyond his grace. */
    void customerLost(CustomerState customer) {
        for (ChatState chat : customer.openChats()) {
            close(chat, chat.inLine() ? CloseReason.ABANDONED : CloseReason.CUSTOMER_LOST, CORE);
        }
    }

    void closeLine(QueueState queue) {
        for (ChatState chat : queue.line.toList()) {
            close(chat, CloseReason.ADMINISTRATIVE, CORE);
        }
    }

    private void close(ChatState chat, CloseReason reason, Actor by) {
        switch (chat.phase) {
            case WAITING, OFFERED -> leaveLine(chat);
            case ACTIVE -> {
                int kept = by instanceof Actor.Core ? 0 : wrapUps.begin(state.agentOf(chat), chat);
                offers.release(chat, kept);
            }
            case CLOSED -> throw new IllegalStateException(chat + " is closed twice");
        }
        finish(chat, reason, by);
    }

    /** Ends a chat that has neither place nor owner any more. */
    private void finish(ChatState chat, CloseReason reason, Actor by) {
        AgentId owner = chat.phase == ChatPhase.ACTIVE ? chat.lastOwner : null;
        chat.phase = ChatPhase.CLOSED;
        chat.closeReason = reason;
        chat.closedBy = by;
        chat.closedMs = state.timeMs;
        chat.revision = state.position;
        chat.forgetAsked(state.timers);
        CustomerState customer = chat.customer;
        CoreState.ensure(customer != null && customer.remove(chat), "unknown to its customer", chat);
        chat.customer = null;
        if (customer != null && !customer.hasOpenChats()) {
            customers.forget(customer);
        }
        state.emit(new Event.ChatClosed(chat.id, reason, by, owner, chat.nextMembership(state.position)));
        state.closedChats.add(chat);
        if (state.closedChats.size() > Limits.CLOSED_CHATS_MAX) {
            forgetEldest();
        }
    }

    /** Forgets chats closed long ago. Nothing outside depends on the moment, so no timer wakes the log for it. */
    void forgetClosed() {
        ChatState eldest = state.closedChats.peek();
        while (eldest != null && eldest.closedMs + Limits.CLOSED_CHAT_KEPT_MS <= state.timeMs) {
            forgetEldest();
            eldest = state.closedChats.peek();
        }
    }

    private void forgetEldest() {
        ChatState eldest = state.closedChats.remove();
        state.chats.remove(eldest.id);
        state.chatsByKey.remove(eldest.key);
    }
}
