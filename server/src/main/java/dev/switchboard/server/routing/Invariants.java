package dev.switchboard.server.routing;

import static dev.switchboard.server.routing.CoreState.ensure;

import dev.switchboard.server.routing.model.AgentId;
import dev.switchboard.server.routing.model.ChatPhase;
import dev.switchboard.server.routing.model.Parked;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compares every index with what it stands for. Slow; tests call it after each command. */
final class Invariants {
    private final CoreState state;

    private Invariants(CoreState state) {
        this.state = state;
    }

    static void check(CoreState state) {
        Invariants invariants = new Invariants(state);
        state.chats.values().forEach(invariants::checkChat);
        state.agents.values().forEach(invariants::checkAgent);
        state.customers.values().forEach(invariants::checkCustomer);
        state.queues.values().forEach(invariants::checkQueue);
        invariants.checkMatching();
        invariants.checkBounds();
    }

    private void checkChat(ChatState chat) {
        Demand demand = chat.demand;
        AgentState agent = chat.agent;
        ensure((demand != null) == chat.inLine(), "demand and phase differ", chat);
        boolean stands = chat.phase == ChatPhase.WAITING && !chat.kept;
        ensure(demand == null || demand.waiting.contains(chat) == stands, "place and phase differ", chat);
        ensure(!chat.kept || chat.phase == ChatPhase.WAITING, "kept, but does not wait", chat);
        ensure((agent != null) == (chat.phase == ChatPhase.ACTIVE), "agent and phase differ", chat);
        ensure(chat.offers().isEmpty() == (chat.phase != ChatPhase.OFFERED), "offers and phase differ", chat);
        ensure(!chat.noted, "unfinished business", chat);
        if (agent != null) {
            ensure(state.agents.get(agent.id) == agent, "held by a removed agent", chat);
            ensure(agent.chats.contains(chat), "not among its agent's chats", chat);
            ensure(chat.parked != Parked.NOT || chat.units == chat.weight, "units and weight differ", chat);
        }
        for (Offer offer : chat.offers()) {
            ensure(state.agents.get(offer.agent.id) == offer.agent, "offered to a removed agent", chat);
            ensure(offer.agent.offers.contains(offer), "not among his offers", chat);
            ensure(offer.timer.running(), "offer without timer", chat);
        }
        ensure((chat.customer != null) == chat.open(), "customer and phase differ", chat);
        ensure((chat.closeReason == null) == chat.open(), "close reason and phase differ", chat);
        ensure(chat.open() || !chat.askedAnybody(), "closed, but remembers who was asked", chat);
        for (Asked asked : chat.allAsked()) {
            boolean over = asked.untilMs <= state.timeMs;
            ensure(over != asked.pause.running(), "pause and its timer differ", chat);
        }
        checkLine(chat);
    }

    private void checkLine(ChatState chat) {
        QueueState queue = state.queues.get(chat.queue);
        if (!chat.inLine() || queue == null || chat.demand == null) {
            ensure(!runs(chat.stepTimer) && !runs(chat.keptTimer) && !runs(chat.maxWaitTimer), "timers run on", chat);
            return;
        }
        ensure(chat.creditMs == chat.creditWith(queue), "credit", chat);
        ensure(chat.demand.key.equals(Asks.reckon(state, queue, chat)), "demand", chat);
        var steps = queue.stepsFor(chat.wishes);
        ensure(chat.step <= steps.size(), "more steps than there are", chat);
        if (chat.phase == ChatPhase.WAITING && chat.step < steps.size()) {
            ensure(chat.lineSinceMs + steps.get(chat.step).afterMs() > state.timeMs, "step is overdue", chat);
            ensure(runs(chat.stepTimer), "next step has no timer", chat);
        }
        for (AgentId preferred : chat.wishes.agents()) {
            AgentState agent = state.agents.get(preferred);
            ensure(
                    agent == null || agent.kept.contains(chat) == chat.kept,
                    "kept for some of its preferred agents",
                    chat);
        }
    }

    private static boolean runs(@Nullable Timer timer) {
        return timer != null && timer.running();
    }

