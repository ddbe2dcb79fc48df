package dev.switchboard.loadtest.plan;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** Arrival instants in model nanoseconds from the start of the run, ascending. Nothing here looks at a server. */
public final class Arrivals {

    /** A plan is held in memory whole; five million chats are about half a gigabyte. */
    public static final int CHATS_MAX = 5_000_000;

    private Arrivals() {}

    /** A Poisson process of the given rate. */
    public static long[] poisson(double chatsPerSecond, Duration duration, RandomGenerator random) {
        double meanGapNanos = 1e9 / chatsPerSecond;
        double end = duration.toNanos();
        if (chatsPerSecond * end / 1e9 > CHATS_MAX) {
            throw tooMany();
        }
        long[] instants = new long[16];
        int count = 0;
        double now = 0;
        while (true) {
            now += -meanGapNanos * Math.log(1.0 - random.nextDouble());
            if (now >= end) {
                return Arrays.copyOf(instants, count);
            }
            if (count == instants.length) {
                instants = Arrays.copyOf(instants, Math.multiplyExact(count, 2));
            }
            instants[count++] = (long) now;
        }
    }

    /**
     * Counts per slot, each call at a uniformly random instant of its slot. A scale of 2.3 makes of each call two and, with
     * probability 0.3, a third; a scale below 1 thins. Either way Poisson counts stay Poisson-like instead of becoming
     * regular, as they would by rounding each slot's product.
     */
    public static long[] fromSlots(List<SlotFile.Slot> slots, double scale, RandomGenerator random) {
        int whole = (int) scale;
        double rest = scale - whole;
        long total = slots.stream().mapToLong(SlotFile.Slot::count).sum();
        if (total * scale > CHATS_MAX) {
            throw tooMany();
        }
        long[] instants = new long[Math.toIntExact(total * (whole + 1L))];
        int count = 0;
        for (SlotFile.Slot slot : slots) {
            for (int call = 0; call < slot.count(); call++) {
                int copies = whole + (random.nextDouble() < rest ? 1 : 0);
                for (int copy = 0; copy < copies; copy++) {
                    instants[count++] = slot.startNanos() + random.nextLong(slot.lengthNanos());
                }
            }
        }
        long[] ascending = Arrays.copyOf(instants, count);
        Arrays.sort(ascending);
        return ascending;
    }

    private static PlanException tooMany() {
        return new PlanException("more than " + CHATS_MAX + " chats; lower the rate, the scale or the duration");
    }
}
