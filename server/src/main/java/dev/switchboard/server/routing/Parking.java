package dev.switchboard.server.routing;

import dev.switchboard.server.routing.model.Parked;
import java.util.List;

/** Active chats that take no units of their owner for a while: on hold, or idle because nobody writes. */
final class Parking {
    private final CoreState state;

    Parking(CoreState state) {
        this.state = state;
    }

    /** The chat has an owner from now on. */
    void begin(ChatState chat) {
        QueueState queue = state.queues.get(chat.queue);
        if (queue != null) {
            expectSilence(chat, queue.rules.units().idleAfterMs());
        }
    }

    private void expectSilence(ChatState chat, long inMs) {
        if (inMs > 0) {
            if (chat.idleTimer == null) {
                chat.idleTimer = new Timer(Timer.Kind.IDLE, chat);
            }
            state.timers.set(chat.idleTimer, state.timeMs + inMs);
        }
    }

    /** The chat has no owner any more. */
    void end(ChatState chat) {
        state.timers.cancelIfSet(chat.idleTimer);
        count(state.agentOf(chat), chat.parked, -1);
        chat.parked = Parked.NOT;
    }

    Outcome hold(Command.HoldChat command) {
        ChatState chat = state.chat(command.chat());
        if (chat == null) {
            return Outcomes.of(Refusal.UNKNOWN_CHAT);
        }
        if (!chat.ownedBy(command.by(), command.assignment())) {
            return Outcomes.of(chat.open() ? Refusal.NOT_OWNER : Refusal.CHAT_CLOSED);
        }
        boolean held = chat.parked == Parked.ON_HOLD;
        if (held == command.hold()) {
            return Outcomes.DONE;
        }
        AgentState agent = state.agentOf(chat);
        if (command.hold()) {
            QueueState queue = state.queues.get(chat.queue);
            if (chat.parked == Parked.NOT && parkedCount(agent) >= Limits.PARKED_PER_AGENT_MAX) {
                return Outcomes.of(Refusal.TOO_MANY_CHATS);
            }
            state.timers.cancelIfSet(chat.idleTimer);
            boolean frees = queue != null && queue.rules.units().holdFrees();
            park(chat, Parked.ON_HOLD, frees ? 0 : chat.units);
            return Outcomes.DONE;
        }
        if (!hasRoomFor(agent, chat)) {
            return Outcomes.of(Refusal.AGENT_FULL);
        }
        park(chat, Parked.NOT, chat.weight);
        begin(chat);
        return Outcomes.DONE;
    }

    private static long parkedCount(AgentState agent) {
        return agent.chats.stream().filter(chat -> chat.parked != Parked.NOT).count();
    }

    /** Whether the owner has room for what the chat does not take at the moment. */
    private boolean hasRoomFor(AgentState agent, ChatState chat) {
        return state.matching.hasRoom(agent, state.queues.get(chat.queue), chat.weight - chat.units);
    }

    private void park(ChatState chat, Parked parked, int units) {
        AgentState agent = state.agentOf(chat);
        boolean frees = units < chat.units;
        count(agent, chat.parked, -1);
        count(agent, parked, 1);
        agent.load += units - chat.units;
        chat.units = units;
        chat.parked = parked;
        state.emit(new Event.ChatParked(chat.turnId(), agent.id, parked, units));
        if (frees) {
            wake(agent);
            state.router.note(agent);
        }
        state.changed(agent);
    }

    private static void count(AgentState agent, Parked parked, int change) {
        agent.wanting += parked == Parked.WANTED ? change : 0;
    }

    /** Nobody may have written for the queue's time: the core does not see messages, so it asks. */
    void silenceDue(ChatState chat) {
        state.emit(new Event.ActivityAsked(chat.turnId()));
    }

    Outcome report(Command.ReportActivity command) {
        ChatState chat = state.chat(command.chat());
        if (chat == null) {
            return Outcomes.of(Refusal.UNKNOWN_CHAT);
        }
        AgentState owner = chat.agent;
        QueueState queue = state.queues.get(chat.queue);
        if (owner == null || queue == null || !chat.ownedBy(owner.id, command.assignment())) {
            return Outcomes.of(Refusal.NOT_OWNER);
        }
        if (command.silentMs() < 0) {
            return Outcomes.of(Refusal.INVALID);
        }
        long idleAfterMs = queue.rules.units().idleAfterMs();
        boolean silent = idleAfterMs > 0 && command.silentMs() >= idleAfterMs;
        switch (chat.parked) {
            case NOT -> {
                if (idleAfterMs == 0) {
                    state.timers.cancelIfSet(chat.idleTimer);
                } else if (!silent) {
                    expectSilence(chat, Math.max(1, idleAfterMs - command.silentMs()));
                } else if (parkedCount(owner) < Limits.PARKED_PER_AGENT_MAX) {
                    state.timers.cancelIfSet(chat.idleTimer);
                    park(chat, Parked.IDLE, 0);
                } else {
                    // There may be room among the parked ones by then.
                    expectSilence(chat, idleAfterMs);
                }
            }
            case IDLE -> {
                if (!silent) {
                    park(chat, Parked.WANTED, 0);
                    wake(owner);
                }
            }
            case ON_HOLD, WANTED -> {}
        }
        return Outcomes.DONE;
    }

    /** Gives room that the agent has to those of his chats that want theirs back, the one that goes first in front. */
    void wake(AgentState agent) {
        if (agent.wanting == 0) {
            return;
        }
        List<ChatState> wanted = agent.chats.stream()
                .filter(chat -> chat.parked == Parked.WANTED)
                .sorted(ChatState.ORDER)
                .toList();
        for (ChatState chat : wanted) {
            if (hasRoomFor(agent, chat)) {
                park(chat, Parked.NOT, chat.weight);
                begin(chat);
            }
        }
    }
}
