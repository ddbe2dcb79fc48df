package dev.switchboard.server.routing;

import dev.switchboard.server.routing.model.AgentId;
import dev.switchboard.server.routing.model.ChatId;
import dev.switchboard.server.routing.model.Presence;
import dev.switchboard.server.routing.model.QueueRules;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The work of agents after their chats, and the status that waits for its end. */
final class WrapUps {
    private final CoreState state;
    private final Parking parking;

    WrapUps(CoreState state, Parking parking) {
        this.state = state;
        this.parking = parking;
    }

    /**
     * Begins the work after a chat that is about to be closed, if its queue gives time for it.
     *
     * @return units that stay taken; 0 for none
     */
    int begin(AgentState agent, ChatState chat) {
        QueueState queue = state.queues.get(chat.queue);
        if (queue == null || queue.rules.wrapUp().ms() == 0) {
            return 0;
        }
        if (agent.wrapUps.size() >= Limits.WRAP_UPS_PER_AGENT_MAX) {
            end(agent.wrapUps.get(0));
        }
        QueueRules.WrapUp rules = queue.rules.wrapUp();
        int units = rules.holdsRoom() ? chat.units : 0;
        WrapUp wrapUp = new WrapUp(agent, chat.id, rules.ms(), units, state.timeMs);
        agent.wrapUps.add(wrapUp);
        run(wrapUp, rules.ms());
        return units;
    }

    private void run(WrapUp wrapUp, long ms) {
        state.timers.set(wrapUp.timer, state.timeMs + ms);
        state.emit(new Event.WrapUpStarted(wrapUp.agent.id, wrapUp.chat, ms));
    }

    Outcome extend(Command.ExtendWrapUp command) {
        WrapUp wrapUp = find(command.agent(), command.chat());
        if (wrapUp == null) {
            return Outcomes.of(Refusal.UNKNOWN_CHAT);
        }
        long leftMs = wrapUp.beganMs + Limits.WRAP_UP_MS_MAX - state.timeMs;
        run(wrapUp, Math.max(1, Math.min(wrapUp.ms, leftMs)));
        return Outcomes.DONE;
    }

    /** A repeat finds nothing to end, which is what it wanted. */
    Outcome end(Command.EndWrapUp command) {
        if (!state.agents.containsKey(command.agent())) {
            return Outcomes.of(Refusal.UNKNOWN_AGENT);
        }
        WrapUp wrapUp = find(command.agent(), command.chat());
        if (wrapUp != null) {
            end(wrapUp);
        }
        return Outcomes.DONE;
    }

    private @Nullable WrapUp find(AgentId agentId, ChatId chat) {
        AgentState agent = state.agents.get(agentId);
        return agent == null
                ? null
                : agent.wrapUps.stream()
                        .filter(each -> each.chat.equals(chat))
                        .findFirst()
                        .orElse(null);
    }

    void end(WrapUp wrapUp) {
        AgentState agent = wrapUp.agent;
        CoreState.ensure(agent.wrapUps.remove(wrapUp), "not in wrap-up", wrapUp.chat);
        state.timers.cancel(wrapUp.timer);
        state.emit(new Event.WrapUpEnded(agent.id, wrapUp.chat));
        agent.load -= wrapUp.units;
        parking.wake(agent);
        Presence next = agent.next;
        if (agent.wrapUps.isEmpty() && next != null) {
            agent.next = null;
            agent.presence = next;
            if (next == Presence.AVAILABLE) {
                agent.idleSinceMs = state.timeMs;
            }
        }
        state.changed(agent);
        state.router.note(agent);
    }

    /** The agent is gone. */
    void endAll(AgentState agent) {
        List.copyOf(agent.wrapUps).forEach(this::end);
    }
}
