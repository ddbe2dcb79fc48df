import type { Queue } from '#protocol/admin.js';
import { Checkbox, Field, IconButton } from '../../components/index.js';
import { inTime, LOWER_MAX, nextStep, type Step, STEPS_MAX } from '../kinds/steps.js';
import type { Faults } from '../state/form.js';
import { added, changed, removed } from '../state/rows.js';
import { QueuePicker } from './QueuePicker.js';
import { RowList } from './RowList.js';

export interface StepRowsProps {
    steps: readonly Step[];
    /** Whose agents may have the chat too. */
    queues: readonly Queue[];
    faults: Faults;
    onChange: (steps: readonly Step[]) => void;
}

/** What a chat gives up while it waits. The steps lie in order of time: one whose time is changed goes where it belongs. */
export function StepRows({ steps, queues, faults, onChange }: StepRowsProps) {
    const sort = (event: FocusEvent): void => {
        const row = event.currentTarget as HTMLElement;
        const sorted = inTime(steps);
        if (sorted !== steps && !row.contains(event.relatedTarget as Node | null)) {
            onChange(sorted);
        }
    };
    return (
        <RowList
            label="Steps"
            hint={`What a chat gives up while it waits, so that more agents may have it. Times count from its entry into the queue; steps add up. At most ${STEPS_MAX}.`}
            add="Add a step"
            count={steps.length}
            max={STEPS_MAX}
            fault={faults['steps']}
            onAdd={() => onChange(added(steps, nextStep(steps)))}
        >
            {(onRemoved) =>
                steps.map((step, at) => (
                    <StepRow
                        key={step.id}
                        step={step}
                        at={at}
                        queues={queues}
                        faults={faults}
                        onChange={(part) => onChange(changed(steps, step.id, part))}
                        onRemove={() => {
                            onChange(removed(steps, step.id));
                            onRemoved();
                        }}
                        onLeave={sort}
                    />
                ))
            }
        </RowList>
    );
}

interface StepRowProps {
    step: Step;
    at: number;
    queues: readonly Queue[];
    faults: Faults;
    onChange: (part: Partial<Omit<Step, 'id'>>) => void;
    onRemove: () => void;
    onLeave: (event: FocusEvent) => void;
}

function StepRow({ step, at, queues, faults, onChange, onRemove, onLeave }: StepRowProps) {
    const fault = (part: string): string | undefined => faults[`steps[${at}].${part}`];
    const whole = faults[`steps[${at}]`];
    return (
        <fieldset class="step-row" onFocusOut={onLeave}>
            <legend class="step-title">Step {at + 1}</legend>
            <span class="step-remove">
                <IconButton small icon="close" label={`Remove step ${at + 1}`} onClick={onRemove} />
            </span>
            <div class="admin-trio">
                <Field
                    label="After (seconds)"
                    keyboard="decimal"
                    value={step.after}
                    error={fault('after_ms')}
                    hint="0–86,400"
                    onInput={(after) => onChange({ after })}
                />
                <Field
                    label="Lower levels by"
                    keyboard="numeric"
                    value={step.lower}
                    error={fault('lower_levels')}
                    hint={`0–${LOWER_MAX}; of required skills. Empty: 0.`}
                    onInput={(lower) => onChange({ lower })}
                />
                <Field
                    label="Raise credit by (seconds)"
                    keyboard="decimal"
                    value={step.raise}
                    error={fault('raise_ms')}
                    hint="0–86,400. Empty: 0."
                    onInput={(raise) => onChange({ raise })}
                />
            </div>
            <Checkbox
                label="Drop preferred skills"
                hint="They need not be met any more."
                checked={step.drop}
                onChange={(drop) => onChange({ drop })}
            />
            <details class="fold fold-inner">
                <summary>
                    <span class="label">Agents of further queues</span>
                    <span class="fold-gist" dir="auto">
                        {step.widenTo.length === 0 ? 'none' : step.widenTo.join(', ')}
                    </span>
                </summary>
                <QueuePicker
                    label="Agents of these queues too"
                    hint="At most 20."
                    queues={queues}
                    chosen={step.widenTo}
                    error={fault('widen_to')}
                    onChange={(widenTo) => onChange({ widenTo })}
                />
            </details>
            {whole !== undefined && (
                <div class="error" data-fault>
                    {whole}
                </div>
            )}
        </fieldset>
    );
}
