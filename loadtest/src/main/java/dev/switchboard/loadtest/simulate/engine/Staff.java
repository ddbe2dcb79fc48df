package dev.switchboard.loadtest.simulate.engine;

import dev.switchboard.loadtest.simulate.scenario.AgentGroup;
import dev.switchboard.loadtest.simulate.scenario.Scenario;
import org.jspecify.annotations.Nullable;

/**
 * How far agents are with their chats. An agent whose speed depends on the number of his chats works on all of them alike: his
 * progress is the work done for each since he last had none, and a chat is finished when the progress reaches its goal. So one
 * event per agent is enough, the next goal, made anew whenever his number of chats changes.
 */
final class Staff {
    private final Slots slots;
    private final AgentGroup[] groups;
    private final int[] groupNumbers;
    private final double[] @Nullable [] speeds;
    private final int[][] talks;
    private final int[] talking;
    private final double[] progress;
    private final long[] since;
    private final int[] stamps;
    /** Chats of an agent, those in wrap-up included. */
    private final int[] chats;

    Staff(Scenario scenario, Slots slots) {
        int count = scenario.agents();
        this.slots = slots;
        this.groups = new AgentGroup[count];
        this.groupNumbers = new int[count];
        this.speeds = new double[count][];
        this.talks = new int[count][];
        this.talking = new int[count];
        this.progress = new double[count];
        this.since = new long[count];
        this.stamps = new int[count];
        this.chats = new int[count];
        int agent = 0;
        for (int number = 0; number < scenario.groups().size(); number++) {
            AgentGroup group = scenario.groups().get(number);
            for (int i = 0; i < group.count(); i++) {
                groups[agent] = group;
                groupNumbers[agent] = number;
                if (!group.constantSpeed()) {
                    speeds[agent] = group.speeds().stream()
                            .mapToDouble(Double::doubleValue)
                            .toArray();
                    talks[agent] = new int[group.capacity()];
                }
                agent++;
            }
        }
    }

    int group(int agent) {
        return groupNumbers[agent];
    }

    boolean constantSpeed(int agent) {
        return speeds[agent] == null;
    }

    /** A chat's conversation at the agent's own pace. */
    long workOf(int agent, long work) {
        double factor = groups[agent].handleFactor();
        return factor == 1 ? work : Math.round(work * factor);
    }

    /** One more chat. {@return whether he had none} */
    boolean gain(int agent) {
        return chats[agent]++ == 0;
    }

    /** One chat less. {@return whether he has none} */
    boolean lose(int agent) {
        return --chats[agent] == 0;
    }

    /** A conversation begins with an agent whose speed changes. */
    void begin(int agent, int slot, long nanos) {
        work(agent, nanos);
        slots.goal[slot] = progress[agent] + workOf(agent, slots.work[slot]);
        talks[agent][talking[agent]++] = slot;
        stamps[agent]++;
    }

    /** Ends the conversation that has reached its goal. {@return its slot} */
    int finish(int agent, long nanos) {
        work(agent, nanos);
        int index = next(agent);
        int slot = talks[agent][index];
        progress[agent] = Math.max(progress[agent], slots.goal[slot]);
        talking[agent]--;
        talks[agent][index] = talks[agent][talking[agent]];
        if (talking[agent] == 0) {
            progress[agent] = 0;
        }
        stamps[agent]++;
        return slot;
    }

    /** When the next conversation ends if nothing comes between; {@link Long#MAX_VALUE} when he has none. */
    long nextEnd(int agent, long nanos) {
        if (talking[agent] == 0) {
            return Long.MAX_VALUE;
        }
        double left = slots.goal[talks[agent][next(agent)]] - progress[agent];
        return nanos + Math.max(0, Math.round(left / speed(agent)));
    }

    /** Changes whenever {@link #nextEnd} does. */
    int stamp(int agent) {
        return stamps[agent];
    }

    private int next(int agent) {
        int first = 0;
        for (int i = 1; i < talking[agent]; i++) {
            double difference = slots.goal[talks[agent][i]] - slots.goal[talks[agent][first]];
            if (difference < 0
                    || (difference == 0 && slots.number[talks[agent][i]] < slots.number[talks[agent][first]])) {
                first = i;
            }
        }
        return first;
    }

    private double speed(int agent) {
        double[] own = speeds[agent];
        return own == null || talking[agent] == 0 ? 1 : own[talking[agent] - 1];
    }

    private void work(int agent, long nanos) {
        if (talking[agent] > 0) {
            progress[agent] += (nanos - since[agent]) * speed(agent);
        }
        since[agent] = nanos;
    }
}
