package dev.switchboard.loadtest.simulate.engine;

import dev.switchboard.loadtest.simulate.engine.Journal.End;
import dev.switchboard.loadtest.simulate.scenario.ChatClass;
import dev.switchboard.loadtest.simulate.scenario.RunPlan;
import dev.switchboard.loadtest.simulate.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One run of a scenario, from an empty desk until the last measured chat has ended. Customers keep coming until then.
 *
 * <p>What comes next is either in the heap – somebody arrives, a conversation or a wrap-up ends, a patience ends – or a timer of the
 * core. At the same moment units become free first, then customers give up, then others arrive, and timers of the core fire before
 * all of them, in whole milliseconds.
 */
public final class Replication {
    private static final int FREED = 0;
    private static final int TALKED = 1;
    private static final int GIVEN_UP = 2;
    private static final int ARRIVING = 3;
    private static final long NANOS_PER_MS = 1_000_000;

    private final Scenario scenario;
    private final RunPlan run;
    private final long windowStart;
    private final long windowEnd;
    private final long[] thresholds;
    private final Witness witness;
    private final @Nullable Journal journal;

    private final CoreDesk desk;
    private final EventHeap heap = new EventHeap();
    private final Slots slots = new Slots();
    private final Staff staff;
    private final Customers[] customers;
    private final ClassTally[] tallies;
    private final GroupTally[] groups;
    private final int[] weights;
    private final long[] longestWaits;
    private long numbers;
    private long measuredOpen;
    private long now;

    /**
     * A run that has not begun.
     *
     * @param number of the replication
     * @param withJournal whether each chat is to be written down
     */
    public Replication(Scenario scenario, int number, Witness witness, boolean withJournal) {
        this.scenario = scenario;
        this.run = scenario.run();
        this.windowStart = run.warmUpNanos();
        this.windowEnd = windowStart + run.windowNanos();
        this.thresholds =
                run.thresholdsNanos().stream().mapToLong(Long::longValue).toArray();
        this.witness = witness;
        this.journal = withJournal ? new Journal() : null;
        this.desk = new CoreDesk(scenario);
        this.staff = new Staff(scenario, slots);
        int classes = scenario.classes().size();
        this.customers = new Customers[classes];
        this.tallies = new ClassTally[classes];
        this.weights = new int[classes];
        this.longestWaits = new long[classes];
        for (int i = 0; i < classes; i++) {
            ChatClass plan = scenario.classes().get(i);
            customers[i] = new Customers(plan, run.seed(), number, i);
            tallies[i] = new ClassTally(windowStart, windowEnd, thresholds.length);
            weights[i] = plan.weight();
        }
        this.groups = new GroupTally[scenario.groups().size()];
        for (int i = 0; i < groups.length; i++) {
            groups[i] = new GroupTally(windowStart, windowEnd);
        }
    }

    /**
     * Runs it; once.
     *
     * @throws SimulationException if it cannot be carried through
     */
    public ReplicationResult run() {
        for (int i = 0; i < customers.length; i++) {
            expect(i);
        }
        while (heap.time() < windowEnd || measuredOpen > 0) {
            long due = desk.nextTimerMs();
            if (due <= heap.time() / NANOS_PER_MS) {
                now = Math.max(now, due * NANOS_PER_MS);
                desk.pass(due);
                sendAway();
                takeUp();
                witness.settled(now);
            } else {
                happen();
            }
        }
        now = Math.max(now, windowEnd);
        countWhoIsLeft();
        return result();
    }

    /** Queues closed chats that nobody got within their maximum wait. */
    private void sendAway() {
        for (int i = 0; i < desk.expiredCount(); i++) {
            int slot = desk.expiredSlot(i);
            leave(slot);
            slots.release(slot);
        }
    }

    private void expect(int chatClass) {
        long next = customers[chatClass].nextArrival();
        if (next != Long.MAX_VALUE) {
            heap.add(next, ARRIVING, chatClass, 0);
        }
    }

