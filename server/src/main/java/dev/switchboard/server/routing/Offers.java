package dev.switchboard.server.routing;

import dev.switchboard.server.routing.ChatState.Achieved;
import dev.switchboard.server.routing.Event.QueuedBecause;
import dev.switchboard.server.routing.model.*;
import dev.switchboard.server.routing.policy.AgentOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happens between a chat and an agent: offers, assignments, and their ends. */
final class Offers {
    private final CoreState state;
    private final Line line;

    Offers(CoreState state, Line line) {
        this.state = state;
        this.line = line;
    }

    Outcome accept(Command.AcceptOffer command) {
        ChatState chat = state.chat(command.offer().chat());
        int turn = command.offer().turn();
        if (chat == null) {
            return Outcomes.of(Refusal.UNKNOWN_CHAT);
        }
        if (!onOffer(chat, turn, command.agent())) {
            return chat.hasAchieved(turn, command.agent(), Achieved.ACCEPTED)
                    ? Outcomes.DONE
                    : Outcomes.of(chat.open() ? Refusal.OFFER_GONE : Refusal.CHAT_CLOSED);
        }
        AgentState agent = state.agentOf(chat);
        agent.missedInRow = 0;
        stopOffer(chat, OfferEnd.ACCEPTED, null);
        assign(chat, agent, false);
        return Outcomes.DONE;
    }

    Outcome decline(Command.DeclineOffer command) {
        ChatState chat = state.chat(command.offer().chat());
        int turn = command.offer().turn();
        if (chat == null) {
            return Outcomes.of(Refusal.UNKNOWN_CHAT);
        }
        if (!onOffer(chat, turn, command.agent())) {
            return chat.hasAchieved(turn, command.agent(), Achieved.DECLINED)
                    ? Outcomes.DONE
                    : Outcomes.of(chat.open() ? Refusal.OFFER_GONE : Refusal.CHAT_CLOSED);
        }
        chat.achieved(turn, command.agent(), Achieved.DECLINED);
        refused(chat, OfferEnd.DECLINED, command.reason(), QueuedBecause.DECLINED);
        return Outcomes.DONE;
    }

    /** The offer ran out. */
    void timedOut(ChatState chat) {
        AgentState agent = state.agentOf(chat);
        refused(chat, OfferEnd.TIMED_OUT, null, QueuedBecause.TIMED_OUT);
        agent.missedInRow++;
        if (agent.missedInRow >= state.settings.missedOffersMax()) {
            agent.presence = Presence.NOT_RESPONDING;
            withdrawAll(agent);
        }
        state.changed(agent);
    }

    private static boolean onOffer(ChatState chat, int turn, AgentId agentId) {
        return chat.phase == ChatPhase.OFFERED
                && chat.turn == turn
                && chat.agent != null
                && chat.agent.id.equals(agentId);
    }

    private void refused(ChatState chat, OfferEnd end, @Nullable DeclineReason reason, QueuedBecause because) {
        AgentState agent = state.agentOf(chat);
        stopOffer(chat, end, reason);
        release(chat, agent);
        pause(chat, agent.id);
        line.wait(chat, because);
    }

    /** From now on the agent counts as asked, and is left alone with this chat for the pause. */
    void pause(ChatState chat, AgentId agent) {
        Asked asked = chat.rememberAsked(agent);
        asked.untilMs = state.timeMs + state.settings.reofferPauseMs();
        state.timers.set(asked.pause, asked.untilMs);
    }

    /** Gives a waiting chat to the chosen agent: as an offer, or at once where the queue says so. */
    void give(ChatState chat, Matching.Choice choice) {
        state.demandOf(chat).waiting.remove(chat);
        give(chat, choice.agent(), AgentOrder.RULE_LEAST_LOADED, choice.candidates());
    }

    /** Gives a chat that just came to its line, and is not waiting yet, to a certain agent. */
    void giveByTransfer(ChatState chat, AgentState agent) {
        chat.directed = true;
        give(chat, agent, AgentOrder.RULE_TRANSFERRED, 1);
    }

