package dev.switchboard.loadtest.simulate.scenario;

import dev.switchboard.loadtest.simulate.random.Distribution;
import dev.switchboard.loadtest.simulate.random.Distribution.HyperExponential.Branch;
import java.util.ArrayList;
import java.util.List;

/** Reads distributions, in the short form ({@code lognormal:180s,0.8}, or with a blank for the comma) and the long one ({@code lognormal: {mean: 180s, cv: 0.8}}). */
final class DistributionReader {
    private static final String FORM = "exp:180s, fixed:180s, lognormal:180s,0.8, erlang:180s,3 or hyper:180s,1.5,"
            + " or one of the long forms of docs/simulation.md";
    private static final double CV_MAX = 20;
    private static final double SHARES_TOLERANCE = 1e-6;

    private DistributionReader() {}

    /** A distribution of times above zero. */
    static Distribution read(Value value) {
        return value.isMapping() ? readLong(value) : readShort(value);
    }

    /** The same, or {@code none}. */
    static Distribution readPatience(Value value) {
        return !value.isMapping() && value.text().equals("none") ? new Distribution.Never() : read(value);
    }

    private static Distribution readShort(Value value) {
        String text = value.text();
        int colon = text.indexOf(':');
        String name = colon < 0 ? text : text.substring(0, colon);
        String[] parts = text.substring(colon + 1).strip().split("\\s*,\\s*|\\s+", -1);
        int expected = name.equals("exp") || name.equals("fixed") ? 1 : 2;
        if (colon < 0 || parts.length != expected) {
            return malformed(value, text);
        }
        long mean = value.positiveNanos(parts[0].strip());
        return switch (name) {
            case "exp" -> new Distribution.Exponential(mean);
            case "fixed" -> new Distribution.Fixed(mean);
            case "lognormal" -> Distribution.LogNormal.of((double) mean, number(value, parts[1], 0, CV_MAX));
            case "erlang" -> new Distribution.Erlang(mean, (int) number(value, parts[1], 0, 1_000));
            case "hyper" -> Distribution.HyperExponential.balanced((double) mean, number(value, parts[1], 1, CV_MAX));
            default -> malformed(value, text);
        };
    }

    private static double number(Value value, String part, double above, double max) {
        try {
            double number = Double.parseDouble(part.strip());
            if (number > above && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        value.fault("'" + part.strip() + "' is not a number above " + above + " and at most " + max);
        return max;
    }

    private static Distribution malformed(Value value, String text) {
        value.fault("'" + text + "' is not a distribution; write " + FORM);
        return new Distribution.Exponential(1);
    }

    private static Distribution readLong(Value value) {
        Section section = value.section(FORM);
        List<Distribution> found = new ArrayList<>();
        section.take("exponential").ifPresent(each -> found.add(new Distribution.Exponential(each.positiveNanos())));
        section.take("fixed").ifPresent(each -> found.add(new Distribution.Fixed(each.positiveNanos())));
        section.take("lognormal").ifPresent(each -> found.add(logNormal(each)));
        section.take("erlang").ifPresent(each -> found.add(erlang(each)));
        section.take("hyperexponential").ifPresent(each -> found.add(hyper(each)));
        section.take("empirical").ifPresent(each -> found.add(empirical(each)));
        section.finish();
        if (found.size() != 1) {
            section.fault("must name exactly one distribution; write " + FORM);
            return new Distribution.Exponential(1);
        }
        return found.get(0);
    }

    private static long mean(Section section) {
        return section.need("mean", "mean: 180s").map(Value::positiveNanos).orElse(1L);
    }

    private static Distribution logNormal(Value value) {
        Section section = value.section("{mean: 180s, cv: 0.8}");
        long mean = mean(section);
        double cv = section.need("cv", "cv: 0.8")
                .map(each -> each.number(0, CV_MAX))
                .orElse(1.0);
        section.finish();
        return Distribution.LogNormal.of((double) mean, cv);
    }

    private static Distribution erlang(Value value) {
        Section section = value.section("{mean: 180s, k: 3}");
        long mean = mean(section);
        long phases =
                section.need("k", "k: 3").map(each -> each.whole(1, 1_000)).orElse(1L);
        section.finish();
        return new Distribution.Erlang(mean, (int) phases);
    }

    private static Distribution hyper(Value value) {
        if (value.isMapping()) {
            Section section = value.section("{mean: 180s, cv: 1.5}");
            long mean = mean(section);
            double cv = section.need("cv", "cv: 1.5")
                    .map(each -> each.number(1, CV_MAX))
                    .orElse(2.0);
            section.finish();
            return Distribution.HyperExponential.balanced((double) mean, cv);
        }
        List<Branch> branches = new ArrayList<>();
        for (Value item : value.list()) {
            Section section = item.section("{share: 0.3, mean: 60s}");
            double share = section.need("share", "share: 0.3")
                    .map(each -> each.number(0, 1))
                    .orElse(1.0);
            branches.add(new Branch(share, mean(section)));
            section.finish();
        }
        double shares = branches.stream().mapToDouble(Branch::share).sum();
        if (Math.abs(shares - 1) > SHARES_TOLERANCE) {
            value.fault("shares add up to " + shares + "; make it 1");
        }
        return new Distribution.HyperExponential(branches);
    }

    private static Distribution empirical(Value value) {
        List<Long> observed = new ArrayList<>();
        value.list().forEach(each -> observed.add(each.positiveNanos()));
        if (observed.isEmpty()) {
            value.fault("needs at least one duration");
            observed.add(1L);
        }
        return new Distribution.Empirical(observed);
    }
}
