package dev.switchboard.server.routing;

import dev.switchboard.server.routing.RoutingView.Because;
import dev.switchboard.server.routing.RoutingView.Candidate;
import dev.switchboard.server.routing.RoutingView.ChatView;
import dev.switchboard.server.routing.RoutingView.Explanation;
import dev.switchboard.server.routing.RoutingView.Filtered;
import dev.switchboard.server.routing.model.AgentRule;
import dev.switchboard.server.routing.model.AgentRules;
import dev.switchboard.server.routing.model.ChatPhase;
import dev.switchboard.server.routing.model.QueueId;
import dev.switchboard.server.routing.model.RelaxationStep;
import dev.switchboard.server.routing.model.SkillLevel;
import dev.switchboard.server.routing.policy.AgentOrder;
import dev.switchboard.server.routing.policy.Requirements;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Says why a chat waits, or who might get it now. It asks all agents the plain questions and
 * does not use the indices the decision is made by; that is slow, and a check of them.
 */
final class Explainer {
    private static final int CANDIDATES_MAX = 20;

    private final CoreState state;
    private final ChatState chat;
    private final ChatView shown;
    private final @Nullable QueueState queue;
    private final List<Filtered> filters = new ArrayList<>();
    private List<AgentState> remaining = new ArrayList<>();
    private Because because = Because.ASKED_BEFORE_PAUSE;

    /** A filter. */
    private record Question(String name, Because ifNobodyIsLeft, Predicate<AgentState> keeps) {}

    /** An agent as the queue's rule sees him. */
    private record Standing(AgentState agent, int load, int limit, int score, boolean preferred)
            implements AgentOrder.Standing {
        @Override
        public long idleSinceMs() {
            return agent.idleSinceMs;
        }

        @Override
        public long givenAt() {
            return agent.givenAt;
        }

        @Override
        public long id() {
            return agent.id.value();
        }
    }

    Explainer(CoreState state, CoreView view, ChatState chat) {
        this.state = state;
        this.chat = chat;
        this.queue = state.queues.get(chat.queue);
        this.shown = view.viewOf(chat);
    }

    Explanation explain() {
        askAll(List.of(
                new Question("queue", Because.NO_AGENT_SERVES_QUEUE, this::servesQueue),
                new Question("skill", Because.NO_AGENT_HAS_SKILLS, this::hasSkills),
                new Question("capacity", Because.TOO_HEAVY, agent -> shown.weight() <= limit(agent)),
                new Question("presence", Because.NO_AGENT_AVAILABLE, AgentState::online),
                new Question("room", Because.ALL_FULL, this::hasRoom)));
        dropAskedBefore();
        if (chat.kept) {
            keepPreferred();
        }
        AgentRule rule =
                queue == null ? AgentRule.LEAST_LOADED : queue.rules.offering().rule();
        Comparator<Standing> order = Comparator.comparing((Standing standing) -> !standing.preferred())
                .thenComparing((a, b) -> AgentOrder.compare(rule, a, b));
        List<Candidate> candidates = remaining.stream()
                .map(this::standingOf)
                .sorted(order)
                .limit(CANDIDATES_MAX)
                .map(this::candidateOf)
                .toList();
        RelaxationStep next = nextStep();
        return new Explanation(
                shown,
                reason(),
                List.copyOf(filters),
                rule,
                candidates,
                next,
                next == null ? 0 : chat.lineSinceMs + next.afterMs(),
                nextChangeMs(next));
    }

    private Standing standingOf(AgentState agent) {
        return new Standing(agent, agent.load - own(agent), limit(agent), score(agent), isPreferred(agent));
    }

    private Candidate candidateOf(Standing of) {
        AgentState agent = of.agent;
        return new Candidate(agent.id, agent.load, of.limit, state.timeMs - agent.idleSinceMs, of.score, of.preferred);
    }

    private boolean servesQueue(AgentState agent) {
        List<QueueId> served = agent.rules.queues();
        return served.contains(chat.queue)
                || (chat.demand != null && chat.demand.key.widened().stream().anyMatch(served::contains));
    }

