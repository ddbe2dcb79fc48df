package dev.switchboard.loadtest.simulate.check;

import dev.switchboard.loadtest.simulate.engine.Witness;
import dev.switchboard.loadtest.simulate.scenario.AgentGroup;
import dev.switchboard.loadtest.simulate.scenario.ChatClass;
import dev.switchboard.loadtest.simulate.scenario.QueuePlan;
import dev.switchboard.loadtest.simulate.scenario.Scenario;
import java.util.Arrays;
import java.util.Locale;

/**
 * Follows a run with a book of its own and compares what routing does with what the scenario says. It knows nothing of the core.
 *
 * <p>Chats that wait stand in one list per class and queue, in the order in which they came. In such a list effective age falls and what
 * an agent may have shrinks from head to tail, because steps only ever give up; so the heads say everything.
 *
 * <p>A step that is due is taken when nobody with room may have the chat without it. So a chat that still waits after all consequences
 * of a moment are told has taken all that were due by then; what became due since, or is due at once, is tried step by step.
 */
public final class RoutingWitness implements Witness {
    private static final int NONE = -1;
    private static final byte GONE = 0;
    private static final byte WAITING = 1;
    private static final byte OWNED = 2;
    private static final long NANOS_PER_MS = 1_000_000;

    private final Scenario scenario;
    private final Findings findings = new Findings();
    private final int queueCount;
    private final Fit[] fits;
    private final int[] heads;
    private final int[] tails;
    private int[] lines;
    private int lineCount;
    private final int[] weights;
    private final int[] groupOf;
    private final int[] capacityOf;
    private final int[] load;
    /** Agents of a group by free units. */
    private final int[][] agentsByRoom;

    private byte[] state = new byte[64];
    private int[] line = new int[64];
    private int[] owner = new int[64];
    private int[] next = new int[64];
    private int[] previous = new int[64];
    private long[] number = new long[64];
    private long[] arrivedMs = new long[64];
    private boolean[] tried = new boolean[64];
    /** Slots that came since all was settled. */
    private int[] fresh = new int[16];

    private int freshCount;
    private final int[] waitingIn;
    private final int[] activeIn;
    private long settledMs;
    private int waiting;

    /** For one run of the scenario. */
    public RoutingWitness(Scenario scenario) {
        this.scenario = scenario;
        this.queueCount = scenario.queues().size();
        int count = scenario.classes().size() * queueCount;
        this.fits = new Fit[count];
        this.heads = new int[count];
        this.tails = new int[count];
        this.lines = new int[count];
        Arrays.fill(heads, NONE);
        Arrays.fill(tails, NONE);
        this.weights = scenario.classes().stream().mapToInt(ChatClass::weight).toArray();
        this.waitingIn = new int[queueCount];
        this.activeIn = new int[queueCount];
        int agents = scenario.agents();
        this.groupOf = new int[agents];
        this.capacityOf = new int[agents];
        this.load = new int[agents];
        this.agentsByRoom = new int[scenario.groups().size()][];
        int agent = 0;
        for (int i = 0; i < agentsByRoom.length; i++) {
            AgentGroup group = scenario.groups().get(i);
            agentsByRoom[i] = new int[group.capacity() + 1];
            agentsByRoom[i][group.capacity()] = group.count();
            for (int n = 0; n < group.count(); n++) {
                groupOf[agent] = i;
                capacityOf[agent++] = group.capacity();
            }
        }
    }

    /** {@return what was found so far} */
    public Findings findings() {
        return findings;
    }

    @Override
    public void arrived(int slot, long chat, int chatClass, int queue, long nanos) {
        grow(slot);
        int own = chatClass * queueCount + queue;
        if (fits[own] == null) {
            fits[own] = Fit.of(scenario, scenario.classes().get(chatClass), queue);
            lines[lineCount++] = own;
        }
        findings.tested(Invariant.LIMITS);
        if (queue != entry(scenario.classes().get(chatClass).queue())) {
            findings.broken(
                    Invariant.LIMITS,
                    "chat " + chat + " enters " + scenario.queues().get(queue).name() + " at " + time(nanos));
        }
        waitingIn[queue]++;
        tried[slot] = false;
        if (freshCount == fresh.length) {
            fresh = Arrays.copyOf(fresh, 2 * freshCount);
        }
        fresh[freshCount++] = slot;
        state[slot] = WAITING;
        line[slot] = own;
        number[slot] = chat;
        arrivedMs[slot] = nanos / NANOS_PER_MS;
        next[slot] = NONE;
        previous[slot] = tails[own];
        if (tails[own] == NONE) {
            heads[own] = slot;
        } else {
            next[tails[own]] = slot;
        }
        tails[own] = slot;
        waiting++;
    }

