package dev.switchboard.loadtest.simulate.figures;

/**
 * A figure from independent replications.
 *
 * @param mean the estimate; not a number when there was nothing to estimate it from
 * @param standardError of the estimate; not a number with fewer than two replications
 * @param degrees of freedom of the standard error
 * @param n chats it comes from
 */
public record Estimate(double mean, double standardError, int degrees, long n) {

    /** {@return half the width of the 95 % interval, by Student's t} */
    public double ci95() {
        return degrees < 1 ? Double.NaN : standardError * StudentT.quantile(0.975, degrees);
    }

    /**
     * {@return how many standard errors the estimate lies above a value, as a normal deviate: that number whose probability is
     * that of Student's t}
     */
    public double deviation(double exact) {
        double t = (mean - exact) / standardError;
        return StudentT.normalDeviate(t, degrees);
    }

    /** The quotient of two sums, each given by replication. */
    public static Estimate ratio(double[] numerators, double[] denominators, long n) {
        int count = numerators.length;
        double numerator = 0;
        double denominator = 0;
        for (int i = 0; i < count; i++) {
            numerator += numerators[i];
            denominator += denominators[i];
        }
        if (denominator == 0) {
            return new Estimate(Double.NaN, Double.NaN, 0, n);
        }
        double ratio = numerator / denominator;
        double squares = 0;
        for (int i = 0; i < count; i++) {
            double rest = numerators[i] - ratio * denominators[i];
            squares += rest * rest;
        }
        double error = Math.sqrt(squares * count / (count - 1.0)) / denominator;
        return new Estimate(ratio, error, count - 1, n);
    }

    /** An estimate from all data, and the same from each replication alone. */
    static Estimate sectioned(double whole, double[] parts, long n) {
        int count = 0;
        double squares = 0;
        for (double part : parts) {
            if (!Double.isNaN(part)) {
                count++;
                squares += (part - whole) * (part - whole);
            }
        }
        if (count < 2) {
            return new Estimate(whole, Double.NaN, 0, n);
        }
        return new Estimate(whole, Math.sqrt(squares / (count * (count - 1.0))), count - 1, n);
    }
}
