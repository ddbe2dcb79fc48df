package dev.switchboard.server.routing;

import dev.switchboard.server.routing.Event.QueuedBecause;
import dev.switchboard.server.routing.model.AgentId;
import dev.switchboard.server.routing.model.ChatPhase;
import dev.switchboard.server.routing.model.RelaxationStep;
import java.util.List;
import java.util.function.Consumer;

/** A chat's place in the line of its queue: kept while it waits or is on offer. And the steps it takes there. */
final class Line {
    private final CoreState state;

    Line(CoreState state) {
        this.state = state;
    }

    /** Gives the chat its place. Its order does not depend on when it came here, so it stands where it had stood before. */
    void enter(ChatState chat) {
        CoreState.ensure(chat.demand == null, "in a line already", chat);
        QueueState queue = queueOf(chat);
        chat.lineSinceMs = state.timeMs;
        chat.step = 0;
        chat.reckonCredit(queue);
        chat.demand = state.matching.enter(queue, chat);
        queue.line.add(chat);
        setTimers(chat, queue);
    }

    private void setTimers(ChatState chat, QueueState queue) {
        setStepTimer(chat, queue);
        setMaxWait(chat, queue);
        long keptMs = queue.rules.offering().preferredAgentWaitMs();
        if (keptMs > 0 && !chat.wishes.agents().isEmpty()) {
            if (chat.keptTimer == null) {
                chat.keptTimer = new Timer(Timer.Kind.KEPT, chat);
            }
            state.timers.set(chat.keptTimer, chat.lineSinceMs + keptMs);
        }
    }

    /** A step that is due already needs no timer: it is taken when the chat is tried. */
    private void setStepTimer(ChatState chat, QueueState queue) {
        List<RelaxationStep> steps = queue.stepsFor(chat.wishes);
        if (chat.step < steps.size()) {
            long dueMs = chat.lineSinceMs + steps.get(chat.step).afterMs();
            if (dueMs > state.timeMs) {
                if (chat.stepTimer == null) {
                    chat.stepTimer = new Timer(Timer.Kind.STEP, chat);
                }
                state.timers.set(chat.stepTimer, dueMs);
            }
        }
    }

    private void cancelTimers(ChatState chat) {
        state.timers.cancelIfSet(chat.stepTimer);
        state.timers.cancelIfSet(chat.keptTimer);
        state.timers.cancelIfSet(chat.maxWaitTimer);
    }

    /** The chat, which has its place, begins to wait (again). */
    void wait(ChatState chat, QueuedBecause because, int endedTurn) {
        chat.phase = ChatPhase.WAITING;
        chat.revision = state.position;
        stand(chat);
        say(chat, because, endedTurn);
        state.router.note(chat);
        if (chat.maxWaitTimer == null || !chat.maxWaitTimer.running()) {
            // The time may have run out while it was on offer: then it waits no longer.
            setMaxWait(chat, queueOf(chat));
        }
    }

    /** Due at once where the time is over. */
    private void setMaxWait(ChatState chat, QueueState queue) {
        long maxWaitMs = queue.rules.limits().maxWaitMs();
        if (maxWaitMs > 0) {
            if (chat.maxWaitTimer == null) {
                chat.maxWaitTimer = new Timer(Timer.Kind.MAX_WAIT, chat);
            }
            state.timers.set(chat.maxWaitTimer, chat.lineSinceMs + maxWaitMs);
        }
    }

    void say(ChatState chat, QueuedBecause because, int endedTurn) {
        state.emit(new Event.ChatQueued(chat.id, chat.queue, because, endedTurn));
    }

    /** Puts a waiting chat where those look for it who may have it. */
    private void stand(ChatState chat) {
        if (isKept(chat)) {
            chat.kept = true;
            forEachPreferred(chat, agent -> agent.kept.add(chat));
        } else {
            CoreState.ensure(state.demandOf(chat).waiting.add(chat), "stands there already", chat);
        }
    }

    /** It waits no longer, or not in this place. */
    void withdraw(ChatState chat) {
        if (chat.kept) {
            chat.kept = false;
            forEachPreferred(chat, agent -> agent.kept.remove(chat));
        } else {
            CoreState.ensure(state.demandOf(chat).waiting.remove(chat), "does not stand there", chat);
        }
    }

    private void forEachPreferred(ChatState chat, Consumer<AgentState> action) {
        for (AgentId id : chat.wishes.agents()) {
            AgentState agent = state.agents.get(id);
            if (agent != null) {
                action.accept(agent);
            }
        }
    }

