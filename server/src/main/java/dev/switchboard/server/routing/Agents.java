package dev.switchboard.server.routing;

import dev.switchboard.server.routing.model.*;
import java.util.List;

/** Sessions, presence, rules and loss of agents. */
final class Agents {
    private final CoreState state;
    private final Offers offers;
    private final Chats chats;
    private final Line line;
    private final Parking parking;
    private final WrapUps wrapUps;

    Agents(CoreState state, Offers offers, Chats chats, Line line, Parking parking, WrapUps wrapUps) {
        this.state = state;
        this.line = line;
        this.parking = parking;
        this.wrapUps = wrapUps;
        this.offers = offers;
        this.chats = chats;
    }

    Outcome connect(Command.ConnectAgent command) {
        AgentState agent = state.agents.get(command.agent());
        NodeState node = state.nodes.get(command.node());
        if (agent == null) {
            return Outcomes.of(Refusal.UNKNOWN_AGENT);
        }
        if (node == null || sessionTaken(node, command.session(), agent)) {
            return Outcomes.of(Refusal.INVALID);
        }
        boolean repeated = agent.sessions.containsKey(command.session());
        if (!repeated && agent.sessions.size() >= Limits.SESSIONS_MAX) {
            return Outcomes.of(Refusal.TOO_MANY_SESSIONS);
        }
        boolean inGrace = agent.grace.running();
        if (!agent.reachable() && !inGrace && agent.presence == Presence.OFFLINE) {
            agent.presence = Presence.AWAY;
        }
        NodeState before = agent.sessions.put(command.session(), node);
        if (before != null) {
            before.agentSessions.remove(command.session());
        }
        node.agentSessions.put(command.session(), agent);
        state.timers.cancel(agent.grace);
        state.changed(agent);
        state.router.note(agent);
        return Outcomes.DONE;
    }

    private static boolean sessionTaken(NodeState node, SessionId session, AgentState agent) {
        AgentState holder = node.agentSessions.get(session);
        return holder != null && holder != agent;
    }

    Outcome disconnect(Command.DisconnectAgent command) {
        AgentState agent = state.agents.get(command.agent());
        if (agent == null) {
            return Outcomes.of(Refusal.UNKNOWN_AGENT);
        }
        detach(agent, command.session());
        return Outcomes.DONE;
    }

    /** Without his last session an agent gets no offers, keeps those chats he has for the grace, and no open offers. */
    void detach(AgentState agent, SessionId session) {
        NodeState node = agent.sessions.remove(session);
        if (node == null) {
            return;
        }
        node.agentSessions.remove(session);
        if (!agent.reachable()) {
            state.timers.set(agent.grace, state.timeMs + state.settings.agentGraceMs());
            offers.withdrawAll(agent);
        }
        state.changed(agent);
    }

    void graceOver(AgentState agent) {
        agent.presence = Presence.OFFLINE;
        agent.next = null;
        agent.missedInRow = 0;
        wrapUps.endAll(agent);
        chats.requeueAll(agent);
        state.changed(agent);
    }

    Outcome setPresence(Command.SetPresence command) {
        AgentState agent = state.agents.get(command.agent());
        if (agent == null) {
            return Outcomes.of(Refusal.UNKNOWN_AGENT);
        }
        if (command.presence() == Presence.NOT_RESPONDING) {
            return Outcomes.of(Refusal.INVALID);
        }
        if (!agent.reachable()) {
            return Outcomes.of(Refusal.NOT_CONNECTED);
        }
        agent.missedInRow = 0;
        Presence wanted = command.presence();
        boolean waits = !agent.wrapUps.isEmpty() && agent.presence != Presence.NOT_RESPONDING;
        if (wanted == Presence.AWAY || wanted == Presence.OFFLINE) {
            // Who is busy may still take what rings; who went away lets a customer wait for nothing.
            offers.withdrawAll(agent);
        }
        if (waits) {
            agent.next = wanted == agent.presence ? null : wanted;
        } else if (agent.presence != wanted) {
            agent.presence = wanted;
            if (wanted == Presence.AVAILABLE) {
                agent.idleSinceMs = state.timeMs;
            }
        }
        state.changed(agent);
        state.router.note(agent);
        return Outcomes.DONE;
    }

    Outcome configure(Command.ConfigureAgent command) {
        AgentRules rules = command.rules();
        AgentState agent = state.agents.get(command.agent());
        Refusal wrong = Limits.checkAgent(state, rules);
        if (wrong == null && agent == null && state.agents.size() >= Limits.AGENTS_MAX) {
            wrong = Refusal.TOO_MANY;
        }
        if (wrong != null) {
            return Outcomes.of(wrong);
        }
        if (agent == null) {
            agent = new AgentState(command.agent(), rules, state.matching.join(rules));
            agent.idleSinceMs = state.timeMs;
            state.agents.put(agent.id, agent);
            line.introduce(agent);
        } else {
            adapt(agent, rules);
        }
        parking.wake(agent);
        state.changed(agent);
        state.router.note(agent);
        return Outcomes.DONE;
    }

    /** Chats are never taken away by configuration; offers are, where he no longer fits or has no room. */
    private void adapt(AgentState agent, AgentRules rules) {
        int before = agent.rules.capacity();
        state.uncount(agent);
        state.matching.leave(agent);
        agent.rules = rules;
        agent.profile = state.matching.join(rules);
        for (Offer offer : Offers.inOrder(agent)) {
            if (!stillFits(offer)) {
                offers.withdraw(offer);
            }
        }
        offers.withdrawBeyondCapacity(agent, queue -> state.matching.limit(before, queue));
    }

    private boolean stillFits(Offer offer) {
        Demand demand = state.demandOf(offer.chat);
        Profile profile = offer.agent.profile;
        return offer.forced()
                || (offer.directed() ? profile.meets(Asks.required(demand.queue, offer.chat)) : profile.fits(demand));
    }

    Outcome remove(Command.RemoveAgent command) {
        AgentState agent = state.agents.get(command.agent());
        if (agent == null) {
            return Outcomes.of(Refusal.UNKNOWN_AGENT);
        }
        agent.presence = Presence.OFFLINE;
        agent.next = null;
        agent.sessions.forEach((session, node) -> node.agentSessions.remove(session));
        agent.sessions.clear();
        state.timers.cancel(agent.grace);
        offers.withdrawAll(agent);
        wrapUps.endAll(agent);
        chats.requeueAll(agent);
        state.uncount(agent);
        state.matching.leave(agent);
        List<ChatState> kept = line.withdrawKept(agent);
        state.forget(agent);
        line.standAgain(kept);
        state.emit(new Event.AgentRemoved(agent.id));
        return Outcomes.DONE;
    }
}
