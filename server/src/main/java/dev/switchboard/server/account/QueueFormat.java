package dev.switchboard.server.account;

import com.google.protobuf.Parser;
import dev.switchboard.protocol.ErrorCode;
import dev.switchboard.protocol.v1.AgentRule;
import dev.switchboard.protocol.v1.Queue;
import dev.switchboard.protocol.v1.Requirement;
import java.util.ArrayList;
import java.util.List;

/** Queues. What routing is told of them, {@link RulesOfQueue} says. */
public final class QueueFormat implements Format<Queue> {
    private static final int OFFER_TIMEOUT_MS = 15_000;
    private static final int WAITING_LIMIT = 1_000;
    private static final int CHATS_MAX = 100_000;
    private static final int UNITS_MAX = 100;
    private static final int HOUR_MS = 3_600_000;
    private static final int DAY_MS = 86_400_000;

    @Override
    public AccountStore.Kind kind() {
        return AccountStore.Kind.QUEUE;
    }

    @Override
    public int countMax() {
        return References.COUNT_MAX;
    }

    @Override
    public Parser<Queue> parser() {
        return Queue.parser();
    }

    @Override
    public String idOf(Queue given) {
        return given.getId();
    }

    @Override
    public long revisionOf(Queue given) {
        return given.getRevision();
    }

    @Override
    public String uniqueName(Queue stored) {
        return stored.getName();
    }

    @Override
    public Queue canonical(Queue given, References references, Faults faults) {
        Fields fields = new Fields(faults);
        Queue.Builder stored = Queue.newBuilder()
                .setName(fields.name("name", given.getName()))
                .setTitle(fields.title("title", given.getTitle()));
        skills(given, stored, fields, references, faults);
        offering(given, stored, fields, faults);
        limits(given, stored, fields, references, faults);
        units(given, stored, fields);
        if (given.hasOpeningHours()) {
            stored.setOpeningHours(new HoursFields(fields, faults).canonical("opening_hours", given.getOpeningHours()));
        }
        return stored.build();
    }

    private static void skills(Queue given, Queue.Builder stored, Fields fields, References references, Faults faults) {
        stored.setPriorityCreditMs(fields.range("priority_credit_ms", given.getPriorityCreditMs(), 0, DAY_MS, 0))
                .addAllRequirements(fields.requirements("requirements", given.getRequirementsList(), references))
                .addAllPreferences(fields.requirements("preferences", given.getPreferencesList(), references))
                .addAllSteps(new StepFields(fields, faults, references)
                        .canonical("steps", given.getStepsList(), given.getId()));
    }

    private static void offering(Queue given, Queue.Builder stored, Fields fields, Faults faults) {
        AgentRule rule = given.getAgentRule();
        faults.check(rule != AgentRule.UNRECOGNIZED, "agent_rule", "there is no such rule");
        stored.setAgentRuleValue(
                        rule == AgentRule.AGENT_RULE_UNSPECIFIED
                                ? AgentRule.AGENT_RULE_LEAST_LOADED_VALUE
                                : given.getAgentRuleValue())
                .setOfferTimeoutMs(
                        fields.range("offer_timeout_ms", given.getOfferTimeoutMs(), 1_000, 300_000, OFFER_TIMEOUT_MS))
                .setDirectAssignment(given.getDirectAssignment())
                .setOffersAtOnce(fields.range("offers_at_once", given.getOffersAtOnce(), 1, 10, 1))
                .setPreferredAgentWaitMs(
                        fields.range("preferred_agent_wait_ms", given.getPreferredAgentWaitMs(), 0, HOUR_MS, 0))
                .setPrefersLastAgent(given.getPrefersLastAgent());
    }

    private static void limits(Queue given, Queue.Builder stored, Fields fields, References references, Faults faults) {
        stored.setWaitingLimit(fields.range("waiting_limit", given.getWaitingLimit(), 1, CHATS_MAX, WAITING_LIMIT))
                .setActiveLimit(fields.rangeOrNone("active_limit", given.getActiveLimit(), 1, CHATS_MAX))
                .setMaxWaitMs(fields.rangeOrNone("max_wait_ms", given.getMaxWaitMs(), 1_000, DAY_MS))
                .setWaitingPausesWhenClosed(given.getWaitingPausesWhenClosed());
        if (!given.getOverflowQueue().isBlank()) {
            String overflow =
                    fields.reference("overflow_queue", given.getOverflowQueue(), references.queueIds(), "queue");
            if (references.overflows(overflow, given.getId())) {
                faults.add(ErrorCode.CYCLIC_OVERFLOW, "overflow_queue", "its chats would come back to this queue");
            }
            stored.setOverflowQueue(overflow);
        }
    }

    private static void units(Queue given, Queue.Builder stored, Fields fields) {
        stored.setWeight(fields.rangeOrNone("weight", given.getWeight(), 1, UNITS_MAX))
                .setAgentCapacity(fields.rangeOrNone("agent_capacity", given.getAgentCapacity(), 1, UNITS_MAX))
                .setHoldKeepsUnits(given.getHoldKeepsUnits())
                .setIdleAfterMs(fields.rangeOrNone("idle_after_ms", given.getIdleAfterMs(), 10_000, DAY_MS))
                .setWrapUpMs(fields.range("wrap_up_ms", given.getWrapUpMs(), 0, HOUR_MS, 0))
                .setWrapUpHoldsUnits(given.getWrapUpHoldsUnits());
    }

    @Override
    public Queue shown(Queue stored, long id, long revision, References references) {
        Queue.Builder shown = stored.toBuilder()
                .setId(Long.toString(id))
                .setRevision(revision)
                .clearRequirements()
                .addAllRequirements(shown(stored.getRequirementsList(), references))
                .clearPreferences()
                .addAllPreferences(shown(stored.getPreferencesList(), references))
                .clearSteps()
                .clearOverflowQueue();
        stored.getStepsList().forEach(step -> shown.addSteps(StepFields.shown(step, references)));
        String overflow = references.queueIds().nameOf(stored.getOverflowQueue());
        return (overflow == null ? shown : shown.setOverflowQueue(overflow)).build();
    }

    private static List<Requirement> shown(List<Requirement> stored, References references) {
        List<Requirement> shown = new ArrayList<>();
        for (Requirement requirement : stored) {
            String skill = references.skillIds().nameOf(requirement.getSkill());
            if (skill != null) {
                shown.add(requirement.toBuilder().setSkill(skill).build());
            }
        }
        return shown;
    }
}
