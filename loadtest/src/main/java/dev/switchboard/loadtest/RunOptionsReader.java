package dev.switchboard.loadtest;

import dev.switchboard.loadtest.RunSettings.PoissonSource;
import dev.switchboard.loadtest.RunSettings.SlotSource;
import dev.switchboard.loadtest.RunSettings.Source;
import dev.switchboard.loadtest.plan.Distribution;
import dev.switchboard.loadtest.plan.PlanException;
import dev.switchboard.loadtest.plan.QueueShare;
import dev.switchboard.loadtest.plan.SkillShare;
import dev.switchboard.loadtest.plan.SlotFile;
import dev.switchboard.loadtest.process.Chaos;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes settings of the options, or a list of everything that is wrong with them. */
final class RunOptionsReader {

    private static final Duration NONE = Duration.ZERO;
    private static final Duration MILLI = Duration.ofMillis(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration YEAR = Duration.ofDays(365);
    private static final Source NO_SOURCE = new PoissonSource(1, Duration.ZERO);

    private final RunOptions options;
    private final Map<String, String> environment;
    private final Faults faults = new Faults();

    RunOptionsReader(RunOptions options, Map<String, String> environment) {
        this.options = options;
        this.environment = environment;
    }

    /** The faults after {@link #read}. */
    List<String> faults() {
        return faults.found();
    }

    /** To be used only when there are no faults. */
    RunSettings read() {
        return new RunSettings(
                TargetReader.read(options.target, environment, faults),
                source(),
                faults.read("--queues", options.queues, QueueShare::parse, List.of()),
                skills(),
                faults.whole("--agents", options.agents, 1, 10_000),
                faults.whole("--capacity", options.capacity, 1, 100),
                faults.whole("--queues-per-agent", options.queuesPerAgent, 0, 100),
                finite("--handle", options.handle),
                faults.read("--patience", options.patience, Distribution::parse, new Distribution.Never()),
                finite("--accept-delay", options.acceptDelay),
                faults.number("--compress", options.compress, 1, 10_000),
                faults.whole("--messages", options.messages, 1, 4_000),
                faults.whole("--message-chars", options.messageChars, 1, 4_000),
                faults.duration("--connect-ahead", options.connectAhead, NONE, HOUR),
                faults.duration("--threshold", options.threshold, MILLI, YEAR),
                faults.duration("--routing-bound", options.routingBound, MILLI, HOUR),
                faults.duration("--tolerance", options.tolerance, MILLI, HOUR),
                faults.duration("--offer-timeout", options.offerTimeout, Duration.ofSeconds(1), Duration.ofMinutes(5)),
                faults.whole("--waiting-limit", options.waitingLimit, 1, 100_000),
                faults.duration("--drain", options.drain, NONE, YEAR),
                Duration.ofSeconds((long) (60 * faults.number("--max-minutes", options.maxMinutes, 0.1, 100_000))),
                seed(),
                faults.whole("--socket-threads", options.socketThreads, 1, 64),
                Optional.ofNullable(options.json).map(file -> faults.path("--json", file)),
                chaos(),
                described());
    }

    private Source source() {
        boolean fromFile = options.arrivals != null;
        if (fromFile == (options.rate != null)) {
            faults.add("give either --rate or --arrivals");
            return NO_SOURCE;
        }
        return fromFile ? slots(options.arrivals) : poisson(options.rate);
    }

    private Source poisson(@Nullable String rate) {
        return new PoissonSource(
                faults.number("--rate", String.valueOf(rate), 0.0001, 10_000),
                faults.duration("--duration", options.duration, MILLI, YEAR));
    }

    private Source slots(@Nullable String file) {
        double scale = faults.number("--scale", options.scale, 0.0001, 1_000);
        LocalTime from = faults.read("--from", options.from, RunOptionsReader::time, LocalTime.MIN);
        LocalTime to = faults.read("--to", options.to, RunOptionsReader::time, LocalTime.MAX);
        if (options.day == null) {
            faults.add("--arrivals needs --day");
            return NO_SOURCE;
        }
        LocalDate day = faults.read("--day", options.day, RunOptionsReader::date, LocalDate.EPOCH);
        Path path = faults.path("--arrivals", String.valueOf(file));
        return faults.read(
                "--arrivals",
                path.toString(),
                unused -> new SlotSource(SlotFile.read(path, day, from, to), scale),
                NO_SOURCE);
    }

    private List<SkillShare> skills() {
        SkillShare substitute = new SkillShare("", 1, 0, 0);
        return options.skills.stream()
                .map(text -> faults.read("--skill", text, SkillShare::parse, substitute))
                .toList();
    }

    private Distribution finite(String option, String text) {
        Distribution distribution = faults.read(option, text, Distribution::parse, new Distribution.Fixed(0));
        if (distribution instanceof Distribution.Never) {
            faults.add(option + ": 'none' would never end");
        }
        return distribution;
    }

    private Optional<Chaos.Options> chaos() {
        if (options.chaos == null) {
            return Optional.empty();
        }
        if (!options.target.embedded) {
            faults.add("--chaos kills only an --embedded server");
        }
        Chaos.Victim victim = faults.read("--chaos", options.chaos, RunOptionsReader::victim, Chaos.Victim.SERVER);
        return Optional.of(new Chaos.Options(
                victim,
                faults.duration("--chaos-every", options.chaosEvery, Duration.ofMillis(100), HOUR),
                faults.whole("--chaos-rounds", options.chaosRounds, 1, 10_000)));
    }

    private long seed() {
        return faults.read(
                "--seed",
                options.seed,
                text -> {
                    try {
                        return Long.parseLong(text);
                    } catch (NumberFormatException e) {
                        throw new PlanException("'" + text + "' is not a whole number");
                    }
                },
                0L);
    }

    private static LocalTime time(String text) {
        try {
            return LocalTime.parse(text);
        } catch (DateTimeParseException e) {
            throw new PlanException("'" + text + "' is not a time of day like 09:30");
        }
    }

    private static LocalDate date(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw new PlanException("'" + text + "' is not a day like 2003-03-03");
        }
    }

    private static Chaos.Victim victim(String text) {
        try {
            return Chaos.Victim.valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new PlanException("'" + text + "' is not server, redis or both");
        }
    }

    /** What a report says of the options; never the app key. */
    private Map<String, String> described() {
        Map<String, String> out = new LinkedHashMap<>();
        out.put("server", options.target.url == null ? "embedded" : options.target.url);
        out.put(
                "arrivals",
                options.rate != null
                        ? "Poisson, " + options.rate + "/s for " + options.duration
                        : options.arrivals + ", " + options.day + " " + options.from + "–" + options.to + ", scale "
                                + options.scale);
        out.put("staff", options.agents + " agents, capacity " + options.capacity);
        out.put(
                "queues",
                options.queues
                        + (options.queuesPerAgent.equals("0") ? "" : ", " + options.queuesPerAgent + " per agent"));
        if (!options.skills.isEmpty()) {
            out.put("skills", String.join(" ", options.skills));
        }
        out.put("handle time", options.handle);
        out.put("patience", options.patience);
        out.put("accept delay", options.acceptDelay);
        out.put("messages", options.messages + " per chat, " + options.messageChars + " characters");
        out.put("bounds", "routing " + options.routingBound + ", tolerance " + options.tolerance);
        out.put("compression", options.compress);
        out.put("seed", options.seed);
        if (options.chaos != null) {
            out.put("chaos", options.chaos + ", " + options.chaosRounds + " times, every " + options.chaosEvery);
        }
        return out;
    }
}
