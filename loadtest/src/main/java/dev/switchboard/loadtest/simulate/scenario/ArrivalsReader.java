package dev.switchboard.loadtest.simulate.scenario;

import dev.switchboard.loadtest.simulate.random.Arrivals;
import dev.switchboard.loadtest.simulate.random.Arrivals.Batch;
import dev.switchboard.loadtest.simulate.random.Arrivals.Between;
import dev.switchboard.loadtest.simulate.random.Arrivals.Modulated;
import dev.switchboard.loadtest.simulate.random.Arrivals.Piece;
import dev.switchboard.loadtest.simulate.random.Arrivals.Rates;
import dev.switchboard.loadtest.simulate.random.Arrivals.Source;
import dev.switchboard.loadtest.simulate.random.Arrivals.Spike;
import dev.switchboard.loadtest.simulate.random.Arrivals.Wave;
import java.util.ArrayList;
import java.util.List;

/** Reads when the chats of a class arrive: a rate, or a mapping for everything else. */
final class ArrivalsReader {
    static final String FORM = "a rate like 12/min, or {rate: 12/min, ...}";
    private static final Source NOTHING = new Rates(List.of(new Piece(Long.MAX_VALUE, 1e-9)), null);

    private ArrivalsReader() {}

    static Arrivals read(Value value) {
        if (!value.isMapping()) {
            return Arrivals.poisson(value.positiveRate());
        }
        Section section = value.section(FORM);
        List<Source> sources = new ArrayList<>();
        Wave wave = section.take("wave").map(ArrivalsReader::wave).orElse(null);
        section.take("rate")
                .ifPresent(each ->
                        sources.add(new Rates(List.of(new Piece(Long.MAX_VALUE, each.positiveRate())), wave)));
        section.take("profile").ifPresent(each -> sources.add(new Rates(profile(each), wave)));
        section.take("states").ifPresent(each -> sources.add(states(each)));
        section.take("between").ifPresent(each -> sources.add(new Between(DistributionReader.read(each))));
        Batch batch = section.take("batch").map(ArrivalsReader::batch).orElse(Batch.SINGLE);
        List<Spike> spikes = section.take("spikes").map(ArrivalsReader::spikes).orElse(List.of());
        section.finish();
        if (sources.size() != 1) {
            section.fault("must name exactly one of rate, profile, states, between");
            sources.add(0, NOTHING);
        }
        Source source = sources.get(0);
        if (!(source instanceof Rates) && (wave != null || !spikes.isEmpty())) {
            section.fault("wave and spikes go with rate or profile only");
        }
        return new Arrivals(source, batch, spikes);
    }

    private static Wave wave(Value value) {
        Section section = value.section("{amplitude: 0.5, period: 24h}");
        Wave wave = new Wave(
                section.need("amplitude", "amplitude: 0.5")
                        .map(each -> each.number(0, 1))
                        .orElse(1.0),
                section.need("period", "period: 24h").map(Value::positiveNanos).orElse(1L));
        section.finish();
        return wave;
    }

    private static List<Piece> profile(Value value) {
        List<Piece> pieces = new ArrayList<>();
        for (Value item : value.list()) {
            pieces.add(piece(item, "for"));
        }
        if (pieces.stream().noneMatch(each -> each.rate() > 0)) {
            value.fault("nobody would ever come; give a rate above zero");
            pieces.add(new Piece(1, 1e-9));
        }
        return pieces;
    }

    private static Source states(Value value) {
        List<Value> items = value.list();
        if (items.size() != 2) {
            value.fault("needs two states; write [{rate: 5/min, mean: 10m}, {rate: 30/min, mean: 2m}]");
            return NOTHING;
        }
        Modulated states = new Modulated(piece(items.get(0), "mean"), piece(items.get(1), "mean"));
        if (states.meanRate() == 0) {
            value.fault("nobody would ever come; give a rate above zero");
            return NOTHING;
        }
        return states;
    }

    private static Piece piece(Value value, String length) {
        Section section = value.section("{" + length + ": 1h, rate: 12/min}");
        Piece piece = new Piece(
                section.need(length, length + ": 1h").map(Value::positiveNanos).orElse(1L),
                section.need("rate", "rate: 12/min").map(Value::rate).orElse(1e-9));
        section.finish();
        return piece;
    }

    private static Batch batch(Value value) {
        if (!value.isMapping()) {
            return new Batch(value.whole(1, 10_000), false);
        }
        Section section = value.section("{geometric: 3}");
        double mean = section.need("geometric", "geometric: 3 for the mean number of chats")
                .map(each -> each.number(1, 10_000))
                .orElse(2.0);
        section.finish();
        return new Batch(mean, true);
    }

    private static List<Spike> spikes(Value value) {
        List<Spike> spikes = new ArrayList<>();
        for (Value item : value.list()) {
            Section section = item.section("{at: 2h, for: 3m, factor: 3}");
            spikes.add(new Spike(
                    section.need("at", "at: 2h").map(Value::nanos).orElse(0L),
                    section.need("for", "for: 3m").map(Value::positiveNanos).orElse(1L),
                    section.need("factor", "factor: 3")
                            .map(each -> each.number(0, 1_000))
                            .orElse(1.0)));
            section.finish();
        }
        return spikes;
    }
}
