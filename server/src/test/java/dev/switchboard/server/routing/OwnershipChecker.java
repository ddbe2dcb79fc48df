package dev.switchboard.server.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.server.routing.RoutingView.AgentView;
import dev.switchboard.server.routing.RoutingView.ChatView;
import dev.switchboard.server.routing.model.*;
import java.util.Objects;
import java.util.TreeMap;

/** P1: a chat has at most one owner, and an agent takes nothing beyond his capacity. */
public final class OwnershipChecker implements Checker {
    private final TreeMap<ChatId, AgentId> owners = new TreeMap<>();
    private final TreeMap<ChatId, AgentId> offers = new TreeMap<>();
    private final TreeMap<ChatId, Integer> units = new TreeMap<>();

    @Override
    public void after(LogEntry entry, Applied applied, RoutingView view) {
        for (Event event : applied.events()) {
            see(event, view);
        }
        owners.forEach((chat, agent) -> assertHeld(view, chat, ChatPhase.ACTIVE, agent));
        offers.forEach((chat, agent) -> assertHeld(view, chat, ChatPhase.OFFERED, agent));
        for (AgentView agent : StepRunner.agents(view)) {
            assertThat(agent.load()).as("load of %s", agent.id()).isEqualTo(load(agent.id()));
        }
    }

    private void see(Event event, RoutingView view) {
        if (event instanceof Event.ChatOffered offered) {
            ChatId chat = offered.offer().chat();
            assertThat(owners).as("offered while owned: %s", chat).doesNotContainKey(chat);
            assertThat(offers.put(chat, offered.agent()))
                    .as("offered twice: %s", chat)
                    .isNull();
            take(chat, offered.agent(), view);
        } else if (event instanceof Event.OfferEnded ended) {
            assertThat(offers.remove(ended.offer().chat())).isEqualTo(ended.agent());
            if (ended.end() != OfferEnd.ACCEPTED) {
                units.remove(ended.offer().chat());
            }
        } else if (event instanceof Event.ChatAssigned assigned) {
            ChatId chat = assigned.assignment().chat();
            assertThat(owners.put(chat, assigned.agent()))
                    .as("second owner of %s", chat)
                    .isNull();
            if (assigned.direct()) {
                take(chat, assigned.agent(), view);
            }
        } else if (event instanceof Event.ChatUnassigned unassigned) {
            assertThat(owners.remove(unassigned.assignment().chat())).isEqualTo(unassigned.agent());
            units.remove(unassigned.assignment().chat());
        } else if (event instanceof Event.ChatClosed closed) {
            assertThat(owners.remove(closed.chat())).isEqualTo(closed.lastOwner());
            assertThat(offers).doesNotContainKey(closed.chat());
            units.remove(closed.chat());
        }
    }

    private void take(ChatId chat, AgentId agent, RoutingView view) {
        units.put(chat, view.settings().chatWeight());
        int capacity = Objects.requireNonNull(view.agent(agent)).rules().capacity();
        assertThat(load(agent)).as("load of %s after taking %s", agent, chat).isLessThanOrEqualTo(capacity);
    }

    private int load(AgentId agent) {
        return units.entrySet().stream()
                .filter(taken -> agent.equals(owners.get(taken.getKey())) || agent.equals(offers.get(taken.getKey())))
                .mapToInt(taken -> taken.getValue())
                .sum();
    }

    private static void assertHeld(RoutingView view, ChatId id, ChatPhase phase, AgentId agent) {
        ChatView chat = ChatTracker.chat(view, id);
        assertThat(chat.phase()).as("%s", chat).isEqualTo(phase);
        assertThat(chat.agent()).as("%s", chat).isEqualTo(agent);
        assertThat(view.agent(agent)).as("holder of %s", chat).isNotNull();
    }
}
