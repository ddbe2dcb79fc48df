package dev.switchboard.loadtest.plan;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long something takes, in nanoseconds of model time. */
public sealed interface Distribution {

    /** Draws a duration; never negative. */
    long sampleNanos(RandomGenerator random);

    /** Exponential with the given mean. */
    record Exponential(double meanNanos) implements Distribution {
        @Override
        public long sampleNanos(RandomGenerator random) {
            // 1 − u lies in (0, 1], so the logarithm is finite.
            return Math.round(-meanNanos * Math.log(1.0 - random.nextDouble()));
        }
    }

    /** Log-normal with the given mean and coefficient of variation (standard deviation ÷ mean). */
    record LogNormal(double meanNanos, double cv) implements Distribution {
        @Override
        public long sampleNanos(RandomGenerator random) {
            double variance = Math.log1p(cv * cv);
            double mu = Math.log(meanNanos) - variance / 2;
            return Math.round(Math.exp(mu + Math.sqrt(variance) * random.nextGaussian()));
        }
    }

    /** Always the same. */
    record Fixed(long nanos) implements Distribution {
        @Override
        public long sampleNanos(RandomGenerator random) {
            return nanos;
        }
    }

    /** Longer than any run. */
    record Never() implements Distribution {
        @Override
        public long sampleNanos(RandomGenerator random) {
            return Long.MAX_VALUE;
        }
    }

    /** Reads {@code exp:MEAN}, {@code lognormal:MEAN,CV}, {@code fixed:TIME} or {@code none}. */
    static Distribution parse(String text) {
        if (text.equals("none")) {
            return new Never();
        }
        int colon = text.indexOf(':');
        String name = colon < 0 ? text : text.substring(0, colon);
        String[] parts = colon < 0 ? new String[0] : text.substring(colon + 1).split(",", -1);
        int expected = name.equals("lognormal") ? 2 : 1;
        if (parts.length != expected) {
            throw malformed(text);
        }
        Duration time = DurationText.parse(parts[0]);
        return switch (name) {
            case "exp" -> new Exponential(positive(text, time));
            case "fixed" -> new Fixed(time.toNanos());
            case "lognormal" -> new LogNormal(positive(text, time), coefficient(text, parts[1]));
            default -> throw malformed(text);
        };
    }

    private static double positive(String text, Duration mean) {
        if (mean.isZero()) {
            throw new PlanException("'" + text + "' has a mean of zero; write fixed:0s for that");
        }
        return mean.toNanos();
    }

    private static double coefficient(String text, String part) {
        try {
            double cv = Double.parseDouble(part);
            if (cv > 0 && cv <= 10) {
                return cv;
            }
        } catch (NumberFormatException e) {
            throw malformed(text);
        }
        throw new PlanException("'" + text + "': the coefficient of variation must be above 0 and at most 10");
    }

    private static PlanException malformed(String text) {
        return new PlanException(
                "'" + text + "' is not a distribution; write exp:180s, lognormal:180s,0.8, fixed:180s or none");
    }
}
