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
                .putLong(settings.chatWeight());
    }

    public static Settings getSettings(BinaryReader in) {
        return new Settings(in.getLong(), in.getLong(), in.getLong(), in.getInt(), in.getLong(), in.getInt());
    }

    public static void putQueueRules(BinaryWriter out, QueueRules rules) {
        out.putString(rules.name()).putLong(rules.creditMs());
        putRequirements(out, rules.requirements());
        out.putLong(rules.offerTimeoutMs()).putBoolean(rules.directAssignment()).putLong(rules.waitingLimit());
    }

    public static QueueRules getQueueRules(BinaryReader in) {
        return new QueueRules(
                in.getString(), in.getLong(), getRequirements(in), in.getLong(), in.getBoolean(), in.getInt());
    }

    public static void putAgentRules(BinaryWriter out, AgentRules rules) {
        out.putLong(rules.revision()).putLong(rules.capacity());
        out.putList(rules.queues(), queue -> out.putLong(queue.value()));
        out.putList(rules.skills(), skill -> out.putLong(skill.skill().value()).putLong(skill.level()));
    }

    public static AgentRules getAgentRules(BinaryReader in) {
        return new AgentRules(
                in.getLong(),
                in.getInt(),
                in.getList(() -> new QueueId(in.getInt())),
                in.getList(() -> new SkillLevel(new SkillId(in.getInt()), in.getInt())));
    }

    public static void putRequirements(BinaryWriter out, List<Requirement> requirements) {
        out.putList(requirements, each -> out.putLong(each.skill().value()).putLong(each.level()));
    }

    public static List<Requirement> getRequirements(BinaryReader in) {
        return in.getList(() -> new Requirement(new SkillId(in.getInt()), in.getInt()));
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
        out.putLong(facts.rule())
                .putLong(facts.load())
                .putLong(facts.capacity())
                .putLong(facts.idleMs())
                .putLong(facts.candidates())
                .putLong(facts.waitedMs());
    }

    static DecisionFacts getFacts(BinaryReader in) {
        return new DecisionFacts(in.getInt(), in.getInt(), in.getInt(), in.getLong(), in.getInt(), in.getLong());
    }
}
