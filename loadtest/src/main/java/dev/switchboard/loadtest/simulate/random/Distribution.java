package dev.switchboard.loadtest.simulate.random;

import java.util.List;

/** How long something takes, in nanoseconds of model time. */
public sealed interface Distribution {

    /** Draws a duration; never negative. {@link Long#MAX_VALUE} for what never ends. */
    long draw(RandomStream random);

    /** {@return the mean in ns; infinite for what never ends} */
    double mean();

    /** {@return the mean of the square in ns²} */
    double meanSquare();

    /** {@return standard deviation divided by mean} */
    default double variation() {
        double mean = mean();
        return mean == 0 ? 0 : Math.sqrt(Math.max(0, meanSquare() / (mean * mean) - 1));
    }

    /** Memoryless. */
    record Exponential(double mean) implements Distribution {
        @Override
        public long draw(RandomStream random) {
            return Math.round(mean * random.exponential());
        }

        @Override
        public double meanSquare() {
            return 2 * mean * mean;
        }
    }

    /** Always the same. */
    record Fixed(long nanos) implements Distribution {
        /** No time at all. */
        public static final Fixed ZERO = new Fixed(0);

        @Override
        public long draw(RandomStream random) {
            return nanos;
        }

        @Override
        public double mean() {
            return nanos;
        }

        @Override
        public double meanSquare() {
            return (double) nanos * nanos;
        }
    }

    /**
     * The logarithm is normal with mean {@code mu} and standard deviation {@code sigma}.
     *
     * @param mean of the duration itself, in ns
     */
    record LogNormal(double mean, double mu, double sigma) implements Distribution {

        /** By mean and coefficient of variation (standard deviation divided by mean). */
        public static LogNormal of(double mean, double cv) {
            double variance = StrictMath.log1p(cv * cv);
            return new LogNormal(mean, StrictMath.log(mean) - variance / 2, StrictMath.sqrt(variance));
        }

        @Override
        public long draw(RandomStream random) {
            return Math.round(StrictMath.exp(mu + sigma * random.gaussian()));
        }

        @Override
        public double meanSquare() {
            return mean * mean * StrictMath.exp(sigma * sigma);
        }
    }

    /**
     * The sum of {@code phases} exponential durations.
     *
     * @param mean of the sum
     */
    record Erlang(double mean, int phases) implements Distribution {
        @Override
        public long draw(RandomStream random) {
            double sum = 0;
            for (int i = 0; i < phases; i++) {
                sum += random.exponential();
            }
            return Math.round(sum * mean / phases);
        }

        @Override
        public double meanSquare() {
            return mean * mean * (1 + 1.0 / phases);
        }
    }

    /** Exponential with one of several means, drawn by their shares, which add up to 1. */
    record HyperExponential(List<Branch> branches) implements Distribution {

        /** A mean in ns, and the share of those who have it. */
        public record Branch(double share, double mean) {}

        public HyperExponential {
            branches = List.copyOf(branches);
        }

        /** Two branches of equal weight in the mean ("balanced means"), by mean and a coefficient of variation above 1. */
        public static HyperExponential balanced(double mean, double cv) {
            double square = cv * cv;
            double share = (1 + Math.sqrt((square - 1) / (square + 1))) / 2;
            return new HyperExponential(
                    List.of(new Branch(share, mean / (2 * share)), new Branch(1 - share, mean / (2 * (1 - share)))));
        }

        @Override
        public long draw(RandomStream random) {
            double at = random.uniform();
            int chosen = 0;
            while (chosen < branches.size() - 1 && at >= branches.get(chosen).share()) {
                at -= branches.get(chosen).share();
                chosen++;
            }
            return Math.round(branches.get(chosen).mean() * random.exponential());
        }

        @Override
        public double mean() {
            return branches.stream()
                    .mapToDouble(each -> each.share() * each.mean())
                    .sum();
        }

        @Override
        public double meanSquare() {
            return branches.stream()
                    .mapToDouble(each -> each.share() * 2 * each.mean() * each.mean())
                    .sum();
        }
    }

    /** One of some observed durations, in ns, each as likely as the others. */
    record Empirical(List<Long> observed) implements Distribution {
        public Empirical {
            observed = List.copyOf(observed);
        }

        @Override
        public long draw(RandomStream random) {
            return observed.get((int) (random.uniform() * observed.size()));
        }

        @Override
        public double mean() {
            return observed.stream().mapToDouble(Long::doubleValue).average().orElse(0);
        }

        @Override
        public double meanSquare() {
            return observed.stream()
                    .mapToDouble(each -> (double) each * each)
                    .average()
                    .orElse(0);
        }
    }

    /** Longer than any run. */
    record Never() implements Distribution {
        @Override
        public long draw(RandomStream random) {
            return Long.MAX_VALUE;
        }

        @Override
        public double mean() {
            return Double.POSITIVE_INFINITY;
        }

        @Override
        public double meanSquare() {
            return Double.POSITIVE_INFINITY;
        }
    }
}
