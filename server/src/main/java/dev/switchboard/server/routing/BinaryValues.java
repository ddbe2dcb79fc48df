package dev.switchboard.server.routing;

import dev.switchboard.server.routing.model.*;
import java.util.List;

/**
 * The binary form of values that stand both in commands and in snapshots. Who changes one of these raises the format
 * version of both.
 */
public final class BinaryValues {
    private BinaryValues() {}

    public static void putSettings(BinaryWriter out, Settings settings) {
        out.putLong(settings.agentGraceMs())
                .putLong(settings.customerGraceMs())
                .putLong(settings.nodeLostMs())
                .putLong(settings.missedOffersMax())
                .putLong(settings.reofferPauseMs())
                .putLong(settings.chatWeight())
                .putLong(settings.agentCapacity());
    }

    public static Settings getSettings(BinaryReader in) {
        return new Settings(
                in.getLong(), in.getLong(), in.getLong(), in.getInt(), in.getLong(), in.getInt(), in.getInt());
    }

    public static void putQueueRules(BinaryWriter out, QueueRules rules) {
        out.putString(rules.name()).putLong(rules.creditMs());
        putRequirements(out, rules.skills().required());
        putRequirements(out, rules.skills().preferred());
        out.putList(rules.skills().steps(), step -> putStep(out, step));
        QueueRules.Offering offering = rules.offering();
        out.putEnum(offering.rule())
                .putLong(offering.timeoutMs())
                .putBoolean(offering.direct())
                .putLong(offering.atOnce())
                .putLong(offering.preferredAgentWaitMs());
        QueueRules.Limits limits = rules.limits();
        out.putLong(limits.waiting())
                .putLong(limits.active())
                .putLong(limits.maxWaitMs())
                .putOptional(limits.overflow(), queue -> out.putLong(queue.value()))
                .putBoolean(limits.servedWhenClosed());
        QueueRules.Units units = rules.units();
        out.putLong(units.weight())
                .putLong(units.agentCapacity())
                .putBoolean(units.holdFrees())
                .putLong(units.idleAfterMs());
        out.putLong(rules.wrapUp().ms()).putBoolean(rules.wrapUp().holdsRoom());
    }

    public static QueueRules getQueueRules(BinaryReader in) {
        return new QueueRules(
                in.getString(),
                in.getLong(),
                new QueueRules.Skills(getRequirements(in), getRequirements(in), in.getList(() -> getStep(in))),
                new QueueRules.Offering(
                        in.getEnum(AgentRule.values()), in.getLong(), in.getBoolean(), in.getInt(), in.getLong()),
                new QueueRules.Limits(
                        in.getInt(),
                        in.getInt(),
                        in.getLong(),
                        in.getOptional(() -> new QueueId(in.getInt())),
                        in.getBoolean()),
                new QueueRules.Units(in.getInt(), in.getInt(), in.getBoolean(), in.getLong()),
                new QueueRules.WrapUp(in.getLong(), in.getBoolean()));
    }

    private static void putStep(BinaryWriter out, RelaxationStep step) {
        out.putLong(step.afterMs()).putBoolean(step.dropPreferred()).putLong(step.lowerLevels());
        out.putList(step.widenTo(), queue -> out.putLong(queue.value()));
        out.putLong(step.raiseMs());
    }

    private static RelaxationStep getStep(BinaryReader in) {
        return new RelaxationStep(
                in.getLong(), in.getBoolean(), in.getInt(), in.getList(() -> new QueueId(in.getInt())), in.getLong());
    }

    public static void putWishes(BinaryWriter out, Wishes wishes) {
        putRequirements(out, wishes.required());
        putRequirements(out, wishes.preferred());
        out.putList(wishes.agents(), agent -> out.putLong(agent.value()));
        out.putLong(wishes.weight()).putLong(wishes.creditMs());
    }

    public static Wishes getWishes(BinaryReader in) {
        return new Wishes(
                getRequirements(in),
                getRequirements(in),
                in.getList(() -> new AgentId(in.getLong())),
                in.getInt(),
                in.getLong());
    }

    public static void putAgentRules(BinaryWriter out, AgentRules rules) {
        out.putLong(rules.revision()).putLong(rules.capacity());
        out.putList(rules.queues(), queue -> out.putLong(queue.value()));
        out.putList(rules.skills(), skill -> out.putLong(skill.skill().value()).putLong(skill.level()));
        out.putBoolean(rules.mayTakeOver());
    }

    public static AgentRules getAgentRules(BinaryReader in) {
        return new AgentRules(
                in.getLong(),
                in.getInt(),
                in.getList(() -> new QueueId(in.getInt())),
                in.getList(() -> new SkillLevel(new SkillId(in.getInt()), in.getInt())),
                in.getBoolean());
    }

    public static void putRequirements(BinaryWriter out, List<Requirement> requirements) {
        out.putList(
                requirements,
                each -> out.putLong(each.skill().value()).putLong(each.level()).putLong(each.levelMax()));
    }

    public static List<Requirement> getRequirements(BinaryReader in) {
        return in.getList(() -> new Requirement(new SkillId(in.getInt()), in.getInt(), in.getInt()));
    }

    public static void putActor(BinaryWriter out, Actor actor) {
        if (actor instanceof Actor.Customer customer) {
            out.putByte(1).putFixed(customer.id().value());
        } else if (actor instanceof Actor.Agent agent) {
            out.putByte(2).putLong(agent.id().value());
        } else if (actor instanceof Actor.Supervisor supervisor) {
            out.putByte(3).putLong(supervisor.id().value());
        } else {
            out.putByte(4);
        }
    }

    public static Actor getActor(BinaryReader in) {
        int kind = in.getByte();
        return switch (kind) {
            case 1 -> new Actor.Customer(new CustomerId(in.getFixed()));
            case 2 -> new Actor.Agent(new AgentId(in.getLong()));
            case 3 -> new Actor.Supervisor(new AgentId(in.getLong()));
            case 4 -> new Actor.Core();
            default -> throw new MalformedBytesException("no such actor: " + kind);
        };
    }

    static void putFacts(BinaryWriter out, DecisionFacts facts) {
        out.putEnum(facts.reason())
                .putLong(facts.load())
                .putLong(facts.capacity())
                .putLong(facts.idleMs())
                .putLong(facts.candidates())
                .putLong(facts.waitedMs())
                .putLong(facts.step())
                .putLong(facts.score());
    }

    static DecisionFacts getFacts(BinaryReader in) {
        return new DecisionFacts(
                in.getEnum(ChosenBy.values()),
                in.getInt(),
                in.getInt(),
                in.getLong(),
                in.getInt(),
                in.getLong(),
                in.getInt(),
                in.getInt());
    }
}
