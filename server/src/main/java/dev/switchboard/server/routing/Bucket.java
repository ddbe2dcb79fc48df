package dev.switchboard.server.routing;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The available agents of a profile who have the same load, by idle time, and where a rule asks for it also by turn. */
final class Bucket {
    private final Heap<AgentState> byIdle = new Heap<>(AgentState.IDLE_SINCE, AgentState.BY_IDLE);
    private @Nullable Heap<AgentState.Turn> byTurn;

    Bucket(boolean keepsTurns) {
        if (keepsTurns) {
            keepTurns();
        }
    }

    void keepTurns() {
        Heap<AgentState.Turn> turns = new Heap<>(AgentState.Turn.RANK, AgentState.Turn.ORDER);
        byIdle.forEach(agent -> turns.add(agent.turn));
        byTurn = turns;
    }

    void add(AgentState agent) {
        byIdle.add(agent);
        if (byTurn != null) {
            byTurn.add(agent.turn);
        }
    }

    void remove(AgentState agent) {
        byIdle.remove(agent);
        if (byTurn != null) {
            byTurn.remove(agent.turn);
        }
    }

    void moved(AgentState agent) {
        byIdle.moved(agent);
        if (byTurn != null) {
            byTurn.moved(agent.turn);
        }
    }

    boolean contains(AgentState agent) {
        return byIdle.contains(agent) && (byTurn == null || byTurn.contains(agent.turn));
    }

    /** Who is idle longest and was not asked about the chat. */
    @Nullable
    AgentState firstIdle(@Nullable ChatState chat) {
        AgentState first = byIdle.peek();
        if (chat == null || first == null || !chat.hasAsked(first)) {
            return first;
        }
        List<AgentState> aside = new ArrayList<>();
        while (first != null && chat.hasAsked(first)) {
            byIdle.remove(first);
            aside.add(first);
            first = byIdle.peek();
        }
        aside.forEach(byIdle::add);
        return first;
    }

    /** Who was given something the longest ago and was not asked about the chat. */
    @Nullable
    AgentState firstTurn(@Nullable ChatState chat) {
        Heap<AgentState.Turn> turns = byTurn;
        if (turns == null) {
            throw new IllegalStateException("nobody asked to keep turns");
        }
        AgentState.Turn first = turns.peek();
        List<AgentState.Turn> aside = new ArrayList<>(0);
        while (first != null && chat != null && chat.hasAsked(first.agent)) {
            turns.remove(first);
            aside.add(first);
            first = turns.peek();
        }
        aside.forEach(turns::add);
        return first == null ? null : first.agent;
    }
}
