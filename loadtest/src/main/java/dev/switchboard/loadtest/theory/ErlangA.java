package dev.switchboard.loadtest.theory;

import java.util.function.DoubleUnaryOperator;

/**
 * Waiting with patience: M/M/n+M in order of arrival. Poisson arrivals, exponential handle times, exponential patience that
 * counts while a chat waits. By the distribution of the offered wait (Baccelli and Hebuterne 1981, in the form of Zeltyn and
 * Mandelbaum, Call centers with impatient customers, 2005, section 4): its density is λ·p·e^f(t) with
 * f(t) = λ(1 − e^(−θt))/θ − nμt, and mass 1/B(n−1)·p at zero. Integrals are computed with numbers that are divided by the
 * largest, so that thousands of servers do no harm.
 */
public final class ErlangA {
    /** What lies beyond adds less than the numbers can hold. */
    private static final double NEGLIGIBLE = -45;
    /** Of Simpson's rule; even. */
    private static final int STEPS = 40_000;

    /** As close as percentiles are computed. */
    private static final double EXACT = 1e-12;

    private final double patience;
    private final double rate;
    private final double capacity;
    private final int servers;
    private final double peak;
    private final double end;
    private final double scale;
    private final double atZero;
    private final double total;

    /**
     * @param servers slots of all agents together; at least 1
     * @param rate arrivals per unit of time; above 0
     * @param handle mean handle time; above 0
     * @param patience mean time after which a waiting customer leaves; above 0
     */
    public ErlangA(int servers, double rate, double handle, double patience) {
        if (servers < 1 || !(rate > 0) || !(handle > 0) || !(patience > 0)) {
            throw new IllegalArgumentException("Servers, rate, handle time and patience must be positive");
        }
        this.servers = servers;
        this.rate = rate;
        this.patience = patience;
        this.capacity = servers / handle;
        double mode = rate > capacity ? patience * Math.log(rate / capacity) : 0;
        this.peak = exponent(mode);
        this.end = endAfter(mode);
        double zero = ErlangB.inverse(servers - 1, rate * handle) * Math.exp(-peak);
        // One of the two parts may be too large for a number, then the other is nothing beside it.
        this.scale = zero > 1 ? 1 / zero : 1;
        this.atZero = zero > 1 ? 1 : zero;
        this.total = atZero + integral(0, end, time -> 1);
    }

    private double exponent(double time) {
        return -rate * patience * Math.expm1(-time / patience) - capacity * time;
    }

    /** Doubles until what is left is negligible; the exponent falls without end behind its mode. */
    private double endAfter(double mode) {
        double step = 1 / capacity;
        while (exponent(mode + step) - peak > NEGLIGIBLE) {
            step *= 2;
        }
        return mode + step;
    }

    /** Of what happens to those who find all servers busy, not divided by the total yet. */
    private double integral(double from, double to, DoubleUnaryOperator what) {
        double width = (to - from) / STEPS;
        double sum = 0;
        for (int i = 0; i <= STEPS; i++) {
            double time = from + i * width;
            int weight = i == 0 || i == STEPS ? 1 : i % 2 == 0 ? 2 : 4;
            sum += weight * what.applyAsDouble(time) * Math.exp(exponent(time) - peak);
        }
        return scale * rate * sum * width / 3;
    }

    /** {@return probability that a chat finds no free server} */
    public double waiting() {
        return (total - atZero) / total;
    }

    /** {@return share of chats whose customers leave before they are served} */
    public double abandonment() {
        return integral(0, end, time -> -Math.expm1(-time / patience)) / total;
    }

    /** {@return mean wait of all chats, of those that were abandoned and those that did not wait too} */
    public double meanWait() {
        // Customers leave at the rate at which they wait, divided by their patience.
        return abandonment() * patience;
    }

    /** {@return mean wait of the served chats (ASA), those that did not wait included} */
    public double meanWaitOfServed() {
        return integral(0, end, time -> time * Math.exp(-time / patience)) / total / (1 - abandonment());
    }

    /** {@return share of all chats that are served within this time} */
    public double servedWithin(double time) {
        double waited = time <= 0 ? 0 : integral(0, Math.min(time, end), at -> Math.exp(-at / patience));
        return (atZero + waited) / total;
    }

    /** {@return share of all chats that wait longer than this, whether they are served then or abandoned} */
    public double longerThan(double time) {
        if (time >= end) {
            return 0;
        }
        return Math.exp(-Math.max(0, time) / patience) * integral(Math.max(0, time), end, at -> 1) / total;
    }

    /** {@return share of all chats whose customers leave within this time} */
    public double abandonedWithin(double time) {
        return Math.max(0, 1 - longerThan(time) - servedWithin(time));
    }

    /** {@return the wait that a share of all chats does not exceed; {@code share} from 0 to below 1} */
    public double quantile(double share) {
        return smallest(share, time -> 1 - longerThan(time));
    }

    /** {@return the wait that a share of the served chats does not exceed; {@code share} from 0 to below 1} */
    public double quantileOfServed(double share) {
        double served = 1 - abandonment();
        return smallest(share, time -> servedWithin(time) / served);
    }

    /** The smallest time at which something that grows reaches the share; by false position (Illinois), which needs few integrals. */
    private double smallest(double share, DoubleUnaryOperator within) {
        double low = 0;
        double high = end;
        double below = within.applyAsDouble(low) - share;
        double above = within.applyAsDouble(high) - share;
        if (below >= 0) {
            return 0;
        }
        boolean movedLow = false;
        boolean movedHigh = false;
        while (high - low > EXACT * high) {
            double at = high - above * (high - low) / (above - below);
            double value = within.applyAsDouble(at) - share;
            if (value == 0) {
                return at;
            }
            if (value < 0) {
                low = at;
                below = value;
                above = movedLow ? above / 2 : above;
            } else {
                high = at;
                above = value;
                below = movedHigh ? below / 2 : below;
            }
            movedLow = value < 0;
            movedHigh = value > 0;
            if (Math.abs(value) < EXACT) {
                return at;
            }
        }
        return high;
    }

    /** {@return mean number of chats that wait} */
    public double meanQueue() {
        return rate * meanWait();
    }

    /** {@return share of the servers' time that is used, 0 to 1} */
    public double occupancy() {
        return rate * (1 - abandonment()) / capacity;
    }

    @Override
    public String toString() {
        return "M/M/" + servers + "+M";
    }
}
