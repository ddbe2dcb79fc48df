package dev.switchboard.loadtest.theory;

import java.util.List;

/**
 * Classes with strict priorities that do not interrupt each other. For one server and any handle times by Cobham (Priority
 * Assignment in Waiting Line Problems, 1954): W(k) = λE[S²]/2 ÷ ((1−σ(k−1))(1−σ(k))), where σ(k) is the utilisation by the classes up to
 * k; for n servers with one exponential handle time the numerator is P(wait) · handle / n (Kella and Yechiali, 1985).
 */
public final class PriorityQueue {
    private final double remaining;
    private final double[] utilisations;

    private PriorityQueue(double remaining, double[] utilisations) {
        this.remaining = remaining;
        this.utilisations = utilisations;
    }

    /**
     * Several servers and one exponential handle time.
     *
     * @param rates of the classes, the first served first
     */
    public static PriorityQueue exponential(int servers, List<Double> rates, double handle) {
        double rate = rates.stream().mapToDouble(Double::doubleValue).sum();
        ErlangC all = new ErlangC(servers, rate, handle);
        double[] utilisations =
                rates.stream().mapToDouble(each -> each * handle / servers).toArray();
        return new PriorityQueue(all.waiting() * handle / servers, utilisations);
    }

    /**
     * One server and handle times of any kind.
     *
     * @param rates of the classes, the first served first
     * @param handles mean handle times
     * @param squares means of the squares of the handle times
     */
    public static PriorityQueue single(List<Double> rates, List<Double> handles, List<Double> squares) {
        double[] utilisations = new double[rates.size()];
        double remaining = 0;
        for (int i = 0; i < utilisations.length; i++) {
            utilisations[i] = rates.get(i) * handles.get(i);
            remaining += rates.get(i) * squares.get(i) / 2;
        }
        return new PriorityQueue(remaining, utilisations);
    }

    /** {@return mean wait of a class, numbered from 0; infinite where the classes up to it are too much work} */
    public double meanWait(int number) {
        double before = 0;
        for (int i = 0; i < number; i++) {
            before += utilisations[i];
        }
        double with = before + utilisations[number];
        return with >= 1 ? Double.POSITIVE_INFINITY : remaining / ((1 - before) * (1 - with));
    }

    /** {@return mean wait of a chat when all are served in the order of arrival} */
    public double meanWaitInOrder() {
        double all = 0;
        for (double each : utilisations) {
            all += each;
        }
        return all >= 1 ? Double.POSITIVE_INFINITY : remaining / (1 - all);
    }
}
