import { Button, Field, IconButton } from '../../components/index.js';
import { HOLIDAY_HOURS_MAX, type HolidayHours, HOLIDAYS_MAX, OFFICE } from '../kinds/opening-hours.js';
import type { Faults } from '../state/form.js';
import { added, changed, removed } from '../state/rows.js';
import { HoursFields } from './HoursRows.js';
import { RowList } from './RowList.js';

export interface HolidayRowsProps {
    holidays: readonly HolidayHours[];
    faults: Faults;
    onChange: (holidays: readonly HolidayHours[]) => void;
}

/** Days with other hours than their weekday, or with none. */
export function HolidayRows({ holidays, faults, onChange }: HolidayRowsProps) {
    return (
        <RowList
            label="Holidays and other special days"
            hint={`Closed on these days, or open at the hours named here instead of those of the week. At most ${HOLIDAYS_MAX}.`}
            add="Add a day"
            count={holidays.length}
            max={HOLIDAYS_MAX}
            fault={faults['holidays']}
            onAdd={() => onChange(added(holidays, { date: '', name: '', hours: [] }))}
        >
            {(onRemoved) =>
                holidays.map((holiday, at) => (
                    <HolidayRow
                        key={holiday.id}
                        holiday={holiday}
                        at={at}
                        faults={faults}
                        onChange={(part) => onChange(changed(holidays, holiday.id, part))}
                        onRemove={() => {
                            onChange(removed(holidays, holiday.id));
                            onRemoved();
                        }}
                    />
                ))
            }
        </RowList>
    );
}

interface HolidayRowProps {
    holiday: HolidayHours;
    at: number;
    faults: Faults;
    onChange: (part: Partial<Omit<HolidayHours, 'id'>>) => void;
    onRemove: () => void;
}

function HolidayRow({ holiday: { date, name, hours }, at, faults, onChange, onRemove }: HolidayRowProps) {
    const here = `holidays[${at}]`;
    const which = name === '' ? `day ${at + 1}` : name;
    return (
        <div class="holiday-row">
            <div class="holiday-line">
                <Field
                    type="date"
                    label={`Date, day ${at + 1}`}
                    hideLabel
                    value={date}
                    error={faults[`${here}.date`] ?? faults[here]}
                    onInput={(value) => onChange({ date: value })}
                />
                <Field
                    label={`Name, day ${at + 1}`}
                    hideLabel
                    placeholder="Name"
                    value={name}
                    error={faults[`${here}.name`]}
                    onInput={(value) => onChange({ name: value })}
                />
                <IconButton icon="close" label={`Remove ${which}`} onClick={onRemove} />
            </div>
            {hours.map((each, i) => (
                <div class="hours-row hours-row-inner" key={i}>
                    <HoursFields
                        about={`${which}, hours ${i + 1}`}
                        hours={each}
                        at={`${here}.hours[${i}]`}
                        faults={faults}
                        onChange={(part) => onChange({ hours: hours.map((old, k) => (k === i ? { ...old, ...part } : old)) })}
                    />
                    <IconButton
                        icon="close"
                        label={`Remove hours ${i + 1} of ${which}`}
                        onClick={() => onChange({ hours: hours.filter((_, k) => k !== i) })}
                    />
                </div>
            ))}
            <div class="line-up">
                {hours.length === 0 && <span class="soft small">Closed all day</span>}
                <Button small kind="quiet" disabled={hours.length >= HOLIDAY_HOURS_MAX} onClick={() => onChange({ hours: [...hours, OFFICE] })}>
                    {hours.length === 0 ? 'Open at some hours' : 'Add hours'}
                    <span class="unseen">, {which}</span>
                </Button>
            </div>
            {faults[`${here}.hours`] !== undefined && (
                <div class="error" data-fault>
                    {faults[`${here}.hours`]}
                </div>
            )}
        </div>
    );
}
