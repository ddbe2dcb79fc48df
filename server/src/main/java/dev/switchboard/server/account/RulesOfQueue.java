package dev.switchboard.server.account;

import dev.switchboard.protocol.v1.Queue;
import dev.switchboard.server.routing.model.AgentRule;
import dev.switchboard.server.routing.model.QueueId;
import dev.switchboard.server.routing.model.QueueRules;
import dev.switchboard.server.routing.model.RelaxationStep;
import dev.switchboard.server.routing.model.Requirement;
import dev.switchboard.server.routing.model.SkillId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What routing is told of a stored queue. Fields that the queue lacks because it was stored before there were any mean their
 * defaults.
 */
public final class RulesOfQueue {
    private final Predicate<QueueId> queueExists;
    private final Predicate<SkillId> skillExists;

    /**
     * @param queueExists whether routing knows a queue; one that is named may have been deleted meanwhile
     * @param skillExists the same for a skill
     */
    public RulesOfQueue(Predicate<QueueId> queueExists, Predicate<SkillId> skillExists) {
        this.queueExists = queueExists;
        this.skillExists = skillExists;
    }

    public QueueRules of(Queue stored) {
        return new QueueRules(
                stored.getName(),
                stored.getPriorityCreditMs(),
                new QueueRules.Skills(
                        requirements(stored.getRequirementsList()),
                        requirements(stored.getPreferencesList()),
                        stored.getStepsList().stream().map(this::step).toList()),
                new QueueRules.Offering(
                        rule(stored.getAgentRule()),
                        stored.getOfferTimeoutMs(),
                        stored.getDirectAssignment(),
                        Math.max(1, stored.getOffersAtOnce()),
                        stored.getPreferredAgentWaitMs()),
                new QueueRules.Limits(
                        stored.getWaitingLimit(),
                        stored.getActiveLimit(),
                        stored.getMaxWaitMs(),
                        existing(overflow(stored)).findFirst().orElse(null),
                        !stored.getWaitingPausesWhenClosed()),
                new QueueRules.Units(
                        stored.getWeight(),
                        stored.getAgentCapacity(),
                        !stored.getHoldKeepsUnits(),
                        stored.getIdleAfterMs()),
                new QueueRules.WrapUp(stored.getWrapUpMs(), stored.getWrapUpHoldsUnits()));
    }

    /** All queues that a stored one names, as routing counts them. */
    public static Set<Integer> queuesOf(Queue stored) {
        Set<Integer> queues = new LinkedHashSet<>();
        Stream.concat(
                        overflow(stored).stream(),
                        stored.getStepsList().stream().flatMap(step -> step.getWidenToList().stream()))
                .forEach(queue -> queues.add(Integer.valueOf(queue)));
        return queues;
    }

    /** All skills that a stored queue names, as routing counts them. */
    public static Set<Integer> skillsOf(Queue stored) {
        Set<Integer> skills = new LinkedHashSet<>();
        Stream.concat(stored.getRequirementsList().stream(), stored.getPreferencesList().stream())
                .forEach(requirement -> skills.add(Integer.valueOf(requirement.getSkill())));
        return skills;
    }

    private static List<String> overflow(Queue stored) {
        return stored.getOverflowQueue().isEmpty() ? List.of() : List.of(stored.getOverflowQueue());
    }

    private Stream<QueueId> existing(List<String> queues) {
        return queues.stream().map(id -> new QueueId(Integer.parseInt(id))).filter(queueExists);
    }

    private List<Requirement> requirements(List<dev.switchboard.protocol.v1.Requirement> stored) {
        return stored.stream()
                .map(requirement -> new Requirement(
                        new SkillId(Integer.parseInt(requirement.getSkill())),
                        requirement.getLevel(),
                        requirement.getLevelMax() == 0 ? Requirement.LEVEL_MAX : requirement.getLevelMax()))
                .filter(requirement -> skillExists.test(requirement.skill()))
                .toList();
    }

    private RelaxationStep step(dev.switchboard.protocol.v1.RelaxationStep stored) {
        return new RelaxationStep(
                stored.getAfterMs(),
                stored.getDropPreferences(),
                stored.getLowerLevels(),
                existing(stored.getWidenToList()).toList(),
                stored.getRaiseMs());
    }

    private static AgentRule rule(dev.switchboard.protocol.v1.AgentRule stored) {
        return switch (stored) {
            case AGENT_RULE_UNSPECIFIED, AGENT_RULE_LEAST_LOADED, UNRECOGNIZED -> AgentRule.LEAST_LOADED;
            case AGENT_RULE_LONGEST_IDLE -> AgentRule.LONGEST_IDLE;
            case AGENT_RULE_MOST_CAPABLE -> AgentRule.MOST_CAPABLE;
            case AGENT_RULE_ROUND_ROBIN -> AgentRule.ROUND_ROBIN;
            case AGENT_RULE_FILL_FIRST -> AgentRule.FILL_FIRST;
        };
    }
}
