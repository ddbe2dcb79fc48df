package dev.switchboard.server.hours;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.protocol.v1.Holiday;
import dev.switchboard.protocol.v1.OpeningHours;
import dev.switchboard.protocol.v1.WeeklyHours;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** H6: opening hours by the clock on the wall. */
class ScheduleTest {
    private static final List<String> ZONES =
            List.of("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/Santiago", "Pacific/Auckland");

    private static WeeklyHours hours(int weekday, int fromMinute, int untilMinute) {
        return WeeklyHours.newBuilder()
                .setWeekday(weekday)
                .setFromMinute(fromMinute)
                .setUntilMinute(untilMinute)
                .build();
    }

    private static OpeningHours.Builder daily(String zone, int fromMinute, int untilMinute) {
        OpeningHours.Builder hours = OpeningHours.newBuilder().setTimeZone(zone);
        for (int day = 1; day <= 7; day++) {
            hours.addWeekly(hours(day, fromMinute, untilMinute));
        }
        return hours;
    }

    private static Instant at(String zone, String wall) {
        return LocalDateTime.parse(wall).atZone(ZoneId.of(zone)).toInstant();
    }

    @Test
    void shouldOpenAndCloseToTheSecond() {
        var schedule = new Schedule(OpeningHours.newBuilder()
                .setTimeZone("Europe/Berlin")
                .addWeekly(hours(1, 9 * 60, 17 * 60 + 30))
                .build());
        assertThat(schedule.isOpen(at("Europe/Berlin", "2026-11-23T08:59:59"))).isFalse();
        assertThat(schedule.isOpen(at("Europe/Berlin", "2026-11-23T09:00:00"))).isTrue();
        assertThat(schedule.isOpen(at("Europe/Berlin", "2026-11-23T17:29:59"))).isTrue();
        assertThat(schedule.isOpen(at("Europe/Berlin", "2026-11-23T17:30:00"))).isFalse();
        assertThat(schedule.isOpen(at("Europe/Berlin", "2026-11-24T12:00:00"))).isFalse();
    }

    /** Whatever the zone and the moment. "Always open" must not close for the last minute of each day. */
    @Test
    void shouldNeverCloseWhatIsAlwaysOpen() {
        Random random = new Random(7);
        for (String zone : ZoneId.getAvailableZoneIds()) {
            for (int until : new int[] {1_440, 0}) {
                var schedule = new Schedule(daily(zone, 0, until).build());
                for (int i = 0; i < 100; i++) {
                    Instant moment = Instant.ofEpochSecond(random.nextLong(0, 4_000_000_000L));
                    assertThat(schedule.isOpen(moment))
                            .as("%s at %s", zone, moment)
                            .isTrue();
                }
                Instant lastSecond = at(zone, "2026-06-30T23:59:59");
                assertThat(schedule.isOpen(lastSecond)).isTrue();
            }
        }
    }

    @Test
    void shouldTellWhenItOpensNext() {
        var schedule = new Schedule(OpeningHours.newBuilder()
                .setTimeZone("Europe/Berlin")
                .addWeekly(hours(1, 9 * 60, 17 * 60))
                .addWeekly(hours(5, 22 * 60, 6 * 60))
                .addHolidays(Holiday.newBuilder().setDate("2026-11-30"))
                .build());
        // Monday after work: the night from Friday on; after that night the Monday after the holiday.
        assertThat(schedule.opensAfter(at("Europe/Berlin", "2026-11-23T17:00:00")))
                .contains(at("Europe/Berlin", "2026-11-27T22:00:00"));
        assertThat(schedule.opensAfter(at("Europe/Berlin", "2026-11-28T06:00:00")))
                .contains(at("Europe/Berlin", "2026-12-04T22:00:00"));
        assertThat(schedule.opensAfter(at("Europe/Berlin", "2026-12-05T06:00:00")))
                .contains(at("Europe/Berlin", "2026-12-07T09:00:00"));
    }

    @Test
    void shouldTellOfHoursThatNeverOpen() {
        Instant now = at("UTC", "2026-11-23T12:00:00");
        OpeningHours.Builder none = OpeningHours.newBuilder().setTimeZone("UTC");
        assertThat(new Schedule(none.build()).opensAfter(now)).isEmpty();
        Holiday.Builder once = Holiday.newBuilder().setDate("2026-11-22").addHours(hours(0, 600, 700));
        assertThat(new Schedule(none.clone().addHolidays(once).build()).opensAfter(now))
                .isEmpty();
        assertThat(new Schedule(none.clone()
                                .addHolidays(once.setDate("2099-01-01"))
                                .build())
                        .opensAfter(now))
                .contains(at("UTC", "2099-01-01T10:00:00"));
    }

    /** Four hundred Mondays in a row are holidays; the next one is none. */
    @Test
    void shouldLookBeyondAllHolidays() {
        OpeningHours.Builder hours =
                OpeningHours.newBuilder().setTimeZone("UTC").addWeekly(hours(1, 540, 600));
        LocalDate monday = LocalDate.parse("2026-11-30");
        for (int week = 0; week < 400; week++) {
            hours.addHolidays(
                    Holiday.newBuilder().setDate(monday.plusWeeks(week).toString()));
        }
        assertThat(new Schedule(hours.build()).opensAfter(at("UTC", "2026-11-24T00:00:00")))
                .contains(monday.plusWeeks(400).atTime(9, 0).toInstant(ZoneOffset.UTC));
    }

