package dev.switchboard.loadtest.simulate.figures;

import dev.switchboard.loadtest.simulate.engine.ClassTally;
import dev.switchboard.loadtest.simulate.engine.LongList;
import java.util.List;

/** One replication's counts and sums of some classes together; times in seconds. */
final class Totals {
    private static final double NANOS = 1e9;

    final double window;
    double offered;
    double served;
    double abandoned;
    double blocked;
    double shortAbandoned;
    double delayed;
    double waitOfServed;
    double waitOfAbandoned;
    double handleOfServed;
    double work;
    double queueArea;
    double serviceArea;
    long queueMax;
    final double[] servedWithin;
    final double[] abandonedWithin;
    final Waits servedWaits;
    final Waits allWaits;

    Totals(List<ClassTally> classes, long windowNanos) {
        int thresholds = classes.get(0).servedWithin.length;
        this.window = windowNanos / NANOS;
        this.servedWithin = new double[thresholds];
        this.abandonedWithin = new double[thresholds];
        classes.forEach(this::add);
        int servedSize =
                classes.stream().mapToInt(each -> each.servedWaits.size()).sum();
        int abandonedSize =
                classes.stream().mapToInt(each -> each.abandonedWaits.size()).sum();
        long[] waitsOfServed = new long[servedSize];
        long[] waitsOfAll = new long[servedSize + abandonedSize];
        int at = 0;
        for (ClassTally tally : classes) {
            at = copy(tally.servedWaits, waitsOfServed, at);
        }
        System.arraycopy(waitsOfServed, 0, waitsOfAll, 0, servedSize);
        for (ClassTally tally : classes) {
            at = copy(tally.abandonedWaits, waitsOfAll, at);
        }
        long zeros = Math.round(served) - servedSize;
        this.servedWaits = Waits.of(zeros, waitsOfServed);
        this.allWaits = Waits.of(zeros, waitsOfAll);
    }

    private void add(ClassTally tally) {
        offered += tally.offered;
        served += tally.served;
        abandoned += tally.abandoned;
        blocked += tally.blocked;
        shortAbandoned += tally.shortAbandoned;
        delayed += tally.delayed;
        waitOfServed += tally.waitOfServed / NANOS;
        waitOfAbandoned += tally.waitOfAbandoned / NANOS;
        handleOfServed += tally.handleOfServed / NANOS;
        work += tally.work / NANOS;
        queueArea += tally.waiting.area() / NANOS;
        serviceArea += tally.inService.area() / NANOS;
        queueMax = Math.max(queueMax, tally.waiting.max());
        for (int i = 0; i < servedWithin.length; i++) {
            servedWithin[i] += tally.servedWithin[i];
            abandonedWithin[i] += tally.abandonedWithin[i];
        }
    }

    private static int copy(LongList from, long[] to, int at) {
        for (int i = 0; i < from.size(); i++) {
            to[at + i] = from.get(i);
        }
        return at + from.size();
    }

    /** Chats that came into a queue. */
    double entered() {
        return served + abandoned;
    }
}
