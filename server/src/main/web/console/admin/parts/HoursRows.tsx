import { useEffect, useRef } from 'preact/hooks';
import { Button, Field, IconButton, Select } from '../../components/index.js';
import { type Hours, isOverMidnight, OFFICE, OFFICE_WEEK, WEEKDAYS, type WeekdayHours, WEEKLY_MAX } from '../kinds/opening-hours.js';
import type { Faults } from '../state/form.js';
import { added, changed, removed } from '../state/rows.js';

export interface HoursRowsProps {
    weekly: readonly WeekdayHours[];
    faults: Faults;
    onChange: (weekly: readonly WeekdayHours[]) => void;
}

/** Hours of the week; a weekday may have several. */
export function HoursRows({ weekly, faults, onChange }: HoursRowsProps) {
    const box = useRef<HTMLFieldSetElement>(null);
    const fresh = useRef(false);
    useEffect(() => {
        if (fresh.current) {
            fresh.current = false;
            [...(box.current?.querySelectorAll('select') ?? [])].at(-1)?.focus();
        }
    }, [weekly.length]);
    const add = (): void => {
        fresh.current = true;
        const last = weekly.at(-1);
        onChange(added(weekly, { ...OFFICE, ...(last ?? {}), weekday: last === undefined ? 1 : (last.weekday % 7) + 1 }));
    };
    return (
        <fieldset class="levels" ref={box}>
            <legend class="label">Weekly hours</legend>
            {weekly.length === 0 && <p class="hint">None: closed all week, but for days below with hours of their own.</p>}
            {weekly.map((row, at) => (
                <div class="hours-row" key={row.id}>
                    <Select
                        label={`Weekday, line ${at + 1}`}
                        hideLabel
                        value={String(row.weekday)}
                        choices={WEEKDAYS.map((label, i) => ({ value: String(i + 1), label }))}
                        error={faults[`weekly[${at}].weekday`] ?? faults[`weekly[${at}]`]}
                        onChange={(weekday) => onChange(changed(weekly, row.id, { weekday: Number(weekday) }))}
                    />
                    <HoursFields
                        about={`line ${at + 1}`}
                        hours={row}
                        at={`weekly[${at}]`}
                        faults={faults}
                        onChange={(part) => onChange(changed(weekly, row.id, part))}
                    />
                    <IconButton
                        icon="close"
                        label={`Remove line ${at + 1}, ${WEEKDAYS[row.weekday - 1] ?? ''}`}
                        onClick={() => {
                            onChange(removed(weekly, row.id));
                            box.current?.querySelector<HTMLElement>('[data-add] button')?.focus();
                        }}
                    />
                </div>
            ))}
            <div class="line-up" data-add>
                <Button small disabled={weekly.length >= WEEKLY_MAX} onClick={add}>
                    Add hours
                </Button>
                {weekly.length === 0 && (
                    <Button small onClick={() => onChange(OFFICE_WEEK)}>
                        Monday to Friday, 9 to 5
                    </Button>
                )}
            </div>
            {faults['weekly'] !== undefined && (
                <div class="error" data-fault>
                    {faults['weekly']}
                </div>
            )}
        </fieldset>
    );
}

export interface HoursFieldsProps {
    /** Which hours these are, for those who do not see where the fields stand. */
    about: string;
    hours: Hours;
    /** Where faults of these hours are. */
    at: string;
    faults: Faults;
    onChange: (part: Partial<Hours>) => void;
}

/** From when until when; over midnight where the end is not after the start. */
export function HoursFields({ about, hours, at, faults, onChange }: HoursFieldsProps) {
    return (
        <>
            <Field
                type="time"
                label={`From, ${about}`}
                hideLabel
                value={hours.from}
                error={faults[`${at}.from_minute`]}
                onInput={(from) => onChange({ from })}
            />
            <Field
                type="time"
                label={`Until, ${about}`}
                hideLabel
                value={hours.until}
                error={faults[`${at}.until_minute`]}
                hint={isOverMidnight(hours) ? 'on the next day' : undefined}
                onInput={(until) => onChange({ until })}
            />
        </>
    );
}
