package dev.switchboard.server.routing;

import dev.switchboard.server.routing.TwinState.Agent;
import dev.switchboard.server.routing.TwinState.Chat;
import dev.switchboard.server.routing.TwinState.Offer;
import dev.switchboard.server.routing.TwinState.Queue;
import dev.switchboard.server.routing.TwinState.WrapUp;
import dev.switchboard.server.routing.model.*;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What the twin does to chats: start, offers, assignments, hands, hold, wrap-up, close. True is "done", false "refused". */
final class TwinChats {
    private static final int PER_AGENT_MAX = 100;
    private static final long HOUR_MS = 3_600_000;
    private static final Actor CORE = new Actor.Core();

    private final TwinState state;
    private final TwinChoice choice;
    /** What was decided in this entry, in order. */
    final List<Decision> decisions = new ArrayList<>();
    /** Whose last message is asked for in this entry. */
    final List<OfferId> activityAsked = new ArrayList<>();

    /** An offer or an assignment without one. */
    record Decision(OfferId turn, AgentId agent, DecisionFacts facts, boolean offered) {}

    TwinChats(TwinState state, TwinChoice choice) {
        this.state = state;
        this.choice = choice;
    }

    // Into the line and out of it.

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
    private void waitAgain(Chat chat) {
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

    private void leaveLine(Chat chat) {
        chat.creditMs = choice.creditMs(chat);
        chat.maxWait = null;
        chat.kept = null;
        endOffers(chat);
    }

    private void endOffers(Chat chat) {
        if (!chat.offers.isEmpty()) {
            chat.turn = chat.offers.get(chat.offers.size() - 1).turn();
        }
        chat.offers.clear();
    }

    // Offers and assignments.

    void give(Chat chat, TwinChoice.Pick first) {
        QueueRules.Offering offering = choice.rules(chat).offering();
        boolean kept = choice.isKept(chat);
        place(chat, first, offering.direct());
        TwinChoice.Pick next = first;
        for (int asked = 1; asked < offering.atOnce() && !offering.direct() && next != null; asked++) {
            next = choice.pick(chat, kept);
            if (next != null) {
                place(chat, next, false);
            }
        }
    }

    private void giveTo(Chat chat, Agent agent, ChosenBy reason) {
        boolean atOnce = reason == ChosenBy.TAKEN || reason == ChosenBy.TAKEN_OVER;
        place(
                chat,
                new TwinChoice.Pick(agent, reason, 1, 0),
                atOnce || choice.rules(chat).offering().direct());
    }

    private void place(Chat chat, TwinChoice.Pick pick, boolean direct) {
        Agent agent = pick.agent();
        DecisionFacts facts = new DecisionFacts(
                pick.reason(),
                choice.load(agent),
                choice.capacity(agent, chat.queue),
                state.timeMs - agent.idleSinceMs,
                pick.candidates(),
                state.timeMs - chat.startedMs,
                chat.step,
                pick.score());
        chat.turns++;
        agent.givenAt = state.position;
        long timeoutMs = choice.rules(chat).offering().timeoutMs();
        Offer offer = new Offer(chat.turns, agent.id, choice.weight(chat), facts, state.in(timeoutMs));
        decisions.add(new Decision(new OfferId(chat.id, chat.turns), agent.id, facts, !direct));
        if (direct) {
            assign(chat, offer);
        } else {
            chat.phase = ChatPhase.OFFERED;
            chat.offers.add(offer);
        }
    }

    private void assign(Chat chat, Offer offer) {
        leaveLine(chat);
        Agent agent = state.agents.get(offer.agent());
        chat.phase = ChatPhase.ACTIVE;
        chat.owner = agent.id;
        chat.lastOwner = agent.id;
        chat.turn = offer.turn();
        chat.weight = offer.units();
        chat.units = offer.units();
        chat.ended(offer.turn(), agent.id, "accepted");
        agent.idleSinceMs = state.timeMs;
        expectSilence(chat, 0);
    }

    private void unassign(Chat chat) {
        state.agents.get(chat.owner).idleSinceMs = state.timeMs;
        chat.owner = null;
        chat.units = 0;
        chat.parked = Parked.NOT;
        chat.idle = null;
    }

    private Offer find(Chat chat, int turn, AgentId agent) {
        Offer offer = chat.offerTo(agent);
        return offer != null && offer.turn() == turn ? offer : null;
    }

    boolean accept(Command.AcceptOffer command) {
        Chat chat = state.chats.get(command.offer().chat());
        int turn = command.offer().turn();
        Offer offer = chat == null ? null : find(chat, turn, command.agent());
        if (offer == null) {
            return chat != null && chat.hasEnded(turn, command.agent(), "accepted");
        }
        state.agents.get(command.agent()).missed = 0;
        assign(chat, offer);
        return true;
    }

    boolean decline(Command.DeclineOffer command) {
        Chat chat = state.chats.get(command.offer().chat());
        int turn = command.offer().turn();
        Offer offer = chat == null ? null : find(chat, turn, command.agent());
        if (offer == null) {
            return chat != null && chat.hasEnded(turn, command.agent(), "declined");
        }
        chat.ended(turn, command.agent(), "declined");
        refused(chat, offer);
        return true;
    }

    private void refused(Chat chat, Offer offer) {
        askLater(chat, offer.agent());
        withdraw(chat, offer);
    }

    private void askLater(Chat chat, AgentId agent) {
        chat.asked.put(agent, state.in(state.settings.reofferPauseMs()));
    }

    void withdraw(Chat chat, Offer offer) {
        chat.offers.remove(offer);
        if (chat.offers.isEmpty()) {
            chat.turn = offer.turn();
            waitAgain(chat);
        }
    }

    void withdrawAll(Agent agent) {
        for (Chat chat : state.chats.values()) {
            Offer offer = chat.offerTo(agent.id);
            if (offer != null) {
                withdraw(chat, offer);
            }
        }
    }

    void timedOut(Chat chat, Offer offer) {
        Agent agent = state.agents.get(offer.agent());
        refused(chat, offer);
        agent.missed++;
        if (agent.missed >= state.settings.missedOffersMax()) {
            agent.presence = Presence.NOT_RESPONDING;
            agent.next = null;
            withdrawAll(agent);
        }
    }

    // By hand.

    boolean transfer(Command.TransferChat command) {
        Chat chat = state.chats.get(command.chat());
        if (chat == null || (command.toAgent() == null) == (command.toQueue() == null)) {
            return false;
        }
        if (!chat.ownedBy(command.by(), command.assignment())) {
            return chat.hasEnded(command.assignment(), command.by(), "transferred");
        }
        QueueId to = command.toQueue();
        Agent target = state.agents.get(command.toAgent() == null ? new AgentId(-1) : command.toAgent());
        boolean possible = to == null
                ? target != null
                        && !target.id.equals(chat.owner)
                        && state.queues.containsKey(chat.queue)
                        && TwinChoice.has(target, choice.required(chat))
                        && target.available()
                        && choice.hasRoom(target, chat.queue, choice.weight(chat))
                : state.queues.containsKey(to) && mayEnter(to, chat.customer, chat.wishes, chat);
        if (!possible) {
            return false;
        }
        chat.ended(chat.turn, command.by(), "transferred");
        unassign(chat);
        if (to != null) {
            chat.asked.clear();
        }
        askLater(chat, command.by());
        enter(chat, to == null ? chat.queue : to);
        if (target != null) {
            giveTo(chat, target, ChosenBy.TRANSFERRED);
        }
        return true;
    }

    boolean take(Command.TakeChat command) {
        Chat chat = state.chats.get(command.chat());
        Agent agent = state.agents.get(command.by());
        if (chat == null || agent == null || !chat.open()) {
            return false;
        }
        boolean room = agent.reachable()
                && state.queues.containsKey(chat.queue)
                && choice.hasRoom(agent, chat.queue, choice.weight(chat));
        switch (chat.phase) {
            case WAITING -> {
                if (!room
                        || choice.activeLimitReached(chat.queue)
                        || !choice.serves(agent, chat)
                        || !TwinChoice.has(agent, choice.required(chat))) {
                    return false;
                }
                giveTo(chat, agent, ChosenBy.TAKEN);
            }
            case OFFERED -> {
                Offer own = chat.offerTo(agent.id);
                return own != null && accept(new Command.AcceptOffer(new OfferId(chat.id, own.turn()), agent.id));
            }
            default -> {
                if (agent.id.equals(chat.owner)) {
                    return true;
                }
                if (!room || !agent.rules.mayTakeOver() || !Objects.equals(chat.owner, command.from())) {
                    return false;
                }
                unassign(chat);
                enter(chat, chat.queue);
                giveTo(chat, agent, ChosenBy.TAKEN_OVER);
            }
        }
        return true;
    }

    boolean assignByHand(Command.AssignChat command, boolean seen) {
        Chat chat = state.chats.get(command.chat());
        Agent to = state.agents.get(command.to());
        if (chat == null || to == null) {
            return false;
        }
        Offer own = chat.offerTo(to.id);
        if (to.id.equals(chat.owner) || (own != null && own.facts().reason() == ChosenBy.ASSIGNED)) {
            return true;
        }
        boolean works = to.presence == Presence.AVAILABLE || to.presence == Presence.BUSY;
        boolean listens = to.reachable() && works && (to.next == null || to.next == Presence.AVAILABLE);
        int more = choice.weight(chat) - (own == null ? 0 : own.units());
        if (!chat.open()
                || !seen
                || !listens
                || !state.queues.containsKey(chat.queue)
                || (chat.phase == ChatPhase.WAITING && choice.activeLimitReached(chat.queue))
                || !choice.hasRoom(to, chat.queue, more)) {
            return false;
        }
        if (chat.phase == ChatPhase.ACTIVE) {
            unassign(chat);
            enter(chat, chat.queue);
        }
        endOffers(chat);
        giveTo(chat, to, ChosenBy.ASSIGNED);
        return true;
    }

    boolean move(Command.MoveChat command, boolean seen) {
        Chat chat = state.chats.get(command.chat());
        if (chat == null || (chat.inLine() && chat.queue.equals(command.to()))) {
            return chat != null;
        }
        if (!chat.open()
                || !seen
                || !state.queues.containsKey(command.to())
                || !mayEnter(command.to(), chat.customer, chat.wishes, chat)) {
            return false;
        }
        chat.asked.clear();
        if (chat.phase == ChatPhase.ACTIVE) {
            unassign(chat);
        } else {
            leaveLine(chat);
        }
        enter(chat, command.to());
        return true;
    }

    boolean prioritise(Command.PrioritiseChat command, boolean seen) {
        Chat chat = state.chats.get(command.chat());
        if (chat == null || !chat.inLine()) {
            return false;
        }
        boolean same = chat.ownCreditMs == command.creditMs();
        if (!same && seen) {
            chat.ownCreditMs = command.creditMs();
        }
        return same || seen;
    }

    // Hold, silence, wrap-up.

    private long parkedOf(AgentId agent) {
        return state.chats.values().stream()
                .filter(chat -> agent.equals(chat.owner) && chat.parked != Parked.NOT)
                .count();
    }

    private void expectSilence(Chat chat, long silentMs) {
        Queue queue = state.queues.get(chat.queue);
        long idleAfterMs = queue == null ? 0 : queue.rules.units().idleAfterMs();
        chat.idle = idleAfterMs > 0 ? state.in(Math.max(1, idleAfterMs - silentMs)) : null;
    }

    void silenceDue(Chat chat) {
        chat.idle = null;
        activityAsked.add(new OfferId(chat.id, chat.turn));
    }

    boolean hold(Command.HoldChat command) {
        Chat chat = state.chats.get(command.chat());
        if (chat == null || !chat.ownedBy(command.by(), command.assignment())) {
            return false;
        }
        boolean held = chat.parked == Parked.ON_HOLD;
        if (held && !command.hold()) {
            Agent owner = state.agents.get(chat.owner);
            if (!choice.hasRoom(owner, chat.queue, chat.weight - chat.units)) {
                return false;
            }
            unpark(chat);
        } else if (!held && command.hold()) {
            if (chat.parked == Parked.NOT && parkedOf(chat.owner) >= PER_AGENT_MAX) {
                return false;
            }
            Queue queue = state.queues.get(chat.queue);
            chat.parked = Parked.ON_HOLD;
            chat.units = queue != null && queue.rules.units().holdFrees() ? 0 : chat.units;
            chat.idle = null;
        }
        return true;
    }

    private void unpark(Chat chat) {
        chat.parked = Parked.NOT;
        chat.units = chat.weight;
        expectSilence(chat, 0);
    }

    boolean report(Command.ReportActivity command) {
        Chat chat = state.chats.get(command.chat());
        if (chat == null
                || chat.phase != ChatPhase.ACTIVE
                || chat.turn != command.assignment()
                || !state.queues.containsKey(chat.queue)) {
            return false;
        }
        long idleAfterMs = choice.rules(chat).units().idleAfterMs();
        boolean silent = idleAfterMs > 0 && command.silentMs() >= idleAfterMs;
        if (chat.parked == Parked.NOT && !silent) {
            expectSilence(chat, command.silentMs());
        } else if (chat.parked == Parked.NOT && parkedOf(chat.owner) >= PER_AGENT_MAX) {
            expectSilence(chat, 0);
        } else if (chat.parked == Parked.NOT) {
            chat.parked = Parked.IDLE;
            chat.units = 0;
            chat.idle = null;
        } else if (chat.parked == Parked.IDLE && !silent) {
            chat.parked = Parked.WANTED;
        }
        return true;
    }

    /** Chats that want their units back take them before any new chat. */
    void wake() {
        List<Chat> wanted = new ArrayList<>(state.chats.values());
        wanted.removeIf(chat -> chat.parked != Parked.WANTED);
        wanted.sort(choice.firstOutOf());
        for (Chat chat : wanted) {
            if (choice.hasRoom(state.agents.get(chat.owner), chat.queue, chat.weight)) {
                unpark(chat);
            }
        }
    }

    private WrapUp wrapUp(AgentId agent, ChatId chat) {
        Agent known = state.agents.get(agent);
        return known == null
                ? null
                : known.wrapUps.stream()
                        .filter(each -> each.chat.equals(chat))
                        .findFirst()
                        .orElse(null);
    }

    private void beginWrapUp(Chat chat, Agent agent) {
        Queue queue = state.queues.get(chat.queue);
        if (queue == null || queue.rules.wrapUp().ms() == 0) {
            return;
        }
        if (agent.wrapUps.size() >= PER_AGENT_MAX) {
            endWrapUp(agent, agent.wrapUps.get(0));
        }
        QueueRules.WrapUp rules = queue.rules.wrapUp();
        WrapUp begun = new WrapUp(chat.id, rules.ms(), state.timeMs, rules.holdsRoom() ? chat.units : 0);
        begun.end = state.in(rules.ms());
        agent.wrapUps.add(begun);
    }

    boolean extend(Command.ExtendWrapUp command) {
        WrapUp found = wrapUp(command.agent(), command.chat());
        if (found != null) {
            long leftMs = found.beganMs + HOUR_MS - state.timeMs;
            found.end = state.in(Math.max(1, Math.min(found.ms, leftMs)));
        }
        return found != null;
    }

    boolean end(Command.EndWrapUp command) {
        Agent agent = state.agents.get(command.agent());
        WrapUp found = wrapUp(command.agent(), command.chat());
        if (found != null) {
            endWrapUp(agent, found);
        }
        return agent != null;
    }

    void endWrapUp(Agent agent, WrapUp ended) {
        agent.wrapUps.remove(ended);
        if (agent.wrapUps.isEmpty() && agent.next != null) {
            agent.presence = agent.next;
            agent.next = null;
            if (agent.presence == Presence.AVAILABLE) {
                agent.idleSinceMs = state.timeMs;
            }
        }
    }

    // The end.

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
                    unassign(chat);
                    enter(chat, chat.queue);
                } else {
                    close(chat, CloseReason.ADMINISTRATIVE, CORE);
                }
            }
        }
    }

    void close(Chat chat, CloseReason reason, Actor by) {
        if (chat.phase == ChatPhase.ACTIVE) {
            if (!(by instanceof Actor.Core)) {
                beginWrapUp(chat, state.agents.get(chat.owner));
            }
            unassign(chat);
        } else {
            leaveLine(chat);
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
