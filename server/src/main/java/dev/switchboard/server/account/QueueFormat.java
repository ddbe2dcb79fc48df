package dev.switchboard.server.account;

import com.google.protobuf.Parser;
import dev.switchboard.protocol.v1.Queue;
import dev.switchboard.server.routing.model.QueueRules;
import dev.switchboard.server.routing.model.Requirement;
import dev.switchboard.server.routing.model.SkillId;
import java.util.List;
import java.util.function.Predicate;

/** Queues. */
public final class QueueFormat implements Format<Queue> {
    private static final int OFFER_TIMEOUT_MS = 15_000;
    private static final int WAITING_LIMIT = 1_000;

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
        return Queue.newBuilder()
                .setName(fields.name("name", given.getName()))
                .setTitle(fields.title("title", given.getTitle()))
                .setPriorityCreditMs(fields.range("priority_credit_ms", given.getPriorityCreditMs(), 0, 3_600_000, 0))
                .addAllRequirements(fields.requirements("requirements", given.getRequirementsList(), references))
                .setOfferTimeoutMs(
                        fields.range("offer_timeout_ms", given.getOfferTimeoutMs(), 1_000, 300_000, OFFER_TIMEOUT_MS))
                .setDirectAssignment(given.getDirectAssignment())
                .setWaitingLimit(fields.range("waiting_limit", given.getWaitingLimit(), 1, 100_000, WAITING_LIMIT))
                .build();
    }

    @Override
    public Queue shown(Queue stored, long id, long revision, References references) {
        Queue.Builder shown = stored.toBuilder()
                .setId(Long.toString(id))
                .setRevision(revision)
                .clearRequirements();
        for (var requirement : stored.getRequirementsList()) {
            String skill = references.skillIds().nameOf(requirement.getSkill());
            if (skill != null) {
                shown.addRequirements(requirement.toBuilder().setSkill(skill));
            }
        }
        return shown.build();
    }

    /**
     * What routing is told of a stored queue.
     *
     * @param exists whether a skill still exists; it may have been deleted while the queue was being stored
     */
    public static QueueRules rules(Queue stored, Predicate<SkillId> exists) {
        List<Requirement> required = stored.getRequirementsList().stream()
                .map(requirement ->
                        new Requirement(new SkillId(Integer.parseInt(requirement.getSkill())), requirement.getLevel()))
                .filter(requirement -> exists.test(requirement.skill()))
                .toList();
        QueueRules rules = QueueRules.named(stored.getName());
        return rules.withCredit(stored.getPriorityCreditMs())
                .with(QueueRules.Skills.required(required))
                .with(rules.offering().withTimeout(stored.getOfferTimeoutMs()).withDirect(stored.getDirectAssignment()))
                .with(rules.limits().withWaiting(stored.getWaitingLimit()));
    }
}
