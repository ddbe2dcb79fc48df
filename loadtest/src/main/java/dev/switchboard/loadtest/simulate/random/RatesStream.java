package dev.switchboard.loadtest.simulate.random;

import dev.switchboard.loadtest.simulate.random.Arrivals.Piece;
import dev.switchboard.loadtest.simulate.random.Arrivals.Rates;
import dev.switchboard.loadtest.simulate.random.Arrivals.Spike;
import dev.switchboard.loadtest.simulate.random.Arrivals.Wave;
import java.util.List;

/**
 * A Poisson process of changing rate. While the rate is constant, times between arrivals are exponential; where it changes, the
 * time is drawn anew from there, which memorylessness allows. A wave is made by thinning (Lewis and Shedler 1979).
 */
final class RatesStream implements ArrivalStream {
    private final Rates rates;
    private final List<Spike> spikes;
    private final RandomStream random;
    private long now;
    private int piece;
    private long pieceEnd;

    RatesStream(Rates rates, List<Spike> spikes, RandomStream random) {
        this.rates = rates;
        this.spikes = spikes;
        this.random = random;
        this.pieceEnd = rates.pieces().get(0).nanos();
    }

    @Override
    public long next() {
        Wave wave = rates.wave();
        while (true) {
            double rate = rate();
            double highest = wave == null ? rate : rate * (1 + wave.amplitude());
            long change = nextChange();
            double gap = highest > 0 ? random.exponential() / highest : Double.POSITIVE_INFINITY;
            if (gap >= change - now) {
                if (change == Long.MAX_VALUE) {
                    return Long.MAX_VALUE;
                }
                now = change;
                while (now >= pieceEnd) {
                    nextPiece();
                }
            } else {
                now += Math.round(gap);
                if (wave == null || random.uniform() * (1 + wave.amplitude()) < height(wave)) {
                    return now;
                }
            }
        }
    }

    private double height(Wave wave) {
        double phase = (double) (now % wave.periodNanos()) / wave.periodNanos();
        return 1 + wave.amplitude() * StrictMath.sin(2 * Math.PI * phase);
    }

    private double rate() {
        double rate = rates.pieces().get(piece).rate();
        for (Spike spike : spikes) {
            if (now >= spike.atNanos() && now < spike.atNanos() + spike.nanos()) {
                rate *= spike.factor();
            }
        }
        return rate;
    }

    private long nextChange() {
        long change = pieceEnd;
        for (Spike spike : spikes) {
            long end = spike.atNanos() + spike.nanos();
            if (now < spike.atNanos()) {
                change = Math.min(change, spike.atNanos());
            } else if (now < end) {
                change = Math.min(change, end);
            }
        }
        return change;
    }

    private void nextPiece() {
        piece = (piece + 1) % rates.pieces().size();
        Piece next = rates.pieces().get(piece);
        pieceEnd = next.nanos() == Long.MAX_VALUE ? Long.MAX_VALUE : pieceEnd + next.nanos();
    }
}
