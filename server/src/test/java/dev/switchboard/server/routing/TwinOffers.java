package dev.switchboard.server.routing;

import dev.switchboard.server.routing.TwinState.Agent;
import dev.switchboard.server.routing.TwinState.Chat;
import dev.switchboard.server.routing.TwinState.Offer;
import dev.switchboard.server.routing.model.*;
import java.util.ArrayList;
import java.util.List;

/** Offers and assignments. True is "done", false "refused". */
final class TwinOffers {
    private final TwinState state;
    private final TwinChoice choice;
    private final TwinLines lines;
    private final TwinParking parking;
    /** What was decided in this entry, in order. */
    final List<Decision> decisions = new ArrayList<>();

    /** An offer or an assignment without one. */
    record Decision(OfferId turn, AgentId agent, DecisionFacts facts, boolean offered) {}

    TwinOffers(TwinState state, TwinChoice choice, TwinLines lines, TwinParking parking) {
        this.state = state;
        this.choice = choice;
        this.lines = lines;
        this.parking = parking;
    }

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

    void giveTo(Chat chat, Agent agent, ChosenBy reason) {
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
        lines.leave(chat);
        Agent agent = state.agents.get(offer.agent());
        chat.phase = ChatPhase.ACTIVE;
        chat.owner = agent.id;
        chat.lastOwner = agent.id;
        chat.turn = offer.turn();
        chat.weight = offer.units();
        chat.units = offer.units();
        chat.ended(offer.turn(), agent.id, "accepted");
        agent.idleSinceMs = state.timeMs;
        parking.expectSilence(chat, 0);
    }

    void unassign(Chat chat) {
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
        state.agents.get(command.agent()).missed = 0;
        chat.ended(turn, command.agent(), "declined");
        refused(chat, offer);
        return true;
    }

    private void refused(Chat chat, Offer offer) {
        askLater(chat, offer.agent());
        withdraw(chat, offer);
    }

    void askLater(Chat chat, AgentId agent) {
        chat.asked.put(agent, state.in(state.settings.reofferPauseMs()));
    }

    void withdraw(Chat chat, Offer offer) {
        chat.offers.remove(offer);
        if (chat.offers.isEmpty()) {
            chat.turn = offer.turn();
            lines.waitAgain(chat);
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
}
