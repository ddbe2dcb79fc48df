package dev.switchboard.server.hours;

import dev.switchboard.protocol.v1.Holiday;
import dev.switchboard.protocol.v1.OpeningHours;
import dev.switchboard.protocol.v1.WeeklyHours;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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

    /** Hours that begin on that day. */
    private List<Span> spansOf(LocalDate day) {
        List<Span> special = holidays.get(day);
        return special != null ? special : weekly.getOrDefault(day.getDayOfWeek(), List.of());
    }
}
