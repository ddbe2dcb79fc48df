package dev.switchboard.loadtest.simulate.figures;

import java.util.Arrays;

/**
 * Waiting times: those above zero in order, and how many chats did not wait at all.
 *
 * @param zeros chats that did not wait
 * @param sorted the other waits, in ns
 */
record Waits(long zeros, long[] sorted) {

    static Waits of(long zeros, long[] unsorted) {
        Arrays.sort(unsorted);
        return new Waits(zeros, unsorted);
    }

    long count() {
        return zeros + sorted.length;
    }

    /** The smallest wait that at least this share of the chats does not exceed ("upper rank"), in seconds. */
    double quantile(double share) {
        long count = count();
        if (count == 0) {
            return Double.NaN;
        }
        // A share such as 0.9 is a little more than nine tenths in binary; its rank must not slip by one for that.
        long rank = Math.max(1, (long) Math.ceil(share * count - 1e-9 * count));
        return rank <= zeros ? 0 : sorted[(int) (rank - zeros - 1)] / 1e9;
    }

    double max() {
        return sorted.length == 0 ? 0 : sorted[sorted.length - 1] / 1e9;
    }
}
