package dev.switchboard.server.routing;

import dev.switchboard.server.routing.ChatState.Achieved;
import dev.switchboard.server.routing.Event.QueuedBecause;
import dev.switchboard.server.routing.model.*;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** What happens between a chat and an agent: offers, assignments, and their ends. */
final class Offers {
    private static final Comparator<Offer> ORDER =
            Comparator.comparing((Offer offer) -> offer.chat, ChatState.ORDER).thenComparing(offer -> offer.turn);

    private final CoreState state;
    private final Line line;
    private final Parking parking;

    Offers(CoreState state, Line line, Parking parking) {
        this.state = state;
        this.line = line;
        this.parking = parking;
    }

    Outcome accept(Command.AcceptOffer command) {
        ChatState chat = state.chat(command.offer().chat());
        int turn = command.offer().turn();
        if (chat == null) {
            return Outcomes.of(Refusal.UNKNOWN_CHAT);
        }
        Offer offer = chat.offer(turn, command.agent());
        if (offer == null) {
            return goneUnless(chat, turn, command.agent(), Achieved.ACCEPTED);
        }
        accept(offer);
        return Outcomes.DONE;
    }

    void accept(Offer offer) {
        ChatState chat = offer.chat;
        offer.agent.missedInRow = 0;
        end(offer, OfferEnd.ACCEPTED, null);
        for (Offer other : chat.offers()) {
            end(other, OfferEnd.TAKEN, null);
            free(other.agent, other.units);
        }
        assign(offer, false);
    }

    Outcome decline(Command.DeclineOffer command) {
        ChatState chat = state.chat(command.offer().chat());
        int turn = command.offer().turn();
        if (chat == null) {
            return Outcomes.of(Refusal.UNKNOWN_CHAT);
        }
        Offer offer = chat.offer(turn, command.agent());
        if (offer == null) {
            return goneUnless(chat, turn, command.agent(), Achieved.DECLINED);
        }
        offer.agent.missedInRow = 0;
        chat.achieved(turn, command.agent(), Achieved.DECLINED);
        refused(offer, OfferEnd.DECLINED, command.reason(), QueuedBecause.DECLINED);
        return Outcomes.DONE;
    }

    private static Outcome goneUnless(ChatState chat, int turn, AgentId agent, Achieved achieved) {
        if (chat.hasAchieved(turn, agent, achieved)) {
            return Outcomes.DONE;
        }
        return Outcomes.of(chat.open() ? Refusal.OFFER_GONE : Refusal.CHAT_CLOSED);
    }

    /** The offer ran out. */
    void timedOut(Offer offer) {
        AgentState agent = offer.agent;
        refused(offer, OfferEnd.TIMED_OUT, null, QueuedBecause.TIMED_OUT);
        agent.missedInRow++;
        if (agent.missedInRow >= state.settings.missedOffersMax()) {
            agent.presence = Presence.NOT_RESPONDING;
            agent.next = null;
            withdrawAll(agent);
        }
        state.changed(agent);
    }

    private void refused(Offer offer, OfferEnd end, @Nullable DeclineReason reason, QueuedBecause because) {
        end(offer, end, reason);
        free(offer.agent, offer.units);
        pause(offer.chat, offer.agent.id);
        waitUnlessOffered(offer, because);
    }

    private void waitUnlessOffered(Offer ended, QueuedBecause because) {
        if (ended.chat.offers().isEmpty()) {
            ended.chat.turn = ended.turn;
            state.countActive(ended.chat, -1);
            line.wait(ended.chat, because, ended.turn);
        }
    }

    /** From now on the agent counts as asked, and is left alone with this chat for the pause. */
    void pause(ChatState chat, AgentId agent) {
        Asked asked = chat.rememberAsked(agent);
        asked.untilMs = state.timeMs + state.settings.reofferPauseMs();
        state.timers.set(asked.pause, asked.untilMs);
    }

