package dev.switchboard.loadtest.simulate.check;

import dev.switchboard.loadtest.simulate.scenario.AgentGroup;
import dev.switchboard.loadtest.simulate.scenario.ChatClass;
import dev.switchboard.loadtest.simulate.scenario.Need;
import dev.switchboard.loadtest.simulate.scenario.QueuePlan;
import dev.switchboard.loadtest.simulate.scenario.Scenario;
import dev.switchboard.loadtest.simulate.scenario.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Who may have the chats of a class in a queue, read from the scenario, without the router: one stage before the first step, and one
 * after each. Preferred skills that no step drops are dropped by a step at 0, before all others.
 */
final class Fit {
    private static final Step DROP_AT_ONCE = new Step(0, true, 0, List.of(), 0);

    private final long[] afterMs;
    private final long[] creditMs;
    private final boolean[][] groups;

    private Fit(long[] afterMs, long[] creditMs, boolean[][] groups) {
        this.afterMs = afterMs;
        this.creditMs = creditMs;
        this.groups = groups;
    }

    static Fit of(Scenario scenario, ChatClass chatClass, int queueNumber) {
        QueuePlan queue = scenario.queues().get(queueNumber);
        List<Need> required = merge(queue.required(), chatClass.required());
        List<Need> preferred = merge(queue.preferred(), chatClass.preferred());
        boolean prefers = !preferred.isEmpty();
        List<Step> steps = new ArrayList<>(queue.steps());
        if (prefers && steps.stream().noneMatch(Step::dropPreferred)) {
            steps.add(0, DROP_AT_ONCE);
        }
        int stages = steps.size() + 1;
        Fit fit = new Fit(new long[stages], new long[stages], new boolean[stages][]);
        List<Integer> queues = new ArrayList<>(List.of(queueNumber));
        int lowered = 0;
        fit.creditMs[0] = queue.creditMs() + chatClass.creditMs();
        for (int stage = 0; stage < stages; stage++) {
            if (stage > 0) {
                Step step = steps.get(stage - 1);
                fit.afterMs[stage] = step.afterMs();
                fit.creditMs[stage] = fit.creditMs[stage - 1] + step.raiseMs();
                queues.addAll(step.widenTo());
                lowered += step.lowerLevels();
                prefers &= !step.dropPreferred();
            }
            List<Need> asked = new ArrayList<>();
            for (Need need : required) {
                asked.add(new Need(need.skill(), Math.max(1, need.level() - lowered), need.levelMax()));
            }
            if (prefers) {
                asked.addAll(preferred);
            }
            fit.groups[stage] = fitting(scenario, queues, asked);
        }
        return fit;
    }

    /** Where both name a skill, an agent must have a level that both take. */
    private static List<Need> merge(List<Need> ofQueue, List<Need> ofClass) {
        Map<Integer, Need> merged = new LinkedHashMap<>();
        ofQueue.forEach(each -> merged.put(each.skill(), each));
        ofClass.forEach(each -> merged.merge(
                each.skill(),
                each,
                (a, b) -> new Need(a.skill(), Math.max(a.level(), b.level()), Math.min(a.levelMax(), b.levelMax()))));
        return List.copyOf(merged.values());
    }

    private static boolean[] fitting(Scenario scenario, List<Integer> queues, List<Need> asked) {
        boolean[] fitting = new boolean[scenario.groups().size()];
        for (int i = 0; i < fitting.length; i++) {
            AgentGroup group = scenario.groups().get(i);
            fitting[i] = queues.stream().anyMatch(group.queues()::contains)
                    && asked.stream().allMatch(need -> has(group, need));
        }
        return fitting;
    }

    private static boolean has(AgentGroup group, Need need) {
        int level = group.skills().getOrDefault(need.skill(), 0);
        return level >= need.level() && level <= need.levelMax();
    }

    /** The stage of a chat that has waited for so long and was tried at all stages before, from 0 on. */
    int stage(long waitedMs) {
        int stage = 0;
        while (stage + 1 < afterMs.length && waitedMs >= afterMs[stage + 1]) {
            stage++;
        }
        return stage;
    }

    long creditMs(int stage) {
        return creditMs[stage];
    }

    boolean fits(int stage, int group) {
        return groups[stage][group];
    }

    /** Whether agents of every group may have the chat at once, if nobody with preferred skills is free. */
    boolean fitsAll() {
        for (boolean fits : groups[stage(0)]) {
            if (!fits) {
                return false;
            }
        }
        return true;
    }
}
