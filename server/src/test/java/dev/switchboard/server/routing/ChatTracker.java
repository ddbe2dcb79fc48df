package dev.switchboard.server.routing;

import dev.switchboard.server.routing.RoutingView.AgentView;
import dev.switchboard.server.routing.RoutingView.ChatView;
import dev.switchboard.server.routing.RoutingView.QueueView;
import dev.switchboard.server.routing.model.*;
import dev.switchboard.server.routing.policy.Requirements;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What commands and events say about waiting chats, what they wish, and who refused which; shared by checkers. */
final class ChatTracker {
    /** Decisions that are routing's own, by the order of chats. */
    static final Set<ChosenBy> BY_ROUTING = EnumSet.complementOf(
            EnumSet.of(ChosenBy.TRANSFERRED, ChosenBy.TAKEN, ChosenBy.TAKEN_OVER, ChosenBy.ASSIGNED));

    /** A chat that routing gave to an agent. */
    record Served(ChatId chat, AgentId agent, ChosenBy reason) {}

    private final TreeSet<ChatId> waiting = new TreeSet<>();
    private final TreeMap<ChatId, Wishes> wishes = new TreeMap<>();
    private final TreeMap<ChatId, Long> lineSinceMs = new TreeMap<>();
    private final TreeMap<ChatId, TreeMap<AgentId, Long>> refusedMs = new TreeMap<>();
    private Map<AgentId, Long> beforeTransfer = Map.of();
    private AgentId transferredBy;

    /** To be told every entry, before its events. */
    void see(LogEntry entry, Applied applied) {
        if (entry.command() instanceof Command.StartChat start
                && applied.outcome() instanceof Outcome.Started started
                && !started.repeated()) {
            wishes.put(started.chat(), start.wishes());
        }
    }

    /** To be told every event, in order. {@return what routing decided by it, else null} */
    Served see(Event event, long timeMs) {
        if (event instanceof Event.ChatQueued queued) {
            queued(queued, timeMs);
        } else if (event instanceof Event.ChatOffered offered) {
            return given(offered.offer().chat(), offered.agent(), offered.facts());
        } else if (event instanceof Event.ChatAssigned assigned) {
            Served served = given(assigned.assignment().chat(), assigned.agent(), assigned.facts());
            return assigned.direct() ? served : null;
        } else if (event instanceof Event.ChatClosed closed) {
            waiting.remove(closed.chat());
            refusedMs.remove(closed.chat());
        } else if (event instanceof Event.OfferEnded ended) {
            if (ended.end() == OfferEnd.DECLINED || ended.end() == OfferEnd.TIMED_OUT) {
                refusals(ended.offer().chat()).put(ended.agent(), timeMs);
            }
        } else if (event instanceof Event.ChatUnassigned unassigned) {
            lineSinceMs.put(unassigned.assignment().chat(), timeMs);
            if (unassigned.because() == Event.QueuedBecause.TRANSFERRED) {
                refusals(unassigned.assignment().chat()).put(unassigned.agent(), timeMs);
                transferredBy = unassigned.agent();
            }
        }
        return null;
    }

    private void queued(Event.ChatQueued queued, long timeMs) {
        waiting.add(queued.chat());
        switch (queued.because()) {
            case TRANSFERRED -> {
                // A new queue asks anew, but not him who gave the chat away.
                beforeTransfer = Map.copyOf(refusals(queued.chat()));
                refusals(queued.chat()).keySet().removeIf(agent -> !agent.equals(transferredBy));
            }
            case MOVED -> {
                refusals(queued.chat()).clear();
                lineSinceMs.put(queued.chat(), timeMs);
            }
            case STARTED -> lineSinceMs.put(queued.chat(), timeMs);
            case DECLINED, TIMED_OUT, WITHDRAWN, AGENT_LOST, TAKEN_OVER, REASSIGNED -> {}
        }
    }

    private Served given(ChatId chat, AgentId agent, DecisionFacts facts) {
        waiting.remove(chat);
        if (facts.reason() == ChosenBy.TRANSFERRED) {
            // It was a transfer to an agent, within the queue.
            refusals(chat).putAll(beforeTransfer);
        }
        beforeTransfer = Map.of();
        return BY_ROUTING.contains(facts.reason()) ? new Served(chat, agent, facts.reason()) : null;
    }

    private Map<AgentId, Long> refusals(ChatId chat) {
        return refusedMs.computeIfAbsent(chat, absent -> new TreeMap<>());
    }

    Set<ChatId> waiting() {
        return waiting;
    }

    boolean inPause(ChatId chat, AgentId agent, RoutingView view, long pauseMs) {
        Long since = refusals(chat).get(agent);
        return since != null && view.timeMs() < since + pauseMs;
    }

    /** Whether the chat may still be kept for preferred agents, of whom one exists and was not asked. */
    boolean mayBeKept(ChatView chat, RoutingView view) {
        long untilMs = lineSinceMs.get(chat.id()) + rules(chat, view).offering().preferredAgentWaitMs();
        return view.timeMs() < untilMs
                && wishes.get(chat.id()).agents().stream()
                        .anyMatch(id ->
                                view.agent(id) != null && !refusals(chat.id()).containsKey(id));
    }

    boolean prefers(ChatId chat, AgentId agent) {
        return wishes.get(chat).agents().contains(agent);
    }

    boolean fits(AgentView agent, ChatView chat, RoutingView view) {
        return servedBy(chat, view).stream().anyMatch(agent.rules().queues()::contains)
                && Requirements.met(chat.requirements(), agent.rules().skills());
    }

    private List<QueueId> servedBy(ChatView chat, RoutingView view) {
        QueueRules.Skills skills = rules(chat, view).skills();
        boolean drops = skills.steps().stream().anyMatch(RelaxationStep::dropPreferred);
        boolean prefers = !skills.preferred().isEmpty()
                || !wishes.get(chat.id()).preferred().isEmpty();
        int taken = chat.step() - (prefers && !drops ? 1 : 0);
        List<QueueId> served = new ArrayList<>(List.of(chat.queue()));
        for (int step = 0; step < taken; step++) {
            served.addAll(skills.steps().get(step).widenTo());
        }
        return served;
    }

    static QueueRules rules(ChatView chat, RoutingView view) {
        return queue(chat, view).rules();
    }

    static QueueView queue(ChatView chat, RoutingView view) {
        return Objects.requireNonNull(view.queue(chat.queue()));
    }

    static ChatView chat(RoutingView view, ChatId id) {
        return Objects.requireNonNull(view.chat(id));
    }

    /** Whether the agent is available and the chat fits into the capacity that he has with it. */
    static boolean hasRoom(AgentView agent, ChatView chat, RoutingView view) {
        int ofQueue = rules(chat, view).units().agentCapacity();
        int capacity = agent.rules().capacity() > 0
                ? agent.rules().capacity()
                : ofQueue > 0 ? ofQueue : view.settings().agentCapacity();
        return agent.presence() == Presence.AVAILABLE
                && (agent.next() == null || agent.next() == Presence.AVAILABLE)
                && agent.reachable()
                && agent.load() + chat.weight() <= capacity;
    }
}
