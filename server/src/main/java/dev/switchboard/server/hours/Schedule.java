package dev.switchboard.server.hours;

import dev.switchboard.protocol.v1.Holiday;
import dev.switchboard.protocol.v1.OpeningHours;
import dev.switchboard.protocol.v1.WeeklyHours;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Opening hours as people write them: by the clock on the wall of their time zone. Whether it is open is asked of the time
 * that this clock shows. So in the night in which clocks go forward the hour that they leave out is left out, and in the one in
 * which they go back the hour that they show twice counts twice.
 */
public final class Schedule {
    /** From a minute until another, which is the next day's where it is not later. */
    private record Span(int fromMinute, int untilMinute) {
        boolean goesOver() {
            return untilMinute <= fromMinute;
        }

        boolean holdsOnItsDay(int minute) {
            return minute >= fromMinute && (goesOver() || minute < untilMinute);
        }

        boolean holdsOnTheNextDay(int minute) {
            return goesOver() && minute < untilMinute;
        }
    }

    /** More weeks than there are holidays, so that some day of the week that has hours is none. */
    private static final int LOOK_AHEAD_DAYS = 7 * 410;

    private final ZoneId zone;
    private final Map<DayOfWeek, List<Span>> weekly = new EnumMap<>(DayOfWeek.class);
    private final Map<LocalDate, List<Span>> holidays = new HashMap<>();

    /**
     * As the administration service has checked them.
     *
     * @throws java.time.DateTimeException if zone, weekday or date is none
     */
    public Schedule(OpeningHours hours) {
        zone = ZoneId.of(hours.getTimeZone());
        for (DayOfWeek day : DayOfWeek.values()) {
            weekly.put(
                    day,
                    spans(hours.getWeeklyList().stream()
                            .filter(span -> DayOfWeek.of(span.getWeekday()) == day)
                            .toList()));
        }
        for (Holiday holiday : hours.getHolidaysList()) {
            holidays.put(LocalDate.parse(holiday.getDate()), spans(holiday.getHoursList()));
        }
    }

    private static List<Span> spans(List<WeeklyHours> hours) {
        return hours.stream()
                .map(each -> new Span(each.getFromMinute(), each.getUntilMinute()))
                .toList();
    }

    public boolean isOpen(Instant now) {
        LocalDateTime wall = LocalDateTime.ofInstant(now, zone);
        LocalDate today = wall.toLocalDate();
        int minute = wall.getHour() * 60 + wall.getMinute();
        return spansOf(today).stream().anyMatch(span -> span.holdsOnItsDay(minute))
                || spansOf(today.minusDays(1)).stream().anyMatch(span -> span.holdsOnTheNextDay(minute));
    }

    /** When it opens next after a moment at which it is closed; empty for never. */
    public Optional<Instant> opensAfter(Instant closed) {
        return daysToLookAt(LocalDate.ofInstant(closed, zone))
                .flatMap(day -> changesOn(day).filter(moment -> moment.isAfter(closed) && isOpen(moment)))
                .findFirst();
    }

    private Stream<LocalDate> daysToLookAt(LocalDate today) {
        boolean onHolidaysOnly = weekly.values().stream().allMatch(List::isEmpty);
        return onHolidaysOnly
                ? holidays.keySet().stream().sorted()
                : today.minusDays(1).datesUntil(today.plusDays(LOOK_AHEAD_DAYS));
    }

    /** The moments of a day at which it may open, in order: where hours begin, and where the clock on the wall is set. */
    private Stream<Instant> changesOn(LocalDate day) {
        ZoneRules rules = zone.getRules();
        Instant begin = day.atStartOfDay(zone).toInstant();
        Instant end = day.plusDays(1).atStartOfDay(zone).toInstant();
        ZoneOffsetTransition set = rules.nextTransition(begin.minusMillis(1));
        Stream<Instant> starts = spansOf(day).stream()
                .map(span -> day.atStartOfDay().plusMinutes(span.fromMinute()))
                .flatMap(wall -> rules.getValidOffsets(wall).stream().map(wall::toInstant));
        return Stream.concat(
                        starts,
                        Stream.ofNullable(set)
                                .map(ZoneOffsetTransition::getInstant)
                                .filter(at -> !at.isAfter(end)))
                .sorted();
    }

    /** Hours that begin on that day. */
    private List<Span> spansOf(LocalDate day) {
        List<Span> special = holidays.get(day);
        return special != null ? special : weekly.getOrDefault(day.getDayOfWeek(), List.of());
    }
}