    private boolean hasSkills(AgentState agent) {
        return Requirements.met(shown.requirements(), agent.rules.skills());
    }

    private int limit(AgentState agent) {
        AgentRules rules = agent.rules;
        return state.matching.limit(rules.capacity(), queue);
    }

    /** What the agent holds for this chat is not in its own way. */
    private int own(AgentState agent) {
        if (agent == chat.agent) {
            return chat.units;
        }
        Offer offer = chat.offerTo(agent);
        return offer == null ? 0 : offer.units;
    }

    private boolean hasRoom(AgentState agent) {
        return agent.load - own(agent) + shown.weight() <= limit(agent);
    }

    private boolean isPreferred(AgentState agent) {
        return chat.wishes.agents().contains(agent.id);
    }

    private int score(AgentState agent) {
        if (chat.demand == null) {
            return 0;
        }
        return agent.rules.skills().stream()
                .filter(skill -> chat.demand.scored.contains(skill.skill()))
                .mapToInt(SkillLevel::level)
                .sum();
    }

    /** Each agent is asked until he says no: with 10,000 of them, to fetch them from memory is what takes the time. */
    private void askAll(List<Question> questions) {
        int[] dropped = new int[questions.size()];
        for (AgentState agent : state.agents.values()) {
            int question = 0;
            while (question < dropped.length && questions.get(question).keeps.test(agent)) {
                question++;
            }
            if (question < dropped.length) {
                dropped[question]++;
            } else {
                remaining.add(agent);
            }
        }
        int left = state.agents.size();
        for (int i = 0; i < dropped.length; i++) {
            left -= dropped[i];
            filters.add(new Filtered(questions.get(i).name, dropped[i], left));
            // The first question that leaves nobody is the reason; an empty company serves no queue.
            if (left == 0 && (dropped[i] > 0 || i == 0)) {
                because = questions.get(i).ifNobodyIsLeft;
            }
        }
    }

    private void keepPreferred() {
        List<AgentState> preferred =
                remaining.stream().filter(this::isPreferred).toList();
        if (preferred.isEmpty() && !remaining.isEmpty()) {
            because = Because.KEPT_FOR_PREFERRED;
        }
        filters.add(new Filtered("preferred", remaining.size() - preferred.size(), preferred.size()));
        remaining = preferred;
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
            case WAITING -> reasonOfQueue();
            case OFFERED -> Because.OFFERED;
            case ACTIVE -> Because.ASSIGNED;
            case CLOSED -> Because.CLOSED;
        };
    }

    private Because reasonOfQueue() {
        if (queue != null && !queue.gives()) {
            return queue.activeLimitReached() ? Because.ACTIVE_LIMIT : Because.QUEUE_CLOSED;
        }
        return because;
    }

    private @Nullable RelaxationStep nextStep() {
        if (queue == null || !chat.inLine()) {
            return null;
        }
        List<RelaxationStep> steps = queue.stepsFor(chat.wishes);
        return chat.step < steps.size() ? steps.get(chat.step) : null;
    }

    private long nextChangeMs(@Nullable RelaxationStep nextStep) {
        long next = Long.MAX_VALUE;
        for (Offer offer : chat.offers()) {
            next = Math.min(next, offer.timer.dueMs);
        }
        if (chat.phase == ChatPhase.WAITING && nextStep != null) {
            next = Math.min(next, chat.lineSinceMs + nextStep.afterMs());
        }
        if (chat.phase == ChatPhase.WAITING) {
            for (Asked asked : chat.allAsked()) {
                next = asked.pause.running() ? Math.min(next, asked.untilMs) : next;
            }
            next = Math.min(next, dueMs(chat.keptTimer));
            next = Math.min(next, dueMs(chat.maxWaitTimer));
        }
        return next == Long.MAX_VALUE ? 0 : next;
    }

    private static long dueMs(@Nullable Timer timer) {
        return timer != null && timer.running() ? timer.dueMs : Long.MAX_VALUE;
    }
}