    /** The queue that takes a chat sent to this one; {@link QueuePlan#NONE} when all are full. */
    private int entry(int named) {
        int queue = named;
        while (queue != QueuePlan.NONE && isFull(queue)) {
            queue = scenario.queues().get(queue).overflow();
        }
        return queue;
    }

    private boolean isFull(int queue) {
        int limit = scenario.queues().get(queue).waitingLimit();
        return limit > 0 && waitingIn[queue] >= limit;
    }

    @Override
    public void blocked(int chatClass, long nanos) {
        findings.tested(Invariant.LIMITS);
        ChatClass refused = scenario.classes().get(chatClass);
        if (entry(refused.queue()) != QueuePlan.NONE) {
            findings.broken(Invariant.LIMITS, "a chat of " + refused.name() + " is refused at " + time(nanos));
        }
    }

    private void grow(int slot) {
        if (slot < state.length) {
            return;
        }
        int size = 2 * slot;
        state = Arrays.copyOf(state, size);
        line = Arrays.copyOf(line, size);
        owner = Arrays.copyOf(owner, size);
        next = Arrays.copyOf(next, size);
        previous = Arrays.copyOf(previous, size);
        number = Arrays.copyOf(number, size);
        arrivedMs = Arrays.copyOf(arrivedMs, size);
        tried = Arrays.copyOf(tried, size);
    }

    @Override
    public void assigned(int slot, int agent, long nanos) {
        findings.tested(Invariant.ONE_OWNER);
        if (slot >= state.length || state[slot] != WAITING) {
            findings.broken(Invariant.ONE_OWNER, "slot " + slot + " at " + time(nanos));
            return;
        }
        int own = line[slot];
        int weight = weights[own / queueCount];
        int group = groupOf[agent];
        int room = capacityOf[agent] - load[agent];
        findings.tested(Invariant.CAPACITY);
        if (weight > room) {
            findings.broken(
                    Invariant.CAPACITY,
                    "agent " + agent + " with " + load[agent] + " units gets " + weight + " more at " + time(nanos));
        }
        checkSkills(slot, group, nanos);
        int queue = own % queueCount;
        findings.tested(Invariant.LIMITS);
        if (!gives(queue)) {
            findings.broken(Invariant.LIMITS, name(slot) + " is beyond the active limit at " + time(nanos));
        }
        activeIn[queue]++;
        findings.tested(Invariant.ORDER);
        if (heads[own] != slot) {
            findings.broken(Invariant.ORDER, name(slot) + " goes before " + name(heads[own]) + " at " + time(nanos));
        }
        compareAges(slot, agent, room, nanos);
        leave(slot);
        state[slot] = OWNED;
        owner[slot] = agent;
        changeLoad(agent, weight);
    }

    /** What it asks is what it asks at the first step, of those that may be the present one, at which anybody could have it. */
    private void checkSkills(int slot, int group, long nanos) {
        Fit fit = fits[line[slot]];
        int due = dueStage(slot, nanos);
        findings.tested(Invariant.SKILL);
        if (!fit.fits(due, group)) {
            findings.broken(Invariant.SKILL, name(slot) + " goes to " + groupName(group) + " at " + time(nanos));
            return;
        }
        findings.tested(Invariant.STEP);
        int stage = triedStage(slot);
        while (stage < due && !somebodyCould(slot, stage)) {
            stage++;
        }
        if (!fit.fits(stage, group)) {
            findings.broken(Invariant.STEP, name(slot) + " goes to " + groupName(group) + " at " + time(nanos));
        }
    }

    /**
     * Chats stand in the order that they have before they are tried at what is due now; a chat in front would have been tried first, and
     * at all that is due.
     */
    private void compareAges(int slot, int agent, int room, long nanos) {
        long key = key(slot, triedStage(slot));
        for (int i = 0; i < lineCount; i++) {
            int other = lines[i];
            int head = heads[other];
            if (head == NONE || other == line[slot]) {
                continue;
            }
            findings.tested(Invariant.AGE);
            if (key(head, triedStage(head)) < key
                    && weights[other / queueCount] <= room
                    && gives(other % queueCount)
                    && fits[other].fits(dueStage(head, nanos), groupOf[agent])) {
                findings.broken(Invariant.AGE, name(slot) + " goes before " + name(head) + " at " + time(nanos));
            }
        }
    }