    private void give(ChatState chat, AgentState agent, int rule, int candidates) {
        int weight = state.settings.chatWeight();
        CoreState.ensure(agent.hasRoomFor(weight), "chosen without room", agent.id);
        QueueState queue = line.queueOf(chat);
        chat.facts = new DecisionFacts(
                rule,
                agent.load,
                agent.rules.capacity(),
                state.timeMs - agent.idleSinceMs,
                candidates,
                state.timeMs - chat.startedMs);
        chat.turn++;
        chat.agent = agent;
        chat.units = weight;
        agent.load += weight;
        if (queue.rules.directAssignment()) {
            assign(chat, agent, true);
            return;
        }
        chat.phase = ChatPhase.OFFERED;
        agent.offers.add(chat);
        state.timers.set(chat.offerTimer, state.timeMs + queue.rules.offerTimeoutMs());
        state.changed(agent);
        state.emit(
                new Event.ChatOffered(chat.turnId(), agent.id, queue.id, queue.rules.offerTimeoutMs(), factsOf(chat)));
    }

    private void assign(ChatState chat, AgentState agent, boolean direct) {
        line.leave(chat);
        chat.phase = ChatPhase.ACTIVE;
        chat.lastOwner = agent.id;
        chat.directed = false;
        chat.achieved(chat.turn, agent.id, Achieved.ACCEPTED);
        agent.chats.add(chat);
        agent.idleSinceMs = state.timeMs;
        state.changed(agent);
        state.emit(new Event.ChatAssigned(
                chat.turnId(), agent.id, direct, factsOf(chat), chat.nextMembership(state.position)));
    }

    private static DecisionFacts factsOf(ChatState chat) {
        DecisionFacts facts = chat.facts;
        if (facts == null) {
            throw new IllegalStateException(chat + " was given away without facts");
        }
        return facts;
    }

    /** Takes the offer from the agent's list and says so; the units are still taken. */
    private void stopOffer(ChatState chat, OfferEnd end, @Nullable DeclineReason reason) {
        AgentState agent = state.agentOf(chat);
        CoreState.ensure(chat.phase == ChatPhase.OFFERED && agent.offers.remove(chat), "not on offer", chat);
        state.timers.cancel(chat.offerTimer);
        state.emit(new Event.OfferEnded(chat.turnId(), agent.id, end, reason));
    }

    private void release(ChatState chat, AgentState agent) {
        agent.load -= chat.units;
        CoreState.ensure(agent.load >= 0, "load below zero", agent.id);
        chat.units = 0;
        chat.agent = null;
        chat.directed = false;
        state.changed(agent);
        state.router.note(agent);
    }

    /** Ends the open offer of a chat that is about to be closed. */
    void withdrawForClose(ChatState chat) {
        AgentState agent = state.agentOf(chat);
        stopOffer(chat, OfferEnd.WITHDRAWN, null);
        release(chat, agent);
    }

    /** Ends an open offer through no fault of the agent; he does not count as asked. */
    void withdraw(ChatState chat) {
        withdrawForClose(chat);
        line.wait(chat, QueuedBecause.WITHDRAWN);
    }

    void withdrawAll(AgentState agent) {
        inOrder(agent.offers).forEach(this::withdraw);
    }

    /** Ends an assignment without an event, because closing says it all. */
    void releaseForClose(ChatState chat) {
        AgentState agent = state.agentOf(chat);
        CoreState.ensure(chat.phase == ChatPhase.ACTIVE && agent.chats.remove(chat), "not assigned", chat);
        agent.idleSinceMs = state.timeMs;
        release(chat, agent);
    }

    /** Ends an assignment; the chat has no owner and stands in no line until the caller puts it somewhere. */
    void unassign(ChatState chat, QueuedBecause because) {
        AgentState agent = state.agentOf(chat);
        releaseForClose(chat);
        chat.phase = ChatPhase.WAITING;
        state.emit(new Event.ChatUnassigned(chat.turnId(), agent.id, because, chat.nextMembership(state.position)));
    }

    static List<ChatState> inOrder(List<ChatState> chats) {
        List<ChatState> copy = new ArrayList<>(chats);
        copy.sort(ChatState.ORDER);
        return copy;
    }
}
