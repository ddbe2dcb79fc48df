package dev.switchboard.server.routing;

import dev.switchboard.server.routing.model.*;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The bounds of everything the core holds, with the reason of each number, and the checks of fields against them. */
final class Limits {
    /** Tabs and devices of one person. */
    static final int SESSIONS_MAX = 20;
    /** One per queue; no site shows a customer more queues than this. */
    static final int OPEN_CHATS_PER_CUSTOMER_MAX = 20;
    /** About 200 MB; beyond what one routing group is meant for. */
    static final int OPEN_CHATS_MAX = 200_000;
    /** A client that repeats a command does so within minutes. */
    static final long CLOSED_CHAT_KEPT_MS = 600_000;

    static final int CLOSED_CHATS_MAX = 10_000;
    static final int CHAT_KEY_LENGTH_MAX = 64;
    static final int REQUIREMENTS_MAX = 8;
    static final int STEPS_MAX = 8;
    static final int WIDEN_MAX = 20;
    static final int PREFERRED_AGENTS_MAX = 5;
    static final int OFFERS_AT_ONCE_MAX = 10;
    static final long CREDIT_MS_MAX = 86_400_000;
    static final long WRAP_UP_MS_MAX = 3_600_000;
    /** Both beyond what one person can have in mind. */
    static final int WRAP_UPS_PER_AGENT_MAX = 100;

    static final int PARKED_PER_AGENT_MAX = 100;
    static final int CAPACITY_MAX = 100;
    static final int QUEUES_PER_AGENT_MAX = 200;
    static final int SKILLS_PER_AGENT_MAX = 100;
    static final int NAME_LENGTH_MAX = 40;
    static final int QUEUES_MAX = 1_000;
    static final int SKILLS_MAX = 1_000;
    static final int AGENTS_MAX = 10_000;
    /** A routing group is meant for 20–30. */
    static final int NODES_MAX = 100;
    /** More incarnations than can be late with a command. */
    static final int GONE_NODES_MAX = 1_000;

    private static final long DAY_MS = 86_400_000;

    private Limits() {}

    static boolean between(long value, long min, long max) {
        return min <= value && value <= max;
    }

