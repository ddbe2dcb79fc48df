package dev.switchboard.server.account;

import dev.switchboard.protocol.v1.RelaxationStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What the chats of a queue give up while they wait. */
final class StepFields {
    private static final int STEPS_MAX = 8;
    private static final int WIDEN_MAX = 20;
    private static final int DAY_MS = 86_400_000;

    private final Fields fields;
    private final Faults faults;
    private final References references;

    StepFields(Fields fields, Faults faults, References references) {
        this.fields = fields;
        this.faults = faults;
        this.references = references;
    }

    /**
     * Steps with the ids of queues in place of their names.
     *
     * @param self id of the queue that has the steps, empty for a new one
     */
    List<RelaxationStep> canonical(String field, List<RelaxationStep> given, String self) {
        fields.atMost(field, given.size(), STEPS_MAX);
        List<RelaxationStep> steps = new ArrayList<>();
        int before = 0;
        for (int i = 0; i < given.size() && i < STEPS_MAX; i++) {
            String at = field + "[" + i + "]";
            RelaxationStep step = given.get(i);
            int afterMs = fields.range(at + ".after_ms", step.getAfterMs(), 0, DAY_MS, 0);
            faults.check(afterMs >= before, at + ".after_ms", "not before the step in front of it");
            before = Math.max(before, afterMs);
            Set<String> widenTo = fields.queues(at + ".widen_to", step.getWidenToList(), WIDEN_MAX, references);
            faults.check(self.isEmpty() || !widenTo.contains(self), at + ".widen_to", "the queue itself");
            steps.add(RelaxationStep.newBuilder()
                    .setAfterMs(afterMs)
                    .setDropPreferences(step.getDropPreferences())
                    .setLowerLevels(
                            fields.range(at + ".lower_levels", step.getLowerLevels(), 0, Fields.LEVEL_MAX - 1, 0))
                    .addAllWidenTo(widenTo)
                    .setRaiseMs(fields.range(at + ".raise_ms", step.getRaiseMs(), 0, DAY_MS, 0))
                    .build());
        }
        return steps;
    }

    /** As people see it: names in place of ids, without what was deleted. */
    static RelaxationStep shown(RelaxationStep stored, References references) {
        RelaxationStep.Builder shown = stored.toBuilder().clearWidenTo();
        for (String queue : stored.getWidenToList()) {
            String name = references.queueIds().nameOf(queue);
            if (name != null) {
                shown.addWidenTo(name);
            }
        }
        return shown.build();
    }
}
