package dev.switchboard.server.routing;

import dev.switchboard.server.routing.model.*;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Rules and wishes that draw on everything there is, nearly all of them valid; each about as often as it matters. */
final class RandomRules {
    private static final List<AgentRule> RULES = List.of(AgentRule.values());

    private final RandomGenerator random;
    private final int queues;
    private final int skills;
    private final int agents;

    RandomRules(RandomGenerator random, int queues, int skills, int agents) {
        this.random = random;
        this.queues = queues;
        this.skills = skills;
        this.agents = agents;
    }

    QueueRules queue(int id) {
        return new QueueRules(
                "queue-" + id,
                oneIn(3) ? random.nextInt(12_000) : 0,
                new QueueRules.Skills(requirements(3), requirements(3), oneIn(2) ? steps() : List.of()),
                new QueueRules.Offering(
                        RULES.get(random.nextInt(RULES.size())),
                        2_000 + random.nextInt(15_000),
                        oneIn(6),
                        oneIn(2) ? 1 : 1 + random.nextInt(3),
                        oneIn(2) ? 0 : random.nextInt(20_000)),
                new QueueRules.Limits(
                        oneIn(3) ? 1 + random.nextInt(3) : 30,
                        oneIn(3) ? 1 + random.nextInt(6) : 0,
                        oneIn(3) ? 5_000 + random.nextInt(40_000) : 0,
                        oneIn(3) ? anyQueue() : null,
                        oneIn(2)),
                new QueueRules.Units(
                        oneIn(3) ? 1 + random.nextInt(3) : 0,
                        oneIn(2) ? 1 + random.nextInt(5) : 0,
                        oneIn(2),
                        oneIn(2) ? 10_000 + random.nextInt(10_000) : 0),
                new QueueRules.WrapUp(oneIn(2) ? random.nextInt(20_000) : 0, oneIn(2)));
    }

    private List<RelaxationStep> steps() {
        List<RelaxationStep> steps = new ArrayList<>();
        long afterMs = 0;
        int count = 1 + random.nextInt(4);
        for (int i = 0; i < count; i++) {
            afterMs += oneIn(4) ? 0 : random.nextInt(12_000);
            steps.add(new RelaxationStep(
                    afterMs,
                    oneIn(3),
                    oneIn(2) ? random.nextInt(4) : 0,
                    oneIn(3) ? someOf(2, this::anyQueue) : List.of(),
                    oneIn(3) ? random.nextInt(10_000) : 0));
        }
        return steps;
    }

    /** Two in five are of one of two kinds, for agents who are alike are kept together. */
    AgentRules agent(List<QueueId> existing) {
        if (random.nextInt(5) < 2) {
            SkillLevel level = new SkillLevel(new SkillId(1), 5);
            List<QueueId> half = existing.subList(0, existing.size() / 2);
            return new AgentRules(random.nextInt(1_000), 2 * random.nextInt(2), half, List.of(level), oneIn(2));
        }
        List<QueueId> served = existing.stream().filter(queue -> !oneIn(3)).toList();
        List<SkillLevel> levels = new ArrayList<>();
        for (int skill = 1; skill <= skills; skill++) {
            if (!oneIn(3)) {
                levels.add(new SkillLevel(new SkillId(skill), 1 + random.nextInt(8)));
            }
        }
        int capacity = oneIn(3) ? 0 : 1 + random.nextInt(5);
        return new AgentRules(random.nextInt(1_000), capacity, served, levels, oneIn(2));
    }

    Wishes wishes() {
        return new Wishes(
                requirements(4),
                requirements(4),
                oneIn(3) ? someOf(3, this::anyAgent) : List.of(),
                oneIn(4) ? 1 + random.nextInt(4) : 0,
                oneIn(4) ? random.nextInt(10_000) : 0);
    }

    private List<Requirement> requirements(int oneIn) {
        return oneIn(oneIn)
                ? someOf(2, () -> new SkillId(1 + random.nextInt(skills))).stream()
                        .map(this::requirement)
                        .toList()
                : List.of();
    }

    private Requirement requirement(SkillId skill) {
        int level = 1 + random.nextInt(5);
        int levelMax = oneIn(3) ? level + random.nextInt(Requirement.LEVEL_MAX - level + 1) : Requirement.LEVEL_MAX;
        return new Requirement(skill, level, levelMax);
    }

    private <T> List<T> someOf(int max, Supplier<T> draw) {
        List<T> drawn = new ArrayList<>();
        int count = 1 + random.nextInt(max);
        for (int i = 0; i < count; i++) {
            drawn.add(draw.get());
        }
        return drawn.stream().distinct().toList();
    }

    private QueueId anyQueue() {
        return new QueueId(1 + random.nextInt(queues));
    }

    /** One of them does not exist. */
    private AgentId anyAgent() {
        return new AgentId(1 + random.nextInt(agents + 1));
    }

    private boolean oneIn(int count) {
        return random.nextInt(count) == 0;
    }
}