    /** {@code [a-z0-9-]{1,40}}, without a table of Unicode. */
    static boolean isName(String name) {
        if (!between(name.length(), 1, NAME_LENGTH_MAX)) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean allowed = ('a' <= c && c <= 'z') || ('0' <= c && c <= '9') || c == '-';
            if (!allowed) {
                return false;
            }
        }
        return true;
    }

    static @Nullable Refusal checkRequirements(CoreState state, List<Requirement> requirements) {
        if (requirements.size() > REQUIREMENTS_MAX) {
            return Refusal.INVALID;
        }
        for (int i = 0; i < requirements.size(); i++) {
            Requirement each = requirements.get(i);
            Refusal wrong = checkSkill(state, each.skill(), each.level());
            if (wrong == null && !between(each.levelMax(), each.level(), Requirement.LEVEL_MAX)) {
                wrong = Refusal.LEVEL_OUT_OF_RANGE;
            }
            if (wrong != null) {
                return wrong;
            }
            for (int j = 0; j < i; j++) {
                if (requirements.get(j).skill().equals(each.skill())) {
                    return Refusal.INVALID;
                }
            }
        }
        return null;
    }

    /** Preferred agents need not exist: who was deleted is not waited for. */
    static @Nullable Refusal checkWishes(CoreState state, Wishes wishes) {
        if (wishes.agents().size() > PREFERRED_AGENTS_MAX
                || repeats(wishes.agents())
                || !between(wishes.weight(), 0, CAPACITY_MAX)
                || !between(wishes.creditMs(), 0, CREDIT_MS_MAX)) {
            return Refusal.INVALID;
        }
        Refusal wrong = checkRequirements(state, wishes.required());
        return wrong != null ? wrong : checkRequirements(state, wishes.preferred());
    }

    /** Of at most five; every chat that starts is asked. */
    private static boolean repeats(List<AgentId> agents) {
        for (int i = 1; i < agents.size(); i++) {
            if (agents.subList(0, i).contains(agents.get(i))) {
                return true;
            }
        }
        return false;
    }

    static @Nullable Refusal checkSkill(CoreState state, SkillId skill, int level) {
        if (!state.skills.containsKey(skill)) {
            return Refusal.UNKNOWN_SKILL;
        }
        return between(level, 1, Requirement.LEVEL_MAX) ? null : Refusal.LEVEL_OUT_OF_RANGE;
    }

    static @Nullable Refusal checkAgent(CoreState state, AgentRules rules) {
        List<QueueId> queues = rules.queues();
        List<SkillLevel> skills = rules.skills();
        if (!between(rules.capacity(), 0, CAPACITY_MAX)
                || queues.size() > QUEUES_PER_AGENT_MAX
                || skills.size() > SKILLS_PER_AGENT_MAX
                || queues.stream().distinct().count() != queues.size()
                || skills.stream().map(SkillLevel::skill).distinct().count() != skills.size()) {
            return Refusal.INVALID;
        }
        for (QueueId queue : queues) {
            if (!state.queues.containsKey(queue)) {
                return Refusal.UNKNOWN_QUEUE;
            }
        }
        for (SkillLevel skill : skills) {
            Refusal wrong = checkSkill(state, skill.skill(), skill.level());
            if (wrong != null) {
                return wrong;
            }
        }
        return null;
    }

    static @Nullable Refusal checkQueue(CoreState state, QueueId id, QueueRules rules) {
        QueueRules.Skills skills = rules.skills();
        if (!isName(rules.name())
                || !between(rules.creditMs(), 0, CREDIT_MS_MAX)
                || !isValid(rules.offering())
                || !isValid(rules.limits())
                || !isValid(rules.units())
                || !between(rules.wrapUp().ms(), 0, WRAP_UP_MS_MAX)) {
            return Refusal.INVALID;
        }
        Refusal wrong = checkRequirements(state, skills.required());
        if (wrong == null) {
            wrong = checkRequirements(state, skills.preferred());
        }
        if (wrong == null) {
            wrong = checkSteps(state, skills.steps());
        }
        return wrong != null ? wrong : checkOverflow(state, id, rules.limits().overflow());
    }

    private static boolean isValid(QueueRules.Offering offering) {
        return between(offering.timeoutMs(), 1_000, 300_000)
                && between(offering.atOnce(), 1, OFFERS_AT_ONCE_MAX)
                && between(offering.preferredAgentWaitMs(), 0, 3_600_000);
    }

    private static boolean isValid(QueueRules.Limits limits) {
        return between(limits.waiting(), 1, 100_000)
                && between(limits.active(), 0, 100_000)
                && (limits.maxWaitMs() == 0 || between(limits.maxWaitMs(), 1_000, DAY_MS));
    }

    private static boolean isValid(QueueRules.Units units) {
        return between(units.weight(), 0, CAPACITY_MAX)
                && between(units.agentCapacity(), 0, CAPACITY_MAX)
                && (units.idleAfterMs() == 0 || between(units.idleAfterMs(), 10_000, DAY_MS));
    }

    private static @Nullable Refusal checkSteps(CoreState state, List<RelaxationStep> steps) {
        if (steps.size() > STEPS_MAX) {
            return Refusal.INVALID;
        }
        long beforeMs = 0;
        for (RelaxationStep step : steps) {
            if (!between(step.afterMs(), beforeMs, DAY_MS)
                    || !between(step.lowerLevels(), 0, Requirement.LEVEL_MAX - 1)
                    || step.widenTo().size() > WIDEN_MAX
                    || !between(step.raiseMs(), 0, CREDIT_MS_MAX)) {
                return Refusal.INVALID;
            }
            for (QueueId widened : step.widenTo()) {
                if (!state.queues.containsKey(widened)) {
                    return Refusal.UNKNOWN_QUEUE;
                }
            }
            beforeMs = step.afterMs();
        }
        return null;
    }

    private static @Nullable Refusal checkOverflow(CoreState state, QueueId id, @Nullable QueueId first) {
        QueueId next = first;
        while (next != null) {
            if (next.equals(id)) {
                return Refusal.CYCLIC_OVERFLOW;
            }
            QueueState queue = state.queues.get(next);
            if (queue == null) {
                // A queue further on may have been removed; it takes no chats.
                return next.equals(first) ? Refusal.UNKNOWN_QUEUE : null;
            }
            next = queue.rules.limits().overflow();
        }
        return null;
    }

    static boolean isValid(Settings settings) {
        return between(settings.agentGraceMs(), 0, DAY_MS)
                && between(settings.customerGraceMs(), 0, DAY_MS)
                && between(settings.nodeLostMs(), 1_000, 60_000)
                && between(settings.missedOffersMax(), 1, 100)
                && between(settings.reofferPauseMs(), 1, 3_600_000)
                && between(settings.chatWeight(), 1, CAPACITY_MAX)
                && between(settings.agentCapacity(), 1, CAPACITY_MAX);
    }
}
