package dev.switchboard.server.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.server.routing.RoutingView.AgentView;
import dev.switchboard.server.routing.RoutingView.ChatView;
import dev.switchboard.server.routing.model.*;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * An obvious twin of the choice of an agent: for every chat that is started it asks all agents, as they stood before, and
 * sorts them by the rule. Idle times it takes from the events.
 */
public final class ChoiceTwin implements Checker {
    private final TreeMap<AgentId, Long> idleSinceMs = new TreeMap<>();
    private final TreeMap<AgentId, Presence> presences = new TreeMap<>();
    private List<AgentView> before = List.of();

    @Override
    public void before(LogEntry entry, RoutingView view) {
        before = StepRunner.agents(view);
    }

    @Override
    public void after(LogEntry entry, Applied applied, RoutingView view) {
        if (applied.outcome() instanceof Outcome.Started started && !started.repeated()) {
            check(started.chat(), entry.timeMs(), applied.events(), view);
        }
        applied.events().forEach(event -> see(event, entry.timeMs()));
    }

    private void see(Event event, long timeMs) {
        if (event instanceof Event.ChatAssigned assigned) {
            idleSinceMs.put(assigned.agent(), timeMs);
        } else if (event instanceof Event.ChatUnassigned unassigned) {
            idleSinceMs.put(unassigned.agent(), timeMs);
        } else if (event instanceof Event.ChatClosed closed && closed.lastOwner() != null) {
            idleSinceMs.put(closed.lastOwner(), timeMs);
        } else if (event instanceof Event.AgentRemoved removed) {
            idleSinceMs.remove(removed.agent());
            presences.remove(removed.agent());
        } else if (event instanceof Event.AgentChanged changed) {
            Presence was = presences.put(changed.agent(), changed.presence());
            if (changed.presence() == Presence.AVAILABLE && was != Presence.AVAILABLE) {
                idleSinceMs.put(changed.agent(), timeMs);
            }
        }
    }

    private void check(ChatId id, long timeMs, List<Event> events, RoutingView view) {
        ChatView chat = ChatTracker.chat(view, id);
        int weight = view.settings().chatWeight();
        List<AgentView> candidates = new ArrayList<>(before.stream()
                .filter(agent -> ChatTracker.fits(agent, chat) && ChatTracker.hasRoom(agent, weight))
                .toList());
        candidates.sort(Comparator.comparing(ChoiceTwin::relativeLoadInParts)
                .thenComparing(agent -> idleSinceMs.get(agent.id()))
                .thenComparing(AgentView::id));
        AgentId expected = candidates.isEmpty() ? null : candidates.get(0).id();
        assertThat(chat.agent()).as("agent of %s among %s", chat, candidates).isEqualTo(expected);
        for (Event event : events) {
            if (event instanceof Event.ChatOffered offered) {
                assertThat(offered.facts().candidates()).isEqualTo(candidates.size());
                assertThat(offered.facts().idleMs()).isEqualTo(timeMs - idleSinceMs.get(expected));
            }
        }
    }

    /** Load divided by capacity, exactly: in parts of the product of all possible capacities. */
    private static BigInteger relativeLoadInParts(AgentView agent) {
        BigInteger parts = BigInteger.ONE;
        for (int capacity = 1; capacity <= 20; capacity++) {
            parts = parts.multiply(BigInteger.valueOf(capacity));
        }
        return parts.multiply(BigInteger.valueOf(agent.load()))
                .divide(BigInteger.valueOf(agent.rules().capacity()));
    }
}