    private void happen() {
        now = heap.time();
        int kind = heap.kind();
        int subject = heap.subject();
        int stamp = heap.stamp();
        heap.remove();
        switch (kind) {
            case ARRIVING -> {
                for (int i = customers[subject].batch(); i > 0; i--) {
                    arrive(subject);
                }
                expect(subject);
            }
            case FREED -> free(subject);
            case TALKED -> {
                if (staff.stamp(subject) == stamp) {
                    talked(subject);
                }
            }
            default -> {
                if (slots.state[subject] == Slots.WAITING && stamp == (int) slots.number[subject]) {
                    giveUp(subject);
                }
            }
        }
    }

    private long nowMs() {
        return now / NANOS_PER_MS;
    }

    private boolean measured(int slot) {
        return slots.arrival[slot] >= windowStart && slots.arrival[slot] < windowEnd;
    }

    private void arrive(int chatClass) {
        int slot = slots.take();
        Customers source = customers[chatClass];
        slots.number[slot] = numbers++;
        slots.chatClass[slot] = chatClass;
        slots.arrival[slot] = now;
        slots.work[slot] = source.drawWork();
        slots.wrapUp[slot] = source.drawWrapUp();
        slots.agent[slot] = Journal.NOBODY;
        slots.state[slot] = Slots.WAITING;
        long patience = source.drawPatience();
        ClassTally tally = tallies[chatClass];
        boolean measured = measured(slot);
        if (measured) {
            tally.offered++;
            tally.work += slots.work[slot] + slots.wrapUp[slot];
        }
        if (!desk.start(slot, slots.number[slot], chatClass, nowMs())) {
            if (measured) {
                tally.blocked++;
                write(slot, now, now, End.BLOCKED);
            }
            takeUp();
            slots.release(slot);
            witness.blocked(chatClass, now);
            witness.settled(now);
            return;
        }
        if (measured) {
            measuredOpen++;
        }
        tally.waiting.add(now, 1);
        witness.arrived(slot, slots.number[slot], chatClass, desk.enteredQueue(), now);
        takeUp();
        if (slots.state[slot] == Slots.WAITING && patience < Long.MAX_VALUE - now) {
            heap.add(now + patience, GIVEN_UP, slot, (int) slots.number[slot]);
        }
        witness.settled(now);
    }

    /** Has the agents begin with what the core gave them. */
    private void takeUp() {
        for (int i = 0; i < desk.assignedCount(); i++) {
            begin(desk.assignedSlot(i), desk.assignedAgent(i));
        }
    }

    private void begin(int slot, int agent) {
        int chatClass = slots.chatClass[slot];
        ClassTally tally = tallies[chatClass];
        witness.assigned(slot, agent, now);
        waited(slot, tally);
        if (measured(slot)) {
            long wait = now - slots.arrival[slot];
            tally.served++;
            tally.waitOfServed += wait;
            if (wait > 0) {
                tally.delayed++;
                tally.servedWaits.add(wait);
            }
            for (int i = 0; i < thresholds.length; i++) {
                if (wait <= thresholds[i]) {
                    tally.servedWithin[i]++;
                }
            }
        }
        slots.start[slot] = now;
        slots.agent[slot] = agent;
        slots.state[slot] = Slots.TALKING;
        tally.inService.add(now, 1);
        GroupTally group = groups[staff.group(agent)];
        group.units.add(now, weights[chatClass]);
        if (staff.gain(agent)) {
            group.busy.add(now, 1);
        }
        if (staff.constantSpeed(agent)) {
            heap.add(now + staff.workOf(agent, slots.work[slot]) + slots.wrapUp[slot], FREED, slot, 0);
        } else {
            staff.begin(agent, slot, now);
            expectEnd(agent);
        }
    }

    private void expectEnd(int agent) {
        long end = staff.nextEnd(agent, now);
        if (end != Long.MAX_VALUE) {
            heap.add(end, TALKED, agent, staff.stamp(agent));
        }
    }

    /** A conversation of an agent whose speed changes is over. */
    private void talked(int agent) {
        int slot = staff.finish(agent, now);
        expectEnd(agent);
        if (slots.wrapUp[slot] > 0) {
            slots.state[slot] = Slots.WRAPPING_UP;
            heap.add(now + slots.wrapUp[slot], FREED, slot, 0);
        } else {
            free(slot);
        }
    }

