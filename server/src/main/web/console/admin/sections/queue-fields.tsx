import type { AgentRule } from '#protocol/admin.js';
import type { ComponentChildren } from 'preact';
import { Checkbox, Field, Fold, RadioGroup, Select } from '../../components/index.js';
import { AGENT_RULES, ruleWords } from '../../rules.js';
import { holidaysText, OFFICE_WEEK, weeklyText } from '../kinds/opening-hours.js';
import type { QueueValues } from '../kinds/queue.js';
import { askingGist, givingUpGist, limitsGist, openingGist, unitsGist, wrapUpGist } from '../kinds/queue-gist.js';
import { stepsText } from '../kinds/steps.js';
import { HolidayRows } from '../parts/HolidayRows.js';
import { HoursRows } from '../parts/HoursRows.js';
import { LevelRows } from '../parts/LevelRows.js';
import { StepRows } from '../parts/StepRows.js';
import { type FieldsProps, levelsText, onOff } from './section.js';

type Props = FieldsProps<QueueValues>;
type Named<Type> = { [Field in keyof QueueValues]: QueueValues[Field] extends Type ? Field : never }[keyof QueueValues];

/** What most queues need is in view; the rest lies in folds that say what is in them. */
export function QueueFields(props: Props) {
    const { values, faults, set, note, choices } = props;
    return (
        <>
            <section class="admin-card">
                <h2>Names</h2>
                <div class="admin-pair">
                    <Typed {...props} field="title" label="Title" hint="What customers and agents read." />
                    <Typed {...props} field="name" exact label="Name" hint="What pages and programs call it: a–z, 0–9 and -." />
                </div>
            </section>
            <section class="admin-card">
                <h2>Who gets a chat</h2>
                <LevelRows
                    label="Requirements"
                    hint="Only agents of the queue who have all of these skills get its chats. At most 8."
                    field="requirements"
                    levelLabel="At least"
                    range
                    max={8}
                    skills={choices.skills}
                    levels={values.requirements}
                    faults={faults}
                    onChange={(requirements) => set({ requirements })}
                />
                {note('requirements', levelsText)}
                <RadioGroup
                    label="Among those who may have it, the first is"
                    value={String(values.rule)}
                    error={faults['rule']}
                    choices={AGENT_RULES.map(({ rule, name, about }) => ({ value: String(rule), label: name, hint: about }))}
                    onChange={(rule) => set({ rule: Number(rule) })}
                />
                {note('rule', (rule: AgentRule) => ruleWords(rule)?.name ?? 'another rule')}
            </section>
            <Asking {...props} />
            <GivingUp {...props} />
            <LimitsFold {...props} />
            <Units {...props} />
            <WrapUp {...props} />
            <OpeningHours {...props} />
        </>
    );
}

function Asking(props: Props) {
    const { values } = props;
    const unused = 'Not used while chats are assigned without asking.';
    return (
        <Fold title="How agents are asked" gist={askingGist(values)}>
            <Ticked
                {...props}
                field="direct"
                label="Assign without asking"
                hint="The agent gets the chat at once, instead of an offer that can be accepted or declined."
            />
            <div class="admin-pair">
                <Typed
                    {...props}
                    field="offerTimeout"
                    label="Time to answer an offer (seconds)"
                    hint={values.direct ? unused : '1–300. Then the next agent is asked. Empty: 15.'}
                />
                <Typed
                    {...props}
                    field="offersAtOnce"
                    label="Offers at once (agents)"
                    hint={values.direct ? unused : '1–10. The first who accepts has the chat. Empty: 1.'}
                />
            </div>
            <Ticked
                {...props}
                field="lastAgent"
                label="Prefer the last agent"
                hint="Whoever the customer talked to last goes before the rule whenever he has room."
            />
            <div class="admin-pair">
                <Typed
                    {...props}
                    field="preferredWait"
                    label="Wait for preferred agents (seconds)"
                    hint="0–3,600. So long a chat is kept for them alone. Empty: 0."
                />
            </div>
        </Fold>
    );
}

function GivingUp(props: Props) {
    const { values, faults, set, note, choices, id } = props;
    return (
        <Fold title="Preferred skills and steps" gist={givingUpGist(values)}>
            <LevelRows
                label="Preferred skills"
                hint="Required too until a step drops them. Where no step does, nobody waits for them: they decide who is first. At most 8."
                field="preferences"
                levelLabel="At least"
                range
                max={8}
                skills={choices.skills}
                levels={values.preferences}
                faults={faults}
                onChange={(preferences) => set({ preferences })}
            />
            {note('preferences', levelsText)}
            <StepRows
                steps={values.steps}
                queues={choices.queues.filter((queue) => queue.id !== id)}
                faults={faults}
                onChange={(steps) => set({ steps })}
            />
            {note('steps', stepsText)}
        </Fold>
    );
}

