package dev.switchboard.server.routing;

import dev.switchboard.server.routing.TwinState.Agent;
import dev.switchboard.server.routing.TwinState.Chat;
import dev.switchboard.server.routing.TwinState.Queue;
import dev.switchboard.server.routing.model.*;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The twin's answers to "who may have this chat, and who of them gets it": docs/routing.md, sentence by sentence. */
final class TwinChoice {
    private final TwinState state;

    /** Who gets a chat, why, and out of how many. */
    record Pick(Agent agent, ChosenBy reason, int candidates, int score) {}

    TwinChoice(TwinState state) {
        this.state = state;
    }

    // What a chat asks for.

    /** The steps that apply: with one at once in front where something is preferred and no step drops it. */
    List<RelaxationStep> steps(Chat chat) {
        QueueRules.Skills skills = rules(chat).skills();
        boolean prefers =
                !skills.preferred().isEmpty() || !chat.wishes.preferred().isEmpty();
        boolean someStepDrops = skills.steps().stream().anyMatch(RelaxationStep::dropPreferred);
        List<RelaxationStep> steps = new ArrayList<>(skills.steps());
        if (prefers && !someStepDrops) {
            steps.add(0, new RelaxationStep(0, true, 0, List.of(), 0));
        }
        return steps;
    }

    private List<RelaxationStep> taken(Chat chat) {
        List<RelaxationStep> steps = steps(chat);
        return steps.subList(0, Math.min(chat.step, steps.size()));
    }

    long dueMs(Chat chat, int step) {
        return chat.lineSinceMs + steps(chat).get(step).afterMs();
    }

    List<Requirement> required(Chat chat) {
        int lower = taken(chat).stream().mapToInt(RelaxationStep::lowerLevels).sum();
        return together(rules(chat).skills().required(), chat.wishes.required()).stream()
                .map(each -> new Requirement(each.skill(), Math.max(1, each.level() - lower), each.levelMax()))
                .toList();
    }

    private List<Requirement> preferred(Chat chat) {
        return together(rules(chat).skills().preferred(), chat.wishes.preferred());
    }

    List<Requirement> asked(Chat chat) {
        boolean dropped = taken(chat).stream().anyMatch(RelaxationStep::dropPreferred);
        return dropped ? required(chat) : together(required(chat), preferred(chat));
    }

    static List<Requirement> together(List<Requirement> some, List<Requirement> others) {
        TreeMap<SkillId, Requirement> bySkill = new TreeMap<>();
        some.forEach(each -> bySkill.put(each.skill(), each));
        others.forEach(each -> bySkill.merge(
                each.skill(),
                each,
                (a, b) -> new Requirement(
                        a.skill(), Math.max(a.level(), b.level()), Math.min(a.levelMax(), b.levelMax()))));
        return List.copyOf(bySkill.values());
    }

    long creditMs(Chat chat) {
        return rules(chat).creditMs()
                + chat.ownCreditMs
                + taken(chat).stream().mapToLong(RelaxationStep::raiseMs).sum();
    }

    int weight(Chat chat) {
        Queue queue = state.queues.get(chat.queue);
        if (chat.wishes.weight() > 0) {
            return chat.wishes.weight();
        }
        boolean queueSays = queue != null && queue.rules.units().weight() > 0;
        return queueSays ? queue.rules.units().weight() : state.settings.chatWeight();
    }

    // The order of chats.

    List<Chat> line(QueueId queue) {
        return inOrder(chat -> chat.inLine() && chat.queue.equals(queue));
    }

    List<Chat> waiting() {
        return inOrder(chat -> chat.phase == ChatPhase.WAITING);
    }

    private List<Chat> inOrder(java.util.function.Predicate<Chat> which) {
        return state.chats.values().stream().filter(which).sorted(firstOutOf()).toList();
    }

    Comparator<Chat> firstOutOf() {
        return Comparator.comparing((Chat chat) -> chat.startedMs - (chat.inLine() ? creditMs(chat) : chat.creditMs))
                .thenComparing(chat -> chat.id);
    }

    // Agents.

    int load(Agent agent) {
        int load = agent.wrapUps.stream().mapToInt(wrapUp -> wrapUp.units).sum();
        for (Chat chat : state.chats.values()) {
            if (agent.id.equals(chat.owner)) {
                load += chat.units;
            }
            TwinState.Offer offer = chat.offerTo(agent.id);
            if (offer != null) {
                load += offer.units();
            }
        }
        return load;
    }

    /** Agent before queue before server. */
    int capacity(Agent agent, QueueId of) {
        Queue queue = state.queues.get(of);
        if (agent.rules.capacity() > 0) {
            return agent.rules.capacity();
        }
        boolean queueSays = queue != null && queue.rules.units().agentCapacity() > 0;
        return queueSays ? queue.rules.units().agentCapacity() : state.settings.agentCapacity();
    }

    int highestCapacity(Agent agent) {
        return agent.rules.queues().stream()
                .mapToInt(queue -> capacity(agent, queue))
                .max()
                .orElse(capacity(agent, new QueueId(-1)));
    }

