package dev.switchboard.server.routing;

import dev.switchboard.server.routing.TwinState.Agent;
import dev.switchboard.server.routing.TwinState.Chat;
import dev.switchboard.server.routing.TwinState.Queue;
import dev.switchboard.server.routing.model.*;
import java.util.ArrayList;
import java.util.List;

/** Chats on hold, and those in which nobody writes. True is "done", false "refused". */
final class TwinParking {
    private static final int PER_AGENT_MAX = 100;

    private final TwinState state;
    private final TwinChoice choice;
    /** Whose last message is asked for in this entry. */
    final List<OfferId> activityAsked = new ArrayList<>();

    TwinParking(TwinState state, TwinChoice choice) {
        this.state = state;
        this.choice = choice;
    }

    private long parkedOf(AgentId agent) {
        return state.chats.values().stream()
                .filter(chat -> agent.equals(chat.owner) && chat.parked != Parked.NOT)
                .count();
    }

    void expectSilence(Chat chat, long silentMs) {
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
}
