package dev.switchboard.loadtest.simulate.random;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When the chats of a class arrive.
 *
 * @param source what the moments are drawn from
 * @param batch how many arrive at each moment
 * @param spikes times in which the rate is multiplied; only for {@link Rates}
 */
public record Arrivals(Source source, Batch batch, List<Spike> spikes) {
    public Arrivals {
        spikes = List.copyOf(spikes);
    }

    /** A Poisson process of constant rate, one chat at a time. */
    public static Arrivals poisson(double perNano) {
        return new Arrivals(new Rates(List.of(new Piece(Long.MAX_VALUE, perNano)), null), Batch.SINGLE, List.of());
    }

    /** {@return whether they are a Poisson process of constant rate, one chat at a time} */
    public boolean isPoisson() {
        return source instanceof Rates rates
                && rates.pieces.size() == 1
                && rates.wave == null
                && batch.mean() == 1
                && spikes.isEmpty();
    }

    /** {@return chats per ns in the long run, spikes not counted} */
    public double meanRate() {
        return source.meanRate() * batch.mean();
    }

    /** The moments of one run, from its start on. */
    public ArrivalStream open(RandomStream random) {
        return source.open(spikes, random);
    }

    /** What the moments are drawn from. */
    public sealed interface Source {
        /** {@return moments per ns in the long run} */
        double meanRate();

        /** Opens it for one run. */
        ArrivalStream open(List<Spike> spikes, RandomStream random);
    }

    /** For so long (ns) moments come at this rate (per ns). */
    public record Piece(long nanos, double rate) {}

    /** The rate is multiplied by {@code 1 + amplitude · sin(2π · t / period)}. */
    public record Wave(double amplitude, long periodNanos) {}

    /** From {@code atNanos}, for so long, the rate is multiplied by {@code factor}. */
    public record Spike(long atNanos, long nanos, double factor) {}

    /** A Poisson process whose rate follows the pieces, again and again. */
    public record Rates(List<Piece> pieces, @Nullable Wave wave) implements Source {
        public Rates {
            pieces = List.copyOf(pieces);
        }

        @Override
        public double meanRate() {
            double nanos = 0;
            double moments = 0;
            for (Piece piece : pieces) {
                nanos += piece.nanos;
                moments += piece.nanos * piece.rate;
            }
            return moments / nanos;
        }

        @Override
        public ArrivalStream open(List<Spike> spikes, RandomStream random) {
            return new RatesStream(this, spikes, random);
        }
    }

    /** A Poisson process whose rate is that of a state; each state lasts for an exponential time, then comes the other. */
    public record Modulated(Piece first, Piece second) implements Source {
        @Override
        public double meanRate() {
            double nanos = (double) first.nanos + second.nanos;
            return (first.nanos * first.rate + second.nanos * second.rate) / nanos;
        }

        @Override
        public ArrivalStream open(List<Spike> spikes, RandomStream random) {
            return new ModulatedStream(this, random);
        }
    }

    /** Independent times between the moments. */
    public record Between(Distribution distribution) implements Source {
        @Override
        public double meanRate() {
            return 1 / distribution.mean();
        }

        @Override
        public ArrivalStream open(List<Spike> spikes, RandomStream random) {
            return new ArrivalStream() {
                private long now;

                @Override
                public long next() {
                    now += distribution.draw(random);
                    return now;
                }
            };
        }
    }

    /** How many chats arrive at a moment: always {@code size}, or geometrically distributed, at least one, with that mean. */
    public record Batch(double size, boolean geometric) {
        public static final Batch SINGLE = new Batch(1, false);

        /** {@return mean number of chats} */
        public double mean() {
            return size;
        }

        /** Draws a number of chats, at least 1. */
        public int draw(RandomStream random) {
            if (!geometric || size <= 1) {
                return (int) size;
            }
            return 1 + (int) (random.exponential() / -StrictMath.log1p(-1 / size));
        }
    }
}