    private void free(int slot) {
        int agent = slots.agent[slot];
        int chatClass = slots.chatClass[slot];
        ClassTally tally = tallies[chatClass];
        GroupTally group = groups[staff.group(agent)];
        tally.inService.add(now, -1);
        group.units.add(now, -weights[chatClass]);
        if (staff.lose(agent)) {
            group.busy.add(now, -1);
        }
        handled(slot, tally);
        if (measured(slot)) {
            tally.handleOfServed += now - slots.start[slot];
            measuredOpen--;
            write(slot, slots.start[slot], now, End.SERVED);
        }
        witness.freed(slot, now);
        desk.close(slot, agent, nowMs());
        slots.release(slot);
        takeUp();
        witness.settled(now);
    }

    private void giveUp(int slot) {
        leave(slot);
        desk.abandon(slot, nowMs());
        slots.release(slot);
        takeUp();
        witness.settled(now);
    }

    private void leave(int slot) {
        ClassTally tally = tallies[slots.chatClass[slot]];
        waited(slot, tally);
        if (measured(slot)) {
            long wait = now - slots.arrival[slot];
            tally.abandoned++;
            tally.delayed++;
            tally.waitOfAbandoned += wait;
            tally.abandonedWaits.add(wait);
            if (wait <= run.shortAbandonNanos()) {
                tally.shortAbandoned++;
            }
            for (int i = 0; i < thresholds.length; i++) {
                if (wait <= thresholds[i]) {
                    tally.abandonedWithin[i]++;
                }
            }
            measuredOpen--;
            write(slot, now, now, End.ABANDONED);
        }
        witness.abandoned(slot, now);
    }

    private void waited(int slot, ClassTally tally) {
        tally.waiting.add(now, -1);
        countWaiting(slot, tally);
    }

    private void countWaiting(int slot, ClassTally tally) {
        long start = slots.arrival[slot];
        int chatClass = slots.chatClass[slot];
        longestWaits[chatClass] = Math.max(longestWaits[chatClass], now - start);
        long inside = Level.overlap(start, now, windowStart, windowEnd);
        if (start < windowStart) {
            tally.waitCarriedIn += inside;
        } else if (start < windowEnd) {
            tally.waitCarriedOut += now - start - inside;
        }
    }

    private void handled(int slot, ClassTally tally) {
        long start = slots.start[slot];
        long inside = Level.overlap(start, now, windowStart, windowEnd);
        if (measured(slot)) {
            tally.handleCarriedOut += now - start - inside;
        } else {
            tally.handleCarriedIn += inside;
        }
    }

    /** Chats from before the window that are still there count up to its end. */
    private void countWhoIsLeft() {
        for (int slot = 0; slot < slots.used(); slot++) {
            if (!slots.isFree(slot)) {
                ClassTally tally = tallies[slots.chatClass[slot]];
                if (slots.state[slot] == Slots.WAITING) {
                    countWaiting(slot, tally);
                } else {
                    handled(slot, tally);
                }
            }
        }
    }

    private void write(int slot, long waitEnd, long end, End how) {
        if (journal != null) {
            journal.add(
                    slots.number[slot],
                    slots.chatClass[slot],
                    slots.arrival[slot],
                    waitEnd,
                    end,
                    slots.agent[slot],
                    how);
        }
    }

    private ReplicationResult result() {
        List<Long> longest = new ArrayList<>();
        for (int i = 0; i < tallies.length; i++) {
            tallies[i].waiting.settle(now);
            tallies[i].inService.settle(now);
            longest.add(longestWaits[i] / NANOS_PER_MS);
        }
        for (GroupTally group : groups) {
            group.units.settle(now);
            group.busy.settle(now);
        }
        return new ReplicationResult(List.of(tallies), List.of(groups), longest, numbers, journal);
    }

    /** The scenario that is run. */
    Scenario scenario() {
        return scenario;
    }
}
