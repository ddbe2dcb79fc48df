package dev.switchboard.server.routing;

import dev.switchboard.server.routing.RoutingView.Because;
import dev.switchboard.server.routing.RoutingView.Candidate;
import dev.switchboard.server.routing.RoutingView.Explanation;
import dev.switchboard.server.routing.RoutingView.Filtered;
import dev.switchboard.server.routing.policy.Requirements;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Says why a chat waits, or who might get it now. It asks all agents the plain questions, one filter after the other, and
 * does not use the indices the decision is made by; that is slow, and a check of them.
 */
final class Explainer {
    private static final int CANDIDATES_MAX = 20;

    private final CoreState state;
    private final ChatState chat;
    private final List<Filtered> filters = new ArrayList<>();
    private List<AgentState> remaining;
    private Because because = Because.ASKED_BEFORE_PAUSE;

    private Explainer(CoreState state, ChatState chat) {
        this.state = state;
        this.chat = chat;
        this.remaining = new ArrayList<>(state.agents.values());
    }

    static Explanation explain(CoreState state, ChatState chat) {
        return new Explainer(state, chat).explain();
    }

    private Explanation explain() {
        // What the agent of this chat holds for it is not in its own way.
        filter(
                "queue",
                Because.NO_AGENT_SERVES_QUEUE,
                agent -> agent.rules.queues().contains(chat.queue));
        filter("skill", Because.NO_AGENT_HAS_SKILLS, this::hasSkills);
        filter("presence", Because.NO_AGENT_AVAILABLE, AgentState::online);
        filter("room", Because.ALL_FULL, this::hasRoom);
        dropAskedBefore();
        List<Candidate> candidates = remaining.stream()
                .sorted(AgentState.ORDER)
                .limit(CANDIDATES_MAX)
                .map(agent ->
                        new Candidate(agent.id, agent.load, agent.rules.capacity(), state.timeMs - agent.idleSinceMs))
                .toList();
        return new Explanation(CoreView.viewOf(chat), reason(), List.copyOf(filters), candidates, nextChangeMs());
    }

    private boolean hasSkills(AgentState agent) {
        return Requirements.met(chat.requirements, agent.rules.skills());
    }

    private boolean hasRoom(AgentState agent) {
        int own = agent == chat.agent ? chat.units : 0;
        return agent.load - own + state.settings.chatWeight() <= agent.rules.capacity();
    }

    private void filter(String name, Because ifNoneRemains, Predicate<AgentState> keeps) {
        int before = remaining.size();
        List<AgentState> kept = remaining.stream().filter(keeps).toList();
        // The first filter that leaves nobody is the reason; an empty company serves no queue.
        boolean reasonOpen = filters.isEmpty() || before > 0;
        if (kept.isEmpty() && reasonOpen) {
            because = ifNoneRemains;
        }
        filters.add(new Filtered(name, before - kept.size(), kept.size()));
        remaining = kept;
    }

    /** Asked before: out while there is another; where there is none, out during the pause. */
    private void dropAskedBefore() {
        int before = remaining.size();
        List<AgentState> others =
                remaining.stream().filter(agent -> chat.asked(agent.id) == null).toList();
        remaining = others.isEmpty()
                ? remaining.stream()
                        .filter(agent -> !state.matching.pausedFor(chat, agent))
                        .toList()
                : others;
        filters.add(new Filtered("asked-before", before - remaining.size(), remaining.size()));
    }

    private Because reason() {
        return switch (chat.phase) {
            case WAITING -> because;
            case OFFERED -> Because.OFFERED;
            case ACTIVE -> Because.ASSIGNED;
            case CLOSED -> Because.CLOSED;
        };
    }

    private long nextChangeMs() {
        if (chat.offerTimer.running()) {
            return chat.offerTimer.dueMs;
        }
        long next = 0;
        if (chat.inLine()) {
            for (Asked asked : chat.allAsked()) {
                if (asked.pause.running() && (next == 0 || asked.untilMs < next)) {
                    next = asked.untilMs;
                }
            }
        }
        return next;
    }
}