    /** The smaller goes first. */
    private long key(int slot, int stage) {
        return arrivedMs[slot] - fits[line[slot]].creditMs(stage);
    }

    /** The last stage at which it was tried before this moment; 0 when it is new. */
    private int triedStage(int slot) {
        return tried[slot] ? fits[line[slot]].stage(settledMs - arrivedMs[slot]) : 0;
    }

    /** The last stage at which it may be tried at this moment. */
    private int dueStage(int slot, long nanos) {
        return fits[line[slot]].stage(nanos / NANOS_PER_MS - arrivedMs[slot]);
    }

    private boolean gives(int queue) {
        int limit = scenario.queues().get(queue).activeLimit();
        return limit == 0 || activeIn[queue] < limit;
    }

    @Override
    public void abandoned(int slot, long nanos) {
        findings.tested(Invariant.ONE_OWNER);
        if (state[slot] != WAITING) {
            findings.broken(Invariant.ONE_OWNER, "an owned chat is given up at " + time(nanos));
            return;
        }
        leave(slot);
        state[slot] = GONE;
    }

    @Override
    public void freed(int slot, long nanos) {
        findings.tested(Invariant.ONE_OWNER);
        if (state[slot] != OWNED) {
            findings.broken(Invariant.ONE_OWNER, "a chat ends that nobody owns at " + time(nanos));
            return;
        }
        state[slot] = GONE;
        activeIn[line[slot] % queueCount]--;
        changeLoad(owner[slot], -weights[line[slot] / queueCount]);
    }

    @Override
    public void settled(long nanos) {
        settledMs = nanos / NANOS_PER_MS;
        for (int i = 0; i < freshCount; i++) {
            tried[fresh[i]] = true;
        }
        freshCount = 0;
        if (waiting == 0) {
            return;
        }
        findings.tested(Invariant.NO_IDLE_WAIT);
        for (int i = 0; i < lineCount; i++) {
            int head = heads[lines[i]];
            if (head != NONE) {
                settledFor(head, lines[i] % queueCount, nanos);
            }
        }
    }

    private void settledFor(int head, int queue, long nanos) {
        if (gives(queue) && somebodyCould(head, dueStage(head, nanos))) {
            findings.broken(Invariant.NO_IDLE_WAIT, name(head) + " at " + time(nanos));
        }
        long maxWaitMs = scenario.queues().get(queue).maxWaitMs();
        if (maxWaitMs > 0 && settledMs - arrivedMs[head] >= maxWaitMs) {
            findings.broken(Invariant.LIMITS, name(head) + " still waits at " + time(nanos));
        }
    }

    private boolean somebodyCould(int slot, int stage) {
        int own = line[slot];
        for (int group = 0; group < agentsByRoom.length; group++) {
            if (fits[own].fits(stage, group) && hasRoom(agentsByRoom[group], weights[own / queueCount])) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasRoom(int[] byRoom, int weight) {
        for (int room = weight; room < byRoom.length; room++) {
            if (byRoom[room] > 0) {
                return true;
            }
        }
        return false;
    }

    private void changeLoad(int agent, int units) {
        int[] byRoom = agentsByRoom[groupOf[agent]];
        byRoom[Math.max(0, capacityOf[agent] - load[agent])]--;
        load[agent] += units;
        byRoom[Math.max(0, capacityOf[agent] - load[agent])]++;
    }

    private void leave(int slot) {
        int own = line[slot];
        if (previous[slot] == NONE) {
            heads[own] = next[slot];
        } else {
            next[previous[slot]] = next[slot];
        }
        if (next[slot] == NONE) {
            tails[own] = previous[slot];
        } else {
            previous[next[slot]] = previous[slot];
        }
        waiting--;
        waitingIn[own % queueCount]--;
    }

    private String name(int slot) {
        return "chat " + number[slot] + " of "
                + scenario.classes().get(line[slot] / queueCount).name();
    }

    private String groupName(int group) {
        return "an agent of " + scenario.groups().get(group).name();
    }

    private static String time(long nanos) {
        return String.format(Locale.ROOT, "%.3f s", nanos / 1e9);
    }
}