    /** From any closed moment: at the moment told it is open, and a look at each minute before finds it closed. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldOpenWhenItSaysAndNotBefore(long seed) {
        Random random = new Random(seed);
        for (String zone : ZONES) {
            OpeningHours.Builder hours = OpeningHours.newBuilder().setTimeZone(zone);
            for (int i = 0; i < 4; i++) {
                hours.addWeekly(hours(random.nextInt(1, 8), random.nextInt(0, 240), random.nextInt(0, 240)));
            }
            var schedule = new Schedule(hours.build());
            for (ZoneOffsetTransition clocks : nightsOf2026(zone)) {
                Instant closed = clocks.getInstant().minusSeconds(random.nextInt(0, 100_000));
                if (schedule.isOpen(closed)) {
                    continue;
                }
                Instant opens = schedule.opensAfter(closed).orElseThrow();
                assertThat(schedule.isOpen(opens)).isTrue();
                for (Instant moment = closed; moment.isBefore(opens); moment = moment.plusSeconds(60)) {
                    assertThat(schedule.isOpen(moment))
                            .as("%s at %s", hours, moment)
                            .isFalse();
                }
                assertThat(schedule.isOpen(opens.minusSeconds(1))).isFalse();
            }
        }
    }

    private static List<ZoneOffsetTransition> nightsOf2026(String zone) {
        var rules = ZoneId.of(zone).getRules();
        ZoneOffsetTransition first = rules.nextTransition(Instant.parse("2026-01-01T00:00:00Z"));
        return List.of(first, rules.nextTransition(first.getInstant()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/Santiago"})
    void shouldGoOverMidnight(String zone) {
        var schedule = new Schedule(OpeningHours.newBuilder()
                .setTimeZone(zone)
                .addWeekly(hours(5, 22 * 60, 6 * 60))
                .build());
        assertThat(schedule.isOpen(at(zone, "2026-11-27T21:59:59"))).isFalse();
        assertThat(schedule.isOpen(at(zone, "2026-11-27T22:00:00"))).isTrue();
        assertThat(schedule.isOpen(at(zone, "2026-11-28T00:00:00"))).isTrue();
        assertThat(schedule.isOpen(at(zone, "2026-11-28T05:59:59"))).isTrue();
        assertThat(schedule.isOpen(at(zone, "2026-11-28T06:00:00"))).isFalse();
        // Thursday night has no hours.
        assertThat(schedule.isOpen(at(zone, "2026-11-27T05:00:00"))).isFalse();
    }

    /**
     * Both nights of a year in which the clocks change, in five zones, minute by minute: open exactly while the clock on the
     * wall shows 22:00–06:00, and so as much longer or shorter as the night is.
     */
    @Test
    void shouldFollowTheClockOnTheWallWhenItChanges() {
        for (String name : ZONES) {
            ZoneId zone = ZoneId.of(name);
            var schedule = new Schedule(daily(name, 22 * 60, 6 * 60).build());
            ZoneOffsetTransition transition = zone.getRules().nextTransition(Instant.parse("2026-01-15T00:00:00Z"));
            for (int night = 0; night < 2; night++) {
                Instant noon = transition
                        .getInstant()
                        .minusSeconds(6 * 3_600)
                        .atZone(zone)
                        .toLocalDate()
                        .atTime(12, 0)
                        .atZone(zone)
                        .toInstant();
                long open = 0;
                for (int minute = 0; minute < 24 * 60; minute++) {
                    Instant moment = noon.plusSeconds(minute * 60L);
                    int hour = ZonedDateTime.ofInstant(moment, zone).getHour();
                    boolean expected = hour >= 22 || hour < 6;
                    assertThat(schedule.isOpen(moment))
                            .as("%s at %s", name, moment)
                            .isEqualTo(expected);
                    open += expected ? 1 : 0;
                }
                long shorter = transition.getDuration().toMinutes();
                assertThat(open).as("minutes of the night in %s", name).isEqualTo(8 * 60 - shorter);
                transition = zone.getRules().nextTransition(transition.getInstant());
            }
        }
    }

    @Test
    void shouldPutHolidaysInPlaceOfTheWeekday() {
        OpeningHours hours = daily("Europe/Vienna", 22 * 60, 6 * 60)
                .addHolidays(Holiday.newBuilder().setDate("2026-12-24"))
                .addHolidays(Holiday.newBuilder().setDate("2026-12-31").addHours(hours(0, 10 * 60, 12 * 60)))
                .build();
        var schedule = new Schedule(hours);
        // What began the evening before goes on.
        assertThat(schedule.isOpen(at("Europe/Vienna", "2026-12-24T05:59:00"))).isTrue();
        assertThat(schedule.isOpen(at("Europe/Vienna", "2026-12-24T23:00:00"))).isFalse();
        assertThat(schedule.isOpen(at("Europe/Vienna", "2026-12-25T05:00:00"))).isFalse();
        assertThat(schedule.isOpen(at("Europe/Vienna", "2026-12-31T11:00:00"))).isTrue();
        assertThat(schedule.isOpen(at("Europe/Vienna", "2026-12-31T23:00:00"))).isFalse();
    }

    @Test
    void shouldStayClosedWithoutHours() {
        OpeningHours never = OpeningHours.newBuilder().setTimeZone("UTC").build();
        assertThat(new Schedule(never).isOpen(Instant.EPOCH)).isFalse();
        OpeningHours once = never.toBuilder()
                .addHolidays(
                        Holiday.newBuilder().setDate(LocalDate.EPOCH.toString()).addHours(hours(0, 0, 60)))
                .build();
        assertThat(new Schedule(once)
                        .isOpen(LocalDateTime.parse("1970-01-01T00:59").toInstant(ZoneOffset.UTC)))
                .isTrue();
    }

    @Test
    void shouldRefuseAZoneThatDoesNotExist() {
        OpeningHours nowhere =
                OpeningHours.newBuilder().setTimeZone("Europe/Atlantis").build();
        assertThatThrownBy(() -> new Schedule(nowhere)).isInstanceOf(DateTimeException.class);
    }
}
