package dev.switchboard.loadtest.theory;

/**
 * A queue with an end: M/M/n/n+k, with patience M/M/n/n+k+M. A birth and death process: its probabilities are products of rates (see for
 * instance Kleinrock, Queueing Systems I, 1975, chapter 3), computed as sums of logarithms. Who finds the queue full is refused.
 */
public final class FiniteQueue {
    private final int servers;
    private final int places;
    private final double rate;
    private final double handle;
    private final double[] states;

    /**
     * @param servers slots of all agents together; at least 1
     * @param places in the queue; at least 0
     * @param rate arrivals per unit of time; above 0
     * @param handle mean handle time; above 0
     * @param patience mean of an exponential patience; infinite when nobody gives up
     */
    public FiniteQueue(int servers, int places, double rate, double handle, double patience) {
        if (servers < 1 || places < 0 || !(rate > 0) || !(handle > 0) || !(patience > 0)) {
            throw new IllegalArgumentException("Servers, rate, handle time and patience must be positive");
        }
        this.servers = servers;
        this.places = places;
        this.rate = rate;
        this.handle = handle;
        this.states = new double[servers + places + 1];
        double[] logs = new double[states.length];
        double largest = 0;
        for (int n = 1; n < states.length; n++) {
            double leaving = Math.min(n, servers) / handle + Math.max(0, n - servers) / patience;
            logs[n] = logs[n - 1] + Math.log(rate / leaving);
            largest = Math.max(largest, logs[n]);
        }
        double sum = 0;
        for (int n = 0; n < states.length; n++) {
            states[n] = Math.exp(logs[n] - largest);
            sum += states[n];
        }
        for (int n = 0; n < states.length; n++) {
            states[n] /= sum;
        }
    }

    /** {@return share of chats that are refused} */
    public double blocking() {
        return states[states.length - 1];
    }

    /** {@return share of the chats that are not refused, and do not start at once} */
    public double waiting() {
        double waiting = 0;
        for (int n = servers; n < states.length - 1; n++) {
            waiting += states[n];
        }
        return waiting / (1 - blocking());
    }

    /** {@return mean number of chats that wait} */
    public double meanQueue() {
        double queue = 0;
        for (int n = servers + 1; n < states.length; n++) {
            queue += states[n] * (n - servers);
        }
        return queue;
    }

    /** {@return mean wait of the chats that are not refused} */
    public double meanWait() {
        return meanQueue() / (rate * (1 - blocking()));
    }

    /** {@return share of the servers' time that is used, 0 to 1} */
    public double occupancy() {
        double busy = 0;
        for (int n = 1; n < states.length; n++) {
            busy += states[n] * Math.min(n, servers);
        }
        return busy / servers;
    }

    /** {@return share of all chats whose customers leave the queue} */
    public double abandonment() {
        return Math.max(0, 1 - blocking() - occupancy() * servers / (rate * handle));
    }

    /** {@return share of the chats that are not refused and wait no longer than this, in order of arrival and without patience} */
    public double within(double time) {
        double longer = 0;
        for (int waiting = 0; waiting < places; waiting++) {
            // Who finds so many waiting is served after one service more.
            longer += states[servers + waiting] * fewerThan(waiting + 1, time * servers / handle);
        }
        return 1 - longer / (1 - blocking());
    }

    /** The probability that a Poisson number is below a bound. */
    private static double fewerThan(int bound, double mean) {
        if (mean <= 0) {
            return 1;
        }
        double sum = 0;
        double log = -mean;
        for (int i = 0; i < bound; i++) {
            sum += Math.exp(log);
            log += Math.log(mean / (i + 1));
        }
        return Math.min(1, sum);
    }

    @Override
    public String toString() {
        return "M/M/" + servers + "/" + (servers + places);
    }
}
