package dev.switchboard.server.account;

import com.google.protobuf.Parser;
import dev.switchboard.protocol.v1.Agent;
import dev.switchboard.protocol.v1.AgentSkill;
import dev.switchboard.protocol.v1.Role;
import dev.switchboard.server.routing.model.AgentRules;
import dev.switchboard.server.routing.model.QueueId;
import dev.switchboard.server.routing.model.SkillId;
import dev.switchboard.server.routing.model.SkillLevel;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;

/** Agents, supervisors, administrators and bots. */
public final class AgentFormat implements Format<Agent> {
    private static final int COUNT_MAX = 10_000;
    private static final int QUEUES_MAX = 200;
    private static final int SKILLS_MAX = 100;
    private static final int CAPACITY_MAX = 100;
    private static final Set<Role> LEADS = EnumSet.of(Role.ROLE_SUPERVISOR, Role.ROLE_ADMINISTRATOR);
    private static final Set<Role> ROLES =
            EnumSet.of(Role.ROLE_AGENT, Role.ROLE_SUPERVISOR, Role.ROLE_ADMINISTRATOR, Role.ROLE_PROGRAM);

    @Override
    public AccountStore.Kind kind() {
        return AccountStore.Kind.AGENT;
    }

    @Override
    public int countMax() {
        return COUNT_MAX;
    }

    @Override
    public Parser<Agent> parser() {
        return Agent.parser();
    }

    @Override
    public String idOf(Agent given) {
        return given.getId();
    }

    @Override
    public long revisionOf(Agent given) {
        return given.getRevision();
    }

    @Override
    public String uniqueName(Agent stored) {
        return stored.getName();
    }

    @Override
    public Agent canonical(Agent given, References references, Faults faults) {
        Fields fields = new Fields(faults);
        faults.check(ROLES.contains(given.getRole()), "role", "AGENT, SUPERVISOR, ADMINISTRATOR or PROGRAM");
        Agent.Builder stored = Agent.newBuilder()
                .setName(fields.agentName("name", given.getName()))
                .setDisplayName(fields.title("display_name", given.getDisplayName()))
                .setRoleValue(given.getRoleValue())
                .setCapacity(fields.rangeOrNone("capacity", given.getCapacity(), 1, CAPACITY_MAX))
                .addAllQueues(fields.queues("queues", given.getQueuesList(), QUEUES_MAX, references))
                .setDisabled(given.getDisabled())
                .setMayTakeOver(given.getMayTakeOver());
        fields.atMost("skills", given.getSkillsCount(), SKILLS_MAX);
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < given.getSkillsCount() && i < SKILLS_MAX; i++) {
            String at = "skills[" + i + "]";
            AgentSkill skill = given.getSkills(i);
            fields.level(at + ".level", skill.getLevel());
            String id = fields.reference(at + ".skill", skill.getSkill(), references.skillIds(), "skill");
            faults.check(seen.add(id), at + ".skill", "named twice");
            stored.addSkills(skill.toBuilder().setSkill(id));
        }
        return stored.build();
    }

    @Override
    public Agent shown(Agent stored, long id, long revision, References references) {
        Agent.Builder shown = stored.toBuilder()
                .setId(Long.toString(id))
                .setRevision(revision)
                .clearQueues()
                .clearSkills();
        for (String queue : stored.getQueuesList()) {
            String name = references.queueIds().nameOf(queue);
            if (name != null) {
                shown.addQueues(name);
            }
        }
        for (AgentSkill skill : stored.getSkillsList()) {
            String name = references.skillIds().nameOf(skill.getSkill());
            if (name != null) {
                shown.addSkills(skill.toBuilder().setSkill(name));
            }
        }
        return shown.build();
    }

    /**
     * What routing is told of a stored agent.
     *
     * @param queueExists whether a queue still exists; a deleted one may linger in the stored list
     * @param skillExists the same for a skill, deleted while the agent was being stored
     */
    public static AgentRules rules(
            Agent stored, long revision, Predicate<QueueId> queueExists, Predicate<SkillId> skillExists) {
        return new AgentRules(
                revision,
                stored.getCapacity(),
                stored.getQueuesList().stream()
                        .map(id -> new QueueId(Integer.parseInt(id)))
                        .filter(queueExists)
                        .toList(),
                stored.getSkillsList().stream()
                        .map(skill -> new SkillLevel(new SkillId(Integer.parseInt(skill.getSkill())), skill.getLevel()))
                        .filter(skill -> skillExists.test(skill.skill()))
                        .toList(),
                stored.getMayTakeOver() || LEADS.contains(stored.getRole()));
    }
}