function LimitsFold(props: Props) {
    const { values, faults, set, note, choices, id } = props;
    const others = choices.queues.filter((queue) => queue.id !== id);
    const gone = values.overflow !== '' && !others.some(({ name }) => name === values.overflow);
    return (
        <Fold title="Priority and limits" gist={limitsGist(values)}>
            <div class="admin-pair">
                <Typed
                    {...props}
                    field="credit"
                    label="Credit (seconds)"
                    hint="0–86,400. Where queues compete for an agent, its chats count as having waited so much longer."
                />
                <Typed
                    {...props}
                    field="maxWait"
                    label="Maximum wait (seconds)"
                    hint="1–86,400. Then the chat is closed, and the customer keeps his text. Empty: no limit."
                />
                <Typed
                    {...props}
                    field="waitingLimit"
                    label="Waiting limit (chats)"
                    hint="1–100,000. When so many wait, new ones overflow or are refused. Empty: 1,000."
                />
                <Typed
                    {...props}
                    field="activeLimit"
                    label="Active limit (chats)"
                    hint="1–100,000. With so many at agents, it gives none away. Empty: no limit."
                />
                <div class="admin-cell">
                    <Select
                        label="Overflow queue"
                        value={values.overflow}
                        error={faults['overflow']}
                        hint="Takes new chats while this queue is full or closed."
                        choices={[
                            { value: '', label: 'None: they are refused' },
                            ...(gone ? [{ value: values.overflow, label: `${values.overflow} (no longer exists)` }] : []),
                            ...others.map(({ name, title }) => ({ value: name, label: title })),
                        ]}
                        onChange={(overflow) => set({ overflow })}
                    />
                    {note('overflow', (overflow: string) => overflow || 'none')}
                </div>
            </div>
        </Fold>
    );
}

function Units(props: Props) {
    return (
        <Fold title="What a chat takes of an agent" gist={unitsGist(props.values)}>
            <div class="admin-pair">
                <Typed
                    {...props}
                    field="weight"
                    label="Weight of a chat (units)"
                    hint="1–100. Empty: the server’s default, 1 unless it is configured."
                />
                <Typed
                    {...props}
                    field="agentCapacity"
                    label="Capacity of an agent (units)"
                    hint="1–100, for agents who have none of their own. Empty: the server’s default, 3 unless it is configured."
                />
                <Typed
                    {...props}
                    field="idleAfter"
                    label="Idle after (seconds)"
                    hint="10–86,400. Where nobody wrote for so long, a chat frees its units until the customer writes. Empty: never."
                />
            </div>
            <Ticked {...props} field="holdKeeps" label="Chats on hold keep their units" hint="Otherwise a chat on hold makes room for another." />
        </Fold>
    );
}

function WrapUp(props: Props) {
    return (
        <Fold title="Work after a chat" gist={wrapUpGist(props.values)}>
            <div class="admin-pair">
                <Typed
                    {...props}
                    field="wrapUp"
                    label="Wrap-up (seconds)"
                    hint="0–3,600. The agent may end it earlier, or take more time. Empty: none."
                />
            </div>
            <Ticked {...props} field="wrapUpHolds" label="Wrap-up holds the chat’s units" hint="As long as it lasts, they are not free for another chat." />
        </Fold>
    );
}

const ZONES = Intl.supportedValuesOf('timeZone');

function OpeningHours(props: Props) {
    const { values, faults, set, note } = props;
    const choose = (how: string): void =>
        set(
            how === 'always' ? { always: true }
            : values.timeZone !== '' ? { always: false }
            : { always: false, timeZone: new Intl.DateTimeFormat().resolvedOptions().timeZone, weekly: OFFICE_WEEK },
        );
    return (
        <Fold title="Opening hours" gist={openingGist(values)}>
            <RadioGroup
                label="The queue is open"
                value={values.always ? 'always' : 'hours'}
                choices={[
                    { value: 'always', label: 'Always' },
                    { value: 'hours', label: 'At these hours', hint: 'Outside of them it takes no new chats.' },
                ]}
                onChange={choose}
            />
            {note('always', (always: boolean) => (always ? 'always open' : 'at hours'))}
            {!values.always && (
                <>
                    <div class="admin-pair">
                        <Typed
                            {...props}
                            field="timeZone"
                            exact
                            proposals={ZONES}
                            label="Time zone"
                            hint="In which the hours are meant: type a city, such as Berlin."
                        />
                    </div>
                    <HoursRows weekly={values.weekly} faults={faults} onChange={(weekly) => set({ weekly })} />
                    {note('weekly', weeklyText)}
                    <HolidayRows holidays={values.holidays} faults={faults} onChange={(holidays) => set({ holidays })} />
                    {note('holidays', holidaysText)}
                    <div class="admin-cell">
                        <RadioGroup
                            label="Who waits when the queue closes"
                            value={values.pausesWhenClosed ? 'pauses' : 'served'}
                            error={faults['pausesWhenClosed']}
                            choices={[
                                { value: 'served', label: 'Is still served', hint: 'Only new chats are refused.' },
                                { value: 'pauses', label: 'Waits until it opens', hint: 'And keeps the place in the queue.' },
                            ]}
                            onChange={(how) => set({ pausesWhenClosed: how === 'pauses' })}
                        />
                        {note('pausesWhenClosed', (pauses: boolean) => (pauses ? 'waits until it opens' : 'is still served'))}
                    </div>
                </>
            )}
        </Fold>
    );
}

interface TypedProps extends Props {
    field: Named<string>;
    label: string;
    hint: ComponentChildren;
    exact?: boolean | undefined;
    proposals?: readonly string[] | undefined;
}

/** A text or a number; which of them the label's unit says. */
function Typed({ field, label, hint, exact, proposals, values, faults, set, note }: TypedProps) {
    return (
        <div class="admin-cell">
            <Field
                label={label}
                hint={hint}
                exact={exact}
                proposals={proposals}
                keyboard={label.includes('(seconds)') ? 'decimal' : label.endsWith(')') ? 'numeric' : undefined}
                value={values[field]}
                error={faults[field]}
                onInput={(value) => set({ [field]: value })}
            />
            {note(field)}
        </div>
    );
}

/** Yes or no. */
function Ticked({ field, label, hint, values, set, note }: Props & { field: Named<boolean>; label: string; hint: string }) {
    return (
        <div class="admin-cell">
            <Checkbox label={label} hint={hint} checked={values[field]} onChange={(on) => set({ [field]: on })} />
            {note(field, onOff)}
        </div>
    );
}
