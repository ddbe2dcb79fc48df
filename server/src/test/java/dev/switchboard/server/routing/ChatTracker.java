package dev.switchboard.server.routing;

import dev.switchboard.server.routing.RoutingView.AgentView;
import dev.switchboard.server.routing.RoutingView.ChatView;
import dev.switchboard.server.routing.model.*;
import dev.switchboard.server.routing.policy.Requirements;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What the events say about waiting chats and about who refused which; shared by checkers. */
final class ChatTracker {
    private final TreeSet<ChatId> waiting = new TreeSet<>();
    private final TreeMap<ChatId, TreeMap<AgentId, Long>> refusedMs = new TreeMap<>();
    private Map<AgentId, Long> beforeTransfer = Map.of();

    /** To be told every event, in order. */
    void see(Event event, long timeMs) {
        if (event instanceof Event.ChatQueued queued) {
            waiting.add(queued.chat());
            if (queued.because() == Event.QueuedBecause.TRANSFERRED) {
                // A new queue asks anew, but not him who gave the chat away.
                beforeTransfer = Map.copyOf(refusals(queued.chat()));
                refusals(queued.chat()).values().removeIf(ms -> ms < timeMs);
            }
        } else if (event instanceof Event.ChatOffered offered) {
            given(offered.offer().chat(), offered.facts());
        } else if (event instanceof Event.ChatAssigned assigned) {
            given(assigned.assignment().chat(), assigned.facts());
        } else if (event instanceof Event.ChatClosed closed) {
            waiting.remove(closed.chat());
            refusedMs.remove(closed.chat());
        } else if (event instanceof Event.OfferEnded ended) {
            if (ended.end() == OfferEnd.DECLINED || ended.end() == OfferEnd.TIMED_OUT) {
                refusals(ended.offer().chat()).put(ended.agent(), timeMs);
            }
        } else if (event instanceof Event.ChatUnassigned unassigned
                && unassigned.because() == Event.QueuedBecause.TRANSFERRED) {
            refusals(unassigned.assignment().chat()).put(unassigned.agent(), timeMs);
        }
    }

    private void given(ChatId chat, DecisionFacts facts) {
        waiting.remove(chat);
        if (facts.reason() == ChosenBy.TRANSFERRED) {
            // It was a transfer to an agent, within the queue.
            refusals(chat).putAll(beforeTransfer);
        }
        beforeTransfer = Map.of();
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

    static ChatView chat(RoutingView view, ChatId id) {
        return Objects.requireNonNull(view.chat(id));
    }

    static long key(ChatView chat) {
        return chat.startedMs() - chat.creditMs();
    }

    static boolean goesBefore(ChatView a, ChatView b) {
        return key(a) != key(b) ? key(a) < key(b) : a.id().compareTo(b.id()) < 0;
    }

    static boolean fits(AgentView agent, ChatView chat) {
        return agent.rules().queues().contains(chat.queue())
                && Requirements.met(chat.requirements(), agent.rules().skills());
    }

    static boolean hasRoom(AgentView agent, int weight) {
        return agent.presence() == Presence.AVAILABLE
                && agent.reachable()
                && agent.load() + weight <= agent.rules().capacity();
    }
}
