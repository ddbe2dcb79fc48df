import type { Holiday, OpeningHours, WeeklyHours } from '#protocol/admin.js';
import type { Faults } from '../state/form.js';
import { type Row, rowsOf } from '../state/rows.js';

export const WEEKLY_MAX = 50;
export const HOLIDAYS_MAX = 400;
export const HOLIDAY_HOURS_MAX = 5;
const DAY_MINUTES = 1_440;

/** By the number that the protocol gives them, from 1 on. */
export const WEEKDAYS: readonly string[] = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** "09:00" as the browser's field for times writes it; '' for nothing. */
export interface Hours {
    readonly from: string;
    /** Not after `from`: on the next day. */
    readonly until: string;
}

export interface WeekdayHours extends Hours, Row {
    /** 1 Monday – 7 Sunday. */
    readonly weekday: number;
}

export interface HolidayHours extends Row {
    /** "2026-12-24" */
    readonly date: string;
    readonly name: string;
    /** None for closed. */
    readonly hours: readonly Hours[];
}

/** The part of a queue's form that says when it is open. */
export interface Opening {
    readonly always: boolean;
    readonly timeZone: string;
    readonly weekly: readonly WeekdayHours[];
    readonly holidays: readonly HolidayHours[];
}

/** Nine to five on working days is what one changes at first. */
export const OFFICE: Hours = { from: '09:00', until: '17:00' };
export const OFFICE_WEEK: readonly WeekdayHours[] = [1, 2, 3, 4, 5].map((weekday, id) => ({ id, weekday, ...OFFICE }));

export const alwaysOpen: Opening = { always: true, timeZone: '', weekly: [], holidays: [] };

export function openingOf(stored: OpeningHours | undefined): Opening {
    return stored === undefined ? alwaysOpen : (
            {
                always: false,
                timeZone: stored.timeZone,
                weekly: rowsOf(stored.weekly, (hours) => ({ weekday: hours.weekday, ...hoursOf(hours) })),
                holidays: rowsOf(stored.holidays, ({ date, name, hours }) => ({ date, name, hours: hours.map(hoursOf) })),
            }
        );
}

export function storedOpening({ always, timeZone, weekly, holidays }: Opening): OpeningHours | undefined {
    return always ? undefined : (
            {
                timeZone: timeZone.trim(),
                weekly: weekly.map(({ weekday, ...hours }) => storedHours(hours, weekday)),
                holidays: holidays.map(
                    ({ date, name, hours }): Holiday => ({ date, name: name.trim(), hours: hours.map((each) => storedHours(each, 0)) }),
                ),
            }
        );
}

/** Through the week, and through the year. */
export function inOrder(opening: Opening): Pick<Opening, 'weekly' | 'holidays'> {
    const { weekly, holidays } = opening;
    return {
        weekly: [...weekly].sort((a, b) => a.weekday - b.weekday || compare(a.from, b.from)),
        holidays: [...holidays].sort((a, b) => compare(a.date, b.date)),
    };
}

export function openingFaults({ always, timeZone, weekly, holidays }: Opening): Faults {
    const faults: Record<string, string> = {};
    if (always) {
        return faults;
    }
    if (!isTimeZone(timeZone.trim())) {
        faults['timeZone'] = 'Choose a time zone from the list, such as Europe/Berlin.';
    }
    weekly.forEach((hours, at) => hoursFaults(`weekly[${at}]`, hours, faults));
    holidays.forEach(({ date, name, hours }, at) => {
        const same = holidays.findIndex((other) => other.date === date);
        if (date === '') {
            faults[`holidays[${at}].date`] = 'Choose a day.';
        } else if (same < at) {
            faults[`holidays[${at}].date`] = 'This day is named above already.';
        }
        if ([...name].length > 64) {
            faults[`holidays[${at}].name`] = 'At most 64 characters.';
        }
        hours.forEach((each, i) => hoursFaults(`holidays[${at}].hours[${i}]`, each, faults));
    });
    return faults;
}

/** Whether these hours end on the day after. */
export function isOverMidnight({ from, until }: Hours): boolean {
    return from !== '' && until !== '' && until !== '00:00' && compare(until, from) <= 0;
}

export function isTimeZone(name: string): boolean {
    try {
        return name !== '' && new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
    } catch {
        return false;
    }
}

export function weeklyText(weekly: readonly WeekdayHours[]): string {
    return weekly.length === 0 ? 'none' : weekly.map((row) => `${WEEKDAYS[row.weekday - 1] ?? ''} ${hoursText(row)}`).join(', ');
}

export function holidaysText(holidays: readonly HolidayHours[]): string {
    return holidays.length === 0 ? 'none' : (
            holidays.map(({ date, name, hours }) => `${date} ${name}: ${hours.map(hoursText).join(' and ') || 'closed'}`).join('; ')
        );
}

function hoursText({ from, until }: Hours): string {
    return `${from}–${until === '00:00' ? '24:00' : until}`;
}

function hoursFaults(at: string, { from, until }: Hours, faults: Record<string, string>): void {
    if (from === '') {
        faults[`${at}.from_minute`] = 'From when?';
    }
    if (until === '') {
        faults[`${at}.until_minute`] = 'Until when?';
    }
}

function hoursOf({ fromMinute, untilMinute }: WeeklyHours): Hours {
    return { from: clockText(fromMinute), until: clockText(untilMinute) };
}

/** Midnight at the end of the day is the end of that day, not the start of the next: the same moment, and one name for it. */
function storedHours({ from, until }: Hours, weekday: number): WeeklyHours {
    return { weekday, fromMinute: minuteOf(from), untilMinute: minuteOf(until) || DAY_MINUTES };
}

function clockText(minute: number): string {
    const two = (value: number): string => String(value).padStart(2, '0');
    return `${two(Math.floor(minute / 60) % 24)}:${two(minute % 60)}`;
}

function minuteOf(clock: string): number {
    const [hour = 0, minute = 0] = clock.split(':').map(Number);
    return hour * 60 + minute;
}

function compare(a: string, b: string): number {
    return a < b ? -1 : a > b ? 1 : 0;
}
