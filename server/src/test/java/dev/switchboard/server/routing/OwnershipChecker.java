package dev.switchboard.server.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.server.routing.RoutingView.AgentView;
import dev.switchboard.server.routing.RoutingView.ChatView;
import dev.switchboard.server.routing.RoutingView.OfferView;
import dev.switchboard.server.routing.RoutingView.QueueView;
import dev.switchboard.server.routing.RoutingView.WrapUpView;
import dev.switchboard.server.routing.model.*;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * P1: a chat has at most one owner, and while it has one it is on offer to nobody; an agent takes nothing beyond his
 * capacity. Units are added up from the events, those of wrap-ups from the views.
 */
public final class OwnershipChecker implements Checker {
    private final TreeMap<ChatId, OfferId> owned = new TreeMap<>();
    private final TreeMap<OfferId, AgentId> holders = new TreeMap<>();
    private final TreeMap<OfferId, Integer> units = new TreeMap<>();
    private final TreeMap<AgentId, Integer> loads = new TreeMap<>();

    @Override
    public void after(LogEntry entry, Applied applied, RoutingView view) {
        for (Event event : applied.events()) {
            see(event, view);
        }
        holders.forEach((turn, agent) -> assertHeld(turn, agent, view));
        for (AgentView agent : StepRunner.agents(view)) {
            int load = load(agent);
            assertThat(agent.load()).as("load of %s", agent).isEqualTo(load);
            // Lower capacities take nothing away; but nothing is added beyond them.
            if (load > loads.getOrDefault(agent.id(), 0)) {
                assertThat(load).as("load of %s", agent).isLessThanOrEqualTo(highestCapacity(agent, view));
            }
            loads.put(agent.id(), load);
        }
    }

    private void see(Event event, RoutingView view) {
        if (event instanceof Event.ChatOffered offered) {
            OfferId turn = offered.offer();
            assertThat(owned).as("offered while owned: %s", turn).doesNotContainKey(turn.chat());
            take(turn, offered.agent(), offered.facts(), view);
        } else if (event instanceof Event.OfferEnded ended) {
            assertThat(holders).containsEntry(ended.offer(), ended.agent());
            if (ended.end() != OfferEnd.ACCEPTED) {
                giveBack(ended.offer());
            }
        } else if (event instanceof Event.ChatAssigned assigned) {
            OfferId turn = assigned.assignment();
            assertThat(owned.put(turn.chat(), turn))
                    .as("second owner of %s", turn)
                    .isNull();
            if (assigned.direct()) {
                take(turn, assigned.agent(), assigned.facts(), view);
            }
            assertThat(holders).containsEntry(turn, assigned.agent());
        } else if (event instanceof Event.ChatUnassigned unassigned) {
            assertThat(owned.remove(unassigned.assignment().chat())).isEqualTo(unassigned.assignment());
            giveBack(unassigned.assignment());
        } else if (event instanceof Event.ChatParked parked) {
            assertThat(holders).containsEntry(parked.assignment(), parked.agent());
            units.put(parked.assignment(), parked.units());
        } else if (event instanceof Event.ChatClosed closed) {
            OfferId turn = owned.remove(closed.chat());
            assertThat(turn == null ? null : holders.get(turn)).isEqualTo(closed.lastOwner());
            if (turn != null) {
                giveBack(turn);
            }
            assertThat(holders.keySet())
                    .as("held, and closed")
                    .noneMatch(held -> held.chat().equals(closed.chat()));
        }
    }

    private void take(OfferId turn, AgentId agent, DecisionFacts facts, RoutingView view) {
        ChatView chat = ChatTracker.chat(view, turn.chat());
        int weight = chat.weight();
        assertThat(facts.load() + weight).as("load of %s with %s", agent, chat).isLessThanOrEqualTo(facts.capacity());
        if (view.agent(agent) != null && view.queue(chat.queue()) != null) {
            assertThat(facts.capacity())
                    .as("capacity of %s for %s", agent, chat)
                    .isEqualTo(capacity(Objects.requireNonNull(view.agent(agent)), chat.queue(), view));
        }
        assertThat(holders.put(turn, agent)).as("%s twice", turn).isNull();
        units.put(turn, weight);
    }

    private void giveBack(OfferId turn) {
        holders.remove(turn);
        units.remove(turn);
    }

    /** Agent before queue before server. */
    private static int capacity(AgentView agent, QueueId id, RoutingView view) {
        QueueView queue = view.queue(id);
        int ofQueue = queue == null ? 0 : queue.rules().units().agentCapacity();
        int own = agent.rules().capacity();
        return own > 0 ? own : ofQueue > 0 ? ofQueue : view.settings().agentCapacity();
    }

    /** Of all queues, for a supervisor may have given him a chat of one that he does not serve. */
    private static int highestCapacity(AgentView agent, RoutingView view) {
        return view.queues().stream()
                .mapToInt(queue -> capacity(agent, queue.id(), view))
                .reduce(capacity(agent, new QueueId(-1), view), Math::max);
    }

    private int load(AgentView agent) {
        int load = agent.wrapUps().stream().mapToInt(WrapUpView::units).sum();
        for (Map.Entry<OfferId, AgentId> held : holders.entrySet()) {
            load += held.getValue().equals(agent.id()) ? units.get(held.getKey()) : 0;
        }
        return load;
    }

    private void assertHeld(OfferId turn, AgentId agent, RoutingView view) {
        ChatView chat = ChatTracker.chat(view, turn.chat());
        assertThat(view.agent(agent)).as("holder of %s", chat).isNotNull();
        if (turn.equals(owned.get(turn.chat()))) {
            assertThat(chat.phase()).as("%s", chat).isEqualTo(ChatPhase.ACTIVE);
            assertThat(chat.agent()).as("%s", chat).isEqualTo(agent);
        } else {
            assertThat(chat.phase()).as("%s", chat).isEqualTo(ChatPhase.OFFERED);
            assertThat(chat.offers())
                    .extracting(OfferView::agent)
                    .as("%s", chat)
                    .contains(agent);
        }
    }
}
