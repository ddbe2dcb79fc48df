package dev.switchboard.server.routing;

import dev.switchboard.server.routing.TwinState.Agent;
import dev.switchboard.server.routing.TwinState.Chat;
import dev.switchboard.server.routing.TwinState.Queue;
import dev.switchboard.server.routing.TwinState.WrapUp;
import dev.switchboard.server.routing.model.*;

/** Work after chats. True is "done", false "refused". */
final class TwinWrapUps {
    private static final int PER_AGENT_MAX = 100;
    private static final long HOUR_MS = 3_600_000;

    private final TwinState state;

    TwinWrapUps(TwinState state) {
        this.state = state;
    }

    private WrapUp find(AgentId agent, ChatId chat) {
        Agent known = state.agents.get(agent);
        return known == null
                ? null
                : known.wrapUps.stream()
                        .filter(each -> each.chat.equals(chat))
                        .findFirst()
                        .orElse(null);
    }

    void begin(Chat chat, Agent agent) {
        Queue queue = state.queues.get(chat.queue);
        if (queue == null || queue.rules.wrapUp().ms() == 0) {
            return;
        }
        if (agent.wrapUps.size() >= PER_AGENT_MAX) {
            end(agent, agent.wrapUps.get(0));
        }
        QueueRules.WrapUp rules = queue.rules.wrapUp();
        WrapUp begun = new WrapUp(chat.id, rules.ms(), state.timeMs, rules.holdsRoom() ? chat.units : 0);
        begun.end = state.in(rules.ms());
        agent.wrapUps.add(begun);
    }

    boolean extend(Command.ExtendWrapUp command) {
        WrapUp found = find(command.agent(), command.chat());
        if (found != null) {
            long leftMs = found.beganMs + HOUR_MS - state.timeMs;
            found.end = state.in(Math.max(1, Math.min(found.ms, leftMs)));
        }
        return found != null;
    }

    boolean end(Command.EndWrapUp command) {
        Agent agent = state.agents.get(command.agent());
        WrapUp found = find(command.agent(), command.chat());
        if (found != null) {
            end(agent, found);
        }
        return agent != null;
    }

    void end(Agent agent, WrapUp ended) {
        agent.wrapUps.remove(ended);
        if (agent.wrapUps.isEmpty() && agent.next != null) {
            agent.presence = agent.next;
            agent.next = null;
            if (agent.presence == Presence.AVAILABLE) {
                agent.idleSinceMs = state.timeMs;
            }
        }
    }
}
