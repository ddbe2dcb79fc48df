package dev.switchboard.server.account;

import dev.switchboard.protocol.v1.Holiday;
import dev.switchboard.protocol.v1.OpeningHours;
import dev.switchboard.protocol.v1.WeeklyHours;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The opening hours of a queue; in order, so that those which mean the same are equal. */
final class HoursFields {
    private static final int WEEKLY_MAX = 50;
    private static final int HOLIDAYS_MAX = 400;
    private static final int HOURS_OF_HOLIDAY_MAX = 5;
    private static final int DAY_MINUTES = 1_440;
    private static final int DATE_CHARS = 10;
    private static final Comparator<WeeklyHours> IN_ORDER = Comparator.comparing(WeeklyHours::getWeekday)
            .thenComparing(WeeklyHours::getFromMinute)
            .thenComparing(WeeklyHours::getUntilMinute);

    private final Fields fields;
    private final Faults faults;

    HoursFields(Fields fields, Faults faults) {
        this.fields = fields;
        this.faults = faults;
    }

    OpeningHours canonical(String field, OpeningHours given) {
        String zone = given.getTimeZone().strip();
        faults.check(
                ZoneId.getAvailableZoneIds().contains(zone),
                field + ".time_zone",
                "there is no such time zone; one is Europe/Berlin");
        fields.atMost(field + ".weekly", given.getWeeklyCount(), WEEKLY_MAX);
        fields.atMost(field + ".holidays", given.getHolidaysCount(), HOLIDAYS_MAX);
        return OpeningHours.newBuilder()
                .setTimeZone(zone)
                .addAllWeekly(weekly(field + ".weekly", given.getWeeklyList()))
                .addAllHolidays(holidays(field + ".holidays", given.getHolidaysList()))
                .build();
    }

    private List<WeeklyHours> weekly(String field, List<WeeklyHours> given) {
        List<WeeklyHours> hours = new ArrayList<>();
        for (int i = 0; i < given.size() && i < WEEKLY_MAX; i++) {
            String at = field + "[" + i + "]";
            int weekday = fields.range(at + ".weekday", given.get(i).getWeekday(), 1, 7, 0);
            hours.add(minutes(at, given.get(i)).setWeekday(weekday).build());
        }
        hours.sort(IN_ORDER);
        return hours;
    }

    private WeeklyHours.Builder minutes(String at, WeeklyHours given) {
        return WeeklyHours.newBuilder()
                .setFromMinute(fields.range(at + ".from_minute", given.getFromMinute(), 0, DAY_MINUTES - 1, 0))
                .setUntilMinute(fields.range(at + ".until_minute", given.getUntilMinute(), 0, DAY_MINUTES, 0));
    }

    private List<Holiday> holidays(String field, List<Holiday> given) {
        List<Holiday> holidays = new ArrayList<>();
        Set<String> dates = new HashSet<>();
        for (int i = 0; i < given.size() && i < HOLIDAYS_MAX; i++) {
            String at = field + "[" + i + "]";
            Holiday holiday = given.get(i);
            String date = holiday.getDate().strip();
            faults.check(isDate(date), at + ".date", "a date like 2026-12-24");
            faults.check(dates.add(date), at + ".date", "named twice");
            fields.atMost(at + ".hours", holiday.getHoursCount(), HOURS_OF_HOLIDAY_MAX);
            Holiday.Builder stored =
                    Holiday.newBuilder().setDate(date).setName(fields.titleOrNone(at + ".name", holiday.getName()));
            for (int j = 0; j < holiday.getHoursCount() && j < HOURS_OF_HOLIDAY_MAX; j++) {
                stored.addHours(minutes(at + ".hours[" + j + "]", holiday.getHours(j)));
            }
            holidays.add(stored.build());
        }
        holidays.sort(Comparator.comparing(Holiday::getDate));
        return holidays;
    }

    private static boolean isDate(String text) {
        if (text.length() != DATE_CHARS) {
            return false;
        }
        try {
            LocalDate.parse(text);
            return true;
        } catch (DateTimeParseException none) {
            return false;
        }
    }
}