    /** For the time that its queue gives, and as long as there is one of its preferred agents who was not asked. */
    private boolean isKept(ChatState chat) {
        if (chat.keptTimer == null || !chat.keptTimer.running()) {
            return false;
        }
        for (AgentId id : chat.wishes.agents()) {
            AgentState agent = state.agents.get(id);
            if (agent != null && !chat.hasAsked(agent)) {
                return true;
            }
        }
        return false;
    }

    /** The time for its preferred agents is over: everybody may have it. */
    void keptLongEnough(ChatState chat) {
        if (chat.phase == ChatPhase.WAITING && chat.kept) {
            withdraw(chat);
            stand(chat);
            state.router.note(chat);
        }
    }

    /** The agent is about to be removed. {@return the chats that were kept for him and stand nowhere until the caller says} */
    List<ChatState> withdrawKept(AgentState agent) {
        List<ChatState> kept = agent.kept.toList();
        kept.forEach(this::withdraw);
        return kept;
    }

    /** Puts waiting chats back after {@link #withdrawKept}. */
    void standAgain(List<ChatState> chats) {
        for (ChatState chat : chats) {
            stand(chat);
            state.router.note(chat);
        }
    }

    /** A new agent; chats that named him before are kept for him too, or from now on. */
    void introduce(AgentState agent) {
        for (QueueState queue : state.queues.values()) {
            for (ChatState chat : queue.line) {
                if (chat.phase == ChatPhase.WAITING && chat.wishes.agents().contains(agent.id)) {
                    withdraw(chat);
                    stand(chat);
                }
            }
        }
    }

    /** Takes the next step of a waiting chat if it is due. {@return whether it was} */
    boolean relax(ChatState chat) {
        QueueState queue = queueOf(chat);
        List<RelaxationStep> steps = queue.stepsFor(chat.wishes);
        if (chat.step >= steps.size() || chat.lineSinceMs + steps.get(chat.step).afterMs() > state.timeMs) {
            return false;
        }
        replace(chat, queue, chat.step + 1);
        state.emit(new Event.ChatRelaxed(chat.id, chat.queue, chat.step));
        return true;
    }

    /** The rules of the queue, or the weight of chats, changed: the chat asks for what it would ask for now. */
    void adapt(ChatState chat) {
        QueueState queue = queueOf(chat);
        cancelTimers(chat);
        setTimers(chat, queue);
        replace(chat, queue, Math.min(chat.step, stepsDue(chat, queue)));
        if (chat.phase == ChatPhase.WAITING) {
            state.router.note(chat);
        }
    }

    /** Steps that the queue's rules have for the time for which the chat is in line by now. */
    private int stepsDue(ChatState chat, QueueState queue) {
        int due = 0;
        for (RelaxationStep step : queue.stepsFor(chat.wishes)) {
            due += chat.lineSinceMs + step.afterMs() <= state.timeMs ? 1 : 0;
        }
        return due;
    }

    /** The credit that the chat itself has changed. */
    void reorder(ChatState chat) {
        replace(chat, queueOf(chat), chat.step);
    }

    /** Puts a chat in line into the order, and to those who ask the same, as its step and its queue say. */
    private void replace(ChatState chat, QueueState queue, int step) {
        boolean waits = chat.phase == ChatPhase.WAITING;
        if (waits) {
            withdraw(chat);
        }
        state.matching.exit(state.demandOf(chat));
        chat.step = step;
        if (chat.creditWith(queue) != chat.creditMs) {
            CoreState.ensure(queue.line.remove(chat), "has no place in its queue", chat);
            chat.reckonCredit(queue);
            queue.line.add(chat);
        }
        chat.demand = state.matching.enter(queue, chat);
        setStepTimer(chat, queue);
        if (waits) {
            stand(chat);
        }
    }

    /** The chat has an owner or is closed. It waits no longer, and nobody is asked. */
    void leave(ChatState chat) {
        if (chat.phase == ChatPhase.WAITING) {
            withdraw(chat);
        }
        cancelTimers(chat);
        state.matching.exit(state.demandOf(chat));
        chat.demand = null;
        CoreState.ensure(queueOf(chat).line.remove(chat), "has no place in its queue", chat);
    }

    QueueState queueOf(ChatState chat) {
        QueueState queue = state.queues.get(chat.queue);
        if (queue == null) {
            throw new IllegalStateException(chat + " is in a queue that does not exist");
        }
        return queue;
    }
}
