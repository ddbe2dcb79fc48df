package dev.switchboard.loadtest.simulate.random;

import dev.switchboard.loadtest.simulate.random.Arrivals.Modulated;
import dev.switchboard.loadtest.simulate.random.Arrivals.Piece;

/** A Poisson process modulated by two states. It begins in one of them as the long run has it. */
final class ModulatedStream implements ArrivalStream {
    private final Modulated states;
    private final RandomStream random;
    private boolean inFirst;
    private long now;
    private long stateEnd;

    ModulatedStream(Modulated states, RandomStream random) {
        this.states = states;
        this.random = random;
        double first = states.first().nanos();
        this.inFirst = random.uniform() * (first + states.second().nanos()) < first;
        this.stateEnd = Math.round(state().nanos() * random.exponential());
    }

    private Piece state() {
        return inFirst ? states.first() : states.second();
    }

    @Override
    public long next() {
        while (true) {
            double gap = state().rate() > 0 ? random.exponential() / state().rate() : Double.POSITIVE_INFINITY;
            if (gap < stateEnd - now) {
                now += Math.round(gap);
                return now;
            }
            now = stateEnd;
            inFirst = !inFirst;
            stateEnd += Math.round(state().nanos() * random.exponential());
        }
    }
}