    private void checkAgent(AgentState agent) {
        int load = 0;
        for (ChatState chat : agent.chats) {
            load += chat.units;
            ensure(chat.agent == agent, "has another's chat", agent.id);
        }
        for (Offer offer : agent.offers) {
            load += offer.units;
            ensure(offer.agent == agent && offer.chat.offers().contains(offer), "has another's offer", agent.id);
        }
        for (WrapUp wrapUp : agent.wrapUps) {
            load += wrapUp.units;
            ensure(wrapUp.timer.running(), "wrap-up without end", agent.id);
        }
        long wanting = agent.chats.stream()
                .filter(chat -> chat.parked == Parked.WANTED)
                .count();
        ensure(wanting == agent.wanting, "chats that want units counted wrongly", agent.id);
        ensure(load == agent.load, "load is not the sum of his chats", agent.id);
        ensure(agent.inHeap() == agent.online(), "availability and heap differ", agent.id);
        ensure(!agent.inHeap() || agent.profile.holds(agent), "in a foreign heap", agent.id);
        ensure(agent.profile.key.equals(Profile.Key.of(agent.rules)), "in a foreign profile", agent.id);
        ensure(agent.countedOnline == agent.online(), "counted wrongly", agent.id);
        ensure(!agent.freed && !agent.changed, "unfinished business", agent.id);
        ensure(!(agent.grace.running() && agent.reachable()), "in grace and reachable", agent.id);
        ensure(agent.offers.isEmpty() || agent.reachable(), "unreachable with an offer", agent.id);
        ensure(agent.next == null || !agent.wrapUps.isEmpty(), "waits for the end of no wrap-up", agent.id);
        agent.kept.forEach(chat -> ensure(chat.kept, "keeps a chat that is not kept", agent.id));
        agent.sessions.forEach(
                (session, node) -> ensure(node.agentSessions.get(session) == agent, "unknown to the node", session));
    }

    private void checkCustomer(CustomerState customer) {
        ensure(!customer.openChats().isEmpty(), "customer without open chats", customer.id);
        boolean inGrace = customer.grace != null && customer.grace.running();
        ensure(inGrace != customer.reachable(), "grace and sessions differ", customer.id);
        customer.openChats().forEach(chat -> ensure(chat.customer == customer, "has another's chat", customer.id));
        customer.sessions()
                .forEach((session, node) ->
                        ensure(node.customerSessions.get(session) == customer, "unknown to the node", session));
    }

    private void checkQueue(QueueState queue) {
        long inLine = state.chats.values().stream()
                .filter(chat -> chat.inLine() && chat.queue.equals(queue.id))
                .peek(chat -> ensure(queue.line.contains(chat), "has no place", chat))
                .count();
        ensure(inLine == queue.line.size(), "line holds chats of elsewhere", queue.id);
        long active = state.chats.values().stream()
                .filter(chat -> chat.queue.equals(queue.id)
                        && (chat.phase == ChatPhase.OFFERED || chat.phase == ChatPhase.ACTIVE))
                .count();
        ensure(active == queue.active, "active chats counted wrongly", queue.id);
        ensure(!queue.noted, "unfinished business", queue.id);
        long online = state.agents.values().stream()
                .filter(agent -> agent.online() && agent.rules.queues().contains(queue.id))
                .count();
        ensure(online == queue.onlineAgents, "online agents counted wrongly", queue.id);
        ensure(queue.toldOnline == (online > 0), "online told wrongly", queue.id);
    }

    private void checkMatching() {
        int members = 0;
        int idle = 0;
        for (Demand demand : state.matching.demands()) {
            members += demand.members;
            idle += demand.members == 0 ? 1 : 0;
            for (Profile profile : state.matching.profiles()) {
                boolean fits = profile.fits(demand);
                ensure(demand.profiles.contains(profile) == fits, "demand's profiles", demand.key);
                ensure(profile.demands.contains(demand) == fits, "profile's demands", profile.key);
                ensure(profile.connected(demand) == fits, "profile's slots", profile.key);
            }
        }
        long inLine = state.chats.values().stream().filter(ChatState::inLine).count();
        ensure(members == inLine, "members of demands", members);
        ensure(idle == state.matching.idleDemandCount(), "idle demands", idle);
        int agents = 0;
        for (Profile profile : state.matching.profiles()) {
            ensure(profile.members > 0, "empty profile", profile.key);
            agents += profile.members;
            long available = state.agents.values().stream()
                    .filter(agent -> agent.profile == profile && agent.inHeap())
                    .count();
            ensure(available == profile.countUpTo(Integer.MAX_VALUE), "available agents", profile.key);
        }
        ensure(agents == state.agents.size(), "members of profiles", agents);
    }

    private void checkBounds() {
        long closed = state.chats.values().stream().filter(chat -> !chat.open()).count();
        ensure(closed == state.closedChats.size(), "closed chats", closed);
        ensure(closed <= Limits.CLOSED_CHATS_MAX, "closed chats beyond the bound", closed);
        ensure(state.chats.size() == state.chatsByKey.size(), "chats by key", state.chatsByKey.size());
        ensure(state.goneNodes.size() <= Limits.GONE_NODES_MAX, "gone nodes", state.goneNodes.size());
        for (Map.Entry<?, NodeState> node : state.nodes.entrySet()) {
            ensure(node.getValue().lost.running(), "node without its timer", node.getKey());
        }
    }
}
