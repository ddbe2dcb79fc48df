import type { Queue } from '#protocol/admin.js';
import { useId, useState } from 'preact/hooks';
import { Button, Checkbox, Field } from '../../components/index.js';
import { plural } from '../../words.js';

/** With more than these a filter helps. */
const MANY = 8;

export interface QueuePickerProps {
    label: string;
    hint: string;
    queues: readonly Queue[];
    /** Names of queues. */
    chosen: readonly string[];
    onChange: (chosen: readonly string[]) => void;
    error?: string | undefined;
}

/** Any number of queues. Those that were chosen but are no more stay in view until they are taken away. */
export function QueuePicker({ label, hint, queues, chosen, onChange, error }: QueuePickerProps) {
    const [filter, setFilter] = useState('');
    const id = useId();
    const known = new Set(queues.map(({ name }) => name));
    const gone = chosen.filter((name) => !known.has(name));
    const wanted = filter.trim().toLowerCase();
    // Those that were chosen at first come first; chosen later, they stay where they are.
    const [first] = useState(() => new Set(chosen));
    const ordered = [...queues.filter(({ name }) => first.has(name)), ...queues.filter(({ name }) => !first.has(name))];
    const shown = ordered.filter(({ name, title }) => `${title} ${name}`.toLowerCase().includes(wanted));
    const toggle = (name: string, on: boolean): void =>
        onChange(on ? [...chosen, name] : chosen.filter((each) => each !== name));
    const keys = (event: KeyboardEvent): void => {
        if (event.key === 'Enter') {
            event.preventDefault(); // looks for a queue, and saves nothing
        } else if (event.key === 'Escape' && filter !== '') {
            event.stopPropagation();
            event.preventDefault();
            setFilter('');
        }
    };
    return (
        <fieldset class="picker" aria-describedby={error === undefined ? `${id}-hint` : `${id}-hint ${id}-error`}>
            <legend class="label">{label}</legend>
            <div class="hint" id={`${id}-hint`}>
                {hint}
            </div>
            {queues.length > MANY && (
                <div class="picker-bar">
                    <Field label="Filter queues" hideLabel type="search" placeholder="Filter" value={filter} onInput={setFilter} onKeyDown={keys} />
                    <span class="small soft" role="status">
                        {chosen.length} of {plural(queues.length, 'queue')} chosen
                    </span>
                    {chosen.length > 0 && (
                        <Button small kind="quiet" onClick={() => onChange([])}>
                            Choose none
                        </Button>
                    )}
                </div>
            )}
            {queues.length === 0 && gone.length === 0 ?
                <p class="soft small">
                    There are no queues yet. <a href="#/admin/queues/new">Make one</a>
                </p>
            :   <div class="picker-list">
                    {gone.map((name) => (
                        <Checkbox key={name} checked label={<span dir="auto">{name}</span>} hint="No longer exists" onChange={() => toggle(name, false)} />
                    ))}
                    {shown.map(({ name, title }) => (
                        <Checkbox
                            key={name}
                            checked={chosen.includes(name)}
                            label={<span dir="auto">{title}</span>}
                            hint={<span dir="ltr">{name}</span>}
                            onChange={(on) => toggle(name, on)}
                        />
                    ))}
                    {shown.length === 0 && queues.length > 0 && <p class="soft small">No queue fits the filter.</p>}
                </div>
            }
            {error !== undefined && (
                <div class="error" id={`${id}-error`} data-fault>
                    {error}
                </div>
            )}
        </fieldset>
    );
}