    boolean hasRoom(Agent agent, QueueId queue, int units) {
        return load(agent) + units <= capacity(agent, queue);
    }

    boolean serves(Agent agent, Chat chat) {
        Set<QueueId> queues = new TreeSet<>(List.of(chat.queue));
        taken(chat).forEach(step -> queues.addAll(step.widenTo()));
        return agent.rules.queues().stream().anyMatch(queues::contains);
    }

    static boolean has(Agent agent, List<Requirement> asked) {
        return asked.stream()
                .allMatch(each -> agent.rules.skills().stream()
                        .anyMatch(has -> has.skill().equals(each.skill())
                                && has.level() >= each.level()
                                && has.level() <= each.levelMax()));
    }

    boolean fits(Agent agent, Chat chat) {
        return serves(agent, chat) && has(agent, asked(chat));
    }

    private boolean mayHave(Agent agent, Chat chat) {
        return fits(agent, chat) && agent.available() && hasRoom(agent, chat.queue, weight(chat));
    }

    // The choice.

    boolean gives(QueueId id) {
        Queue queue = state.queues.get(id);
        return (queue.open || queue.rules.limits().servedWhenClosed()) && !activeLimitReached(id);
    }

    boolean activeLimitReached(QueueId id) {
        long active = state.chats.values().stream()
                .filter(chat -> chat.queue.equals(id))
                .filter(chat -> chat.phase == ChatPhase.OFFERED || chat.phase == ChatPhase.ACTIVE)
                .count();
        int limit = state.queues.get(id).rules.limits().active();
        return limit > 0 && active >= limit;
    }

    /** For the time of its queue, as long as there is a preferred agent who was not asked. */
    boolean isKept(Chat chat) {
        return chat.kept != null
                && chat.wishes.agents().stream()
                        .anyMatch(id -> state.agents.containsKey(id) && !chat.asked.containsKey(id));
    }

    /** @param keptForPreferred whether only its preferred agents may have it */
    Pick pick(Chat chat, boolean keptForPreferred) {
        List<Agent> able = state.agents.values().stream()
                .filter(agent -> mayHave(agent, chat) && chat.offerTo(agent.id) == null)
                .toList();
        List<Agent> fresh =
                able.stream().filter(agent -> !chat.asked.containsKey(agent.id)).toList();
        for (AgentId id : chat.wishes.agents()) {
            for (Agent agent : fresh) {
                if (agent.id.equals(id)) {
                    return new Pick(agent, ChosenBy.PREFERRED, 1, score(agent, chat));
                }
            }
        }
        List<Agent> candidates = keptForPreferred ? List.of() : fresh;
        if (candidates.isEmpty() && chat.offers.isEmpty()) {
            candidates = able.stream()
                    .filter(agent -> chat.asked.containsKey(agent.id))
                    .filter(agent -> chat.asked.get(agent.id).atMs() <= state.timeMs)
                    .filter(agent -> !keptForPreferred || chat.wishes.agents().contains(agent.id))
                    .toList();
        }
        AgentRule rule = rules(chat).offering().rule();
        int count = candidates.size();
        return candidates.stream()
                .min(byRule(rule, chat))
                .map(agent -> new Pick(agent, ChosenBy.valueOf(rule.name()), count, score(agent, chat)))
                .orElse(null);
    }

    private Comparator<Agent> byRule(AgentRule rule, Chat chat) {
        Comparator<Agent> leastLoaded = Comparator.comparing(agent -> relativeLoad(agent, chat));
        Comparator<Agent> byRule = switch (rule) {
            case LEAST_LOADED -> leastLoaded;
            case FILL_FIRST -> leastLoaded.reversed();
            case MOST_CAPABLE ->
                Comparator.comparing((Agent agent) -> -score(agent, chat)).thenComparing(leastLoaded);
            case ROUND_ROBIN -> Comparator.comparing(agent -> agent.givenAt);
            case LONGEST_IDLE -> Comparator.comparing(agent -> agent.idleSinceMs);
        };
        return byRule.thenComparing(agent -> agent.idleSinceMs).thenComparing(agent -> agent.id);
    }

    /** Fractions of numbers up to a hundred that differ do so within a few digits. */
    private BigDecimal relativeLoad(Agent agent, Chat chat) {
        return new BigDecimal(load(agent)).divide(new BigDecimal(capacity(agent, chat.queue)), MathContext.DECIMAL64);
    }

    /** His levels in all that the chat asked for at first, for the rule that compares them. */
    private int score(Agent agent, Chat chat) {
        if (rules(chat).offering().rule() != AgentRule.MOST_CAPABLE) {
            return 0;
        }
        Set<SkillId> skills = new LinkedHashSet<>();
        together(rules(chat).skills().required(), chat.wishes.required()).forEach(each -> skills.add(each.skill()));
        preferred(chat).forEach(each -> skills.add(each.skill()));
        return agent.rules.skills().stream()
                .filter(has -> skills.contains(has.skill()))
                .mapToInt(SkillLevel::level)
                .sum();
    }

    QueueRules rules(Chat chat) {
        return state.queues.get(chat.queue).rules;
    }
}
