package dev.switchboard.server.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.server.routing.RoutingView.AgentView;
import dev.switchboard.server.routing.RoutingView.ChatView;
import dev.switchboard.server.routing.RoutingView.OfferView;
import dev.switchboard.server.routing.RoutingView.QueueView;
import dev.switchboard.server.routing.RoutingView.WrapUpView;
import dev.switchboard.server.routing.TwinOffers.Decision;
import dev.switchboard.server.routing.TwinState.Agent;
import dev.switchboard.server.routing.TwinState.Chat;
import dev.switchboard.server.routing.model.*;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Compares the core with its twin after each entry: every decision with its reason, and the state of everybody. */
public final class TwinChecker implements Checker {
    /** Fields out of their ranges; {@link Limits} is tested by examples. */
    private static final Set<Refusal> ABOUT_FIELDS = Set.of(
            Refusal.INVALID,
            Refusal.UNKNOWN_QUEUE,
            Refusal.UNKNOWN_SKILL,
            Refusal.LEVEL_OUT_OF_RANGE,
            Refusal.CYCLIC_OVERFLOW,
            Refusal.TOO_MANY,
            Refusal.UNSUPPORTED_VERSION);

    private final RoutingTwin twin = new RoutingTwin();
    private boolean seen;

    @Override
    public void before(LogEntry entry, RoutingView view) {
        Command command = entry.command();
        if (command instanceof Command.AssignChat c) {
            see(c.chat(), c.revision(), view);
        } else if (command instanceof Command.MoveChat c) {
            see(c.chat(), c.revision(), view);
        } else if (command instanceof Command.PrioritiseChat c) {
            see(c.chat(), c.revision(), view);
        }
    }

    private void see(ChatId id, long revision, RoutingView view) {
        ChatView chat = view.chat(id);
        seen = chat != null && chat.revision() == revision;
    }

    @Override
    public void after(LogEntry entry, Applied applied, RoutingView view) {
        Outcome outcome = applied.outcome();
        boolean valid = !(outcome instanceof Outcome.Refused refused && ABOUT_FIELDS.contains(refused.reason()));
        Boolean done = twin.apply(entry, seen, valid);
        assertThat(done == null ? "skipped" : done ? "done" : "refused")
                .as("outcome of %s, which the core answers by %s", entry, outcome)
                .isEqualTo(
                        outcome instanceof Outcome.Skipped
                                ? "skipped"
                                : outcome instanceof Outcome.Refused ? "refused" : "done");
        assertThat(decisionsOf(applied.events()))
                .as("decisions of %s", entry)
                .containsExactlyElementsOf(twin.offers.decisions);
        assertThat(applied.events())
                .as("activity asked for by %s", entry)
                .filteredOn(Event.ActivityAsked.class::isInstance)
                .containsExactlyElementsOf(twin.parking.activityAsked.stream()
                        .map(turn -> (Event) new Event.ActivityAsked(turn))
                        .toList());
        twin.state.chats.values().forEach(chat -> compare(chat, Objects.requireNonNull(view.chat(chat.id))));
        twin.state.agents.values().forEach(agent -> compare(agent, Objects.requireNonNull(view.agent(agent.id))));
        assertThat(StepRunner.agents(view)).hasSameSizeAs(twin.state.agents.keySet());
        view.queues().forEach(queue -> compare(queue, view));
    }

    private static List<Decision> decisionsOf(List<Event> events) {
        List<Decision> decisions = new ArrayList<>();
        for (Event event : events) {
            if (event instanceof Event.ChatOffered offered) {
                decisions.add(new Decision(offered.offer(), offered.agent(), offered.facts(), true));
            } else if (event instanceof Event.ChatAssigned assigned && assigned.direct()) {
                decisions.add(new Decision(assigned.assignment(), assigned.agent(), assigned.facts(), false));
            }
        }
        return decisions;
    }

    private void compare(Chat chat, ChatView view) {
        assertThat(view.phase()).as("phase of %s", view).isEqualTo(chat.phase);
        assertThat(view.queue()).as("queue of %s", view).isEqualTo(chat.queue);
        assertThat(view.offers())
                .as("offers of %s", view)
                .containsExactlyElementsOf(chat.offers.stream()
                        .map(offer -> new OfferView(
                                new OfferId(chat.id, offer.turn()),
                                offer.agent(),
                                offer.end().atMs()))
                        .toList());
        assertThat(view.turn())
                .as("turn of %s", view)
                .isEqualTo(
                        chat.offers.isEmpty() ? chat.turn : chat.offers.get(0).turn());
        AgentId agent = chat.open() ? chat.owner : chat.lastOwner;
        assertThat(view.agent())
                .as("agent of %s", view)
                .isEqualTo(chat.offers.isEmpty() ? agent : chat.offers.get(0).agent());
        assertThat(view.parked()).as("parked state of %s", view).isEqualTo(chat.parked);
        assertThat(view.closeReason()).as("end of %s", view).isEqualTo(chat.closeReason);
        if (chat.inLine()) {
            assertThat(view.step()).as("step of %s", view).isEqualTo(chat.step);
            assertThat(view.requirements()).as("asked by %s", view).isEqualTo(twin.choice.asked(chat));
            assertThat(view.creditMs()).as("credit of %s", view).isEqualTo(twin.choice.creditMs(chat));
            assertThat(view.weight()).as("weight of %s", view).isEqualTo(twin.choice.weight(chat));
        } else if (chat.open()) {
            assertThat(view.weight()).as("weight of %s", view).isEqualTo(chat.weight);
        }
    }

    private void compare(Agent agent, AgentView view) {
        assertThat(view.presence()).as("presence of %s", view).isEqualTo(agent.presence);
        assertThat(view.next()).as("next presence of %s", view).isEqualTo(agent.next);
        assertThat(view.reachable()).as("connections of %s", view).isEqualTo(agent.reachable());
        assertThat(view.missedInRow()).as("missed by %s", view).isEqualTo(agent.missed);
        assertThat(view.load()).as("load of %s", view).isEqualTo(twin.choice.load(agent));
        assertThat(view.capacity()).as("capacity of %s", view).isEqualTo(twin.choice.highestCapacity(agent));
        assertThat(view.wrapUps())
                .as("wrap-ups of %s", view)
                .containsExactlyElementsOf(agent.wrapUps.stream()
                        .map(wrapUp -> new WrapUpView(wrapUp.chat, wrapUp.end.atMs(), wrapUp.units))
                        .toList());
    }

    private void compare(QueueView queue, RoutingView view) {
        List<ChatId> line = new ArrayList<>();
        view.forEachWaiting(queue.id(), chat -> line.add(chat.id()));
        assertThat(line)
                .as("line of %s", queue)
                .containsExactlyElementsOf(twin.choice.line(queue.id()).stream()
                        .map(chat -> chat.id)
                        .toList());
        assertThat(queue.open()).as("%s", queue).isEqualTo(twin.state.queues.get(queue.id()).open);
        assertThat(queue.online())
                .as("%s", queue)
                .isEqualTo(twin.state.agents.values().stream()
                        .anyMatch(agent ->
                                agent.available() && agent.rules.queues().contains(queue.id())));
        assertThat(queue.unmatched()).as("unmatched in %s", queue).isEqualTo((int) twin.choice.line(queue.id()).stream()
                .filter(this::nobodyCouldHave)
                .count());
    }

    private boolean nobodyCouldHave(Chat chat) {
        return twin.state.agents.values().stream()
                .noneMatch(agent -> twin.choice.fits(agent, chat)
                        && twin.choice.weight(chat) <= twin.choice.capacity(agent, chat.queue));
    }
}
