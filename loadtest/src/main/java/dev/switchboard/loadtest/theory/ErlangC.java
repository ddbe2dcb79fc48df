package dev.switchboard.loadtest.theory;

/**
 * Waiting without end: M/M/n in order of arrival. Poisson arrivals, exponential handle times, unlimited patience; see for
 * instance Cooper, Introduction to Queueing Theory, section 3.5.
 *
 * @param servers slots of all agents together; at least 1
 * @param rate arrivals per unit of time; above 0
 * @param handle mean handle time; above 0
 */
public record ErlangC(int servers, double rate, double handle) {
    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if a number is out of range, or the load is not below the number of servers: then no
     *     queue is long enough
     */
    public ErlangC {
        if (servers < 1 || !(rate > 0) || !(handle > 0)) {
            throw new IllegalArgumentException("Servers, rate and handle time must be positive");
        }
        if (!(rate * handle < servers)) {
            throw new IllegalArgumentException("A load of " + rate * handle + " Erlang needs more than " + servers
                    + " servers when nobody gives up");
        }
    }

    /** {@return offered load in Erlang} */
    public double load() {
        return rate * handle;
    }

    /** {@return share of the servers' time that is used, 0 to 1} */
    public double occupancy() {
        return load() / servers;
    }

    /** {@return probability that a chat waits at all} */
    public double waiting() {
        double blocking = ErlangB.blocking(servers, load());
        return blocking / (1 - occupancy() * (1 - blocking));
    }

    /** {@return mean wait of all chats (ASA), those that do not wait included} */
    public double meanWait() {
        return waiting() * handle / (servers - load());
    }

    /** {@return mean number of chats that wait} */
    public double meanQueue() {
        return rate * meanWait();
    }

    /** {@return share of chats that wait no longer than this} */
    public double serviceLevel(double within) {
        return 1 - waiting() * Math.exp(-(servers - load()) * within / handle);
    }

    /** {@return the wait that a share of the chats does not exceed; {@code share} from 0 to below 1} */
    public double quantile(double share) {
        double longer = 1 - share;
        double waiting = waiting();
        return longer >= waiting ? 0 : Math.log(waiting / longer) * handle / (servers - load());
    }
}
