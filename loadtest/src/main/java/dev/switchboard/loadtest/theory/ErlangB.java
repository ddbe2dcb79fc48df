package dev.switchboard.loadtest.theory;

/** Blocking without a queue: M/M/n/n. A. K. Erlang, 1917. */
final class ErlangB {
    private ErlangB() {}

    /**
     * One divided by the probability that all servers are busy: 1/B(n) = 1 + n/a · 1/B(n−1). It grows where B itself would
     * vanish, and is infinite rather than wrong where it leaves the range of numbers.
     *
     * @param servers at least 0
     * @param load offered, in Erlang; above 0
     */
    static double inverse(int servers, double load) {
        double inverse = 1;
        for (int n = 1; n <= servers; n++) {
            inverse = 1 + inverse * n / load;
        }
        return inverse;
    }

    /** {@return the probability that a chat finds all servers busy, and is lost} */
    static double blocking(int servers, double load) {
        return 1 / inverse(servers, load);
    }
}