    /** Gives a waiting chat to the chosen agent, and where the queue says so to others too: as an offer, or at once. */
    void give(ChatState chat, Matching.Choice first) {
        QueueRules.Offering offering = line.queueOf(chat).rules.offering();
        boolean kept = chat.kept;
        line.withdraw(chat);
        place(chat, first);
        Matching.Choice next = first;
        for (int asked = 1; asked < offering.atOnce() && !offering.direct() && next != null; asked++) {
            next = state.matching.chooseAnother(chat, kept);
            if (next != null) {
                offer(chat, next);
            }
        }
    }

    /** Gives a chat that has a place, and does not wait, to the agent whom somebody named for it. */
    void giveTo(ChatState chat, AgentState agent, ChosenBy reason) {
        QueueState queue = line.queueOf(chat);
        int limit = state.matching.limit(agent.rules.capacity(), queue);
        Matching.Choice choice = new Matching.Choice(agent, reason, 1, limit, 0);
        boolean atOnce = reason == ChosenBy.TAKEN || reason == ChosenBy.TAKEN_OVER;
        if (atOnce) {
            state.countActive(chat, 1);
            assign(newOffer(chat, choice), true);
        } else {
            place(chat, choice);
        }
    }

    private void place(ChatState chat, Matching.Choice choice) {
        state.countActive(chat, 1);
        if (line.queueOf(chat).rules.offering().direct()) {
            assign(newOffer(chat, choice), true);
        } else {
            chat.phase = ChatPhase.OFFERED;
            chat.revision = state.position;
            offer(chat, choice);
        }
    }

    private void offer(ChatState chat, Matching.Choice choice) {
        Offer offer = newOffer(chat, choice);
        QueueState queue = line.queueOf(chat);
        long timeoutMs = queue.rules.offering().timeoutMs();
        chat.add(offer);
        offer.agent.offers.add(offer);
        state.timers.set(offer.timer, state.timeMs + timeoutMs);
        state.emit(new Event.ChatOffered(offer.id(), offer.agent.id, queue.id, timeoutMs, offer.facts));
    }

    /** The next turn of the chat; from now on its units are taken. */
    private Offer newOffer(ChatState chat, Matching.Choice choice) {
        AgentState agent = choice.agent();
        int weight = state.demandOf(chat).weight;
        CoreState.ensure(agent.load + weight <= choice.limit(), "chosen without room", agent.id);
        DecisionFacts facts = new DecisionFacts(
                choice.reason(),
                agent.load,
                choice.limit(),
                state.timeMs - agent.idleSinceMs,
                choice.candidates(),
                state.timeMs - chat.startedMs,
                chat.step,
                choice.score());
        chat.turns++;
        agent.load += weight;
        agent.givenAt = state.position;
        state.changed(agent);
        return new Offer(chat, chat.turns, agent, weight, facts);
    }

    /** Makes the agent of an ended offer, whose units are still taken, the owner. */
    private void assign(Offer offer, boolean direct) {
        ChatState chat = offer.chat;
        AgentState agent = offer.agent;
        // It does not stand with those who wait any more, however it came here.
        chat.phase = ChatPhase.OFFERED;
        line.leave(chat);
        chat.phase = ChatPhase.ACTIVE;
        chat.revision = state.position;
        chat.turn = offer.turn;
        chat.agent = agent;
        chat.weight = offer.units;
        chat.units = offer.units;
        chat.lastOwner = agent.id;
        chat.achieved(offer.turn, agent.id, Achieved.ACCEPTED);
        agent.chats.add(chat);
        agent.idleSinceMs = state.timeMs;
        state.changed(agent);
        parking.begin(chat);
        state.emit(
                new Event.ChatAssigned(offer.id(), agent.id, direct, offer.facts, chat.nextMembership(state.position)));
    }

    /** Takes the offer from both sides and says so; the units are still taken. */
    private void end(Offer offer, OfferEnd end, @Nullable DeclineReason reason) {
        boolean known = offer.chat.remove(offer) && offer.agent.offers.remove(offer);
        CoreState.ensure(known, "not on offer", offer);
        state.timers.cancel(offer.timer);
        state.emit(new Event.OfferEnded(offer.id(), offer.agent.id, end, reason));
    }

    /** The agent has so many units again. His own chats that want theirs back go first. */
    void free(AgentState agent, int units) {
        agent.load -= units;
        CoreState.ensure(agent.load >= 0, "load below zero", agent.id);
        parking.wake(agent);
        state.changed(agent);
        state.router.note(agent);
    }

    /**
     * Ends the open offers of a chat that does not wait after that.
     *
     * @param next who is about to get it, so that nothing else may take the units of an offer to him
     */
    void withdrawForGood(ChatState chat, @Nullable AgentState next) {
        for (Offer offer : chat.offers()) {
            chat.turn = offer.turn;
            end(offer, OfferEnd.WITHDRAWN, null);
            if (offer.agent == next) {
                next.load -= offer.units;
            } else {
                free(offer.agent, offer.units);
            }
        }
        state.countActive(chat, -1);
    }

    /** Ends an open offer through no fault of the agent; he does not count as asked. */
    void withdraw(Offer offer) {
        end(offer, OfferEnd.WITHDRAWN, null);
        free(offer.agent, offer.units);
        waitUnlessOffered(offer, QueuedBecause.WITHDRAWN);
    }

    /**
     * A capacity changed, whoever's it is. Where it was lowered, offers beyond it are withdrawn: as many as needed, the one whose
     * chat goes last first.
     *
     * @param before units that the agent might have taken with chats of a queue, 0 where nothing changed
     */
    void withdrawBeyondCapacity(AgentState agent, ToIntFunction<QueueState> before) {
        List<Offer> inOrder = inOrder(agent);
        List<Offer> beyond = new ArrayList<>();
        int load = agent.load;
        for (int i = inOrder.size() - 1; i >= 0; i--) {
            Offer offer = inOrder.get(i);
            QueueState queue = line.queueOf(offer.chat);
            int limit = state.matching.limit(agent.rules.capacity(), queue);
            if (limit < before.applyAsInt(queue) && load > limit) {
                beyond.add(offer);
                load -= offer.units;
            }
        }
        beyond.forEach(this::withdraw);
    }

    void withdrawAll(AgentState agent) {
        inOrder(agent).forEach(this::withdraw);
    }

    /** His offers, the chat that goes first in front. */
    static List<Offer> inOrder(AgentState agent) {
        List<Offer> offers = new ArrayList<>(agent.offers);
        offers.sort(ORDER);
        return offers;
    }

    /**
     * Ends an assignment without an event.
     *
     * @param kept units that the agent does not get back yet
     */
    void release(ChatState chat, int kept) {
        AgentState agent = state.agentOf(chat);
        CoreState.ensure(chat.phase == ChatPhase.ACTIVE && agent.chats.remove(chat), "not assigned", chat);
        agent.idleSinceMs = state.timeMs;
        int units = chat.units;
        parking.end(chat);
        chat.units = 0;
        chat.agent = null;
        state.countActive(chat, -1);
        free(agent, units - kept);
    }

    /** Ends an assignment; the chat has no owner and stands in no line until the caller puts it somewhere. */
    void unassign(ChatState chat, QueuedBecause because) {
        AgentState agent = state.agentOf(chat);
        release(chat, 0);
        chat.phase = ChatPhase.WAITING;
        state.emit(new Event.ChatUnassigned(chat.turnId(), agent.id, because, chat.nextMembership(state.position)));
    }

    static List<ChatState> inOrder(List<ChatState> chats) {
        List<ChatState> copy = new ArrayList<>(chats);
        copy.sort(ChatState.ORDER);
        return copy;
    }
}
