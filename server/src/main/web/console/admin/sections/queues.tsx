import type { Queue } from '#protocol/admin.js';
import { Badge, Checkbox, Field } from '../../components/index.js';
import { queueKind, type QueueValues } from '../kinds/queue.js';
import { LevelRows } from '../parts/LevelRows.js';
import { Some } from '../parts/Some.js';
import { secondsText } from '../state/inputs.js';
import { type FieldsProps, hrefOfKind, levelsText, type SectionView } from './section.js';

export const queues: SectionView<Queue, QueueValues> = {
    kind: queueKind,
    needs: ['skills'],
    columns: [
        {
            key: 'title',
            title: 'Queue',
            head: true,
            cell: (queue) => (
                <a href={hrefOfKind('queues', queue.id)} dir="auto">
                    {queue.title}
                </a>
            ),
        },
        { key: 'name', title: 'Name', cell: (queue) => <span class="soft">{queue.name}</span> },
        {
            key: 'requirements',
            title: 'Asks for',
            extra: true,
            cell: (queue) => <Some names={queue.requirements.map(({ skill, level }) => `${skill} ≥ ${level}`)} />,
        },
        {
            key: 'offers',
            title: 'Offers',
            extra: true,
            cell: (queue) => (queue.directAssignment ? <Badge>direct</Badge> : `${secondsText(queue.offerTimeoutMs)} s to answer`),
        },
        { key: 'credit', title: 'Credit', numeric: true, extra: true, cell: (queue) => `${secondsText(queue.priorityCreditMs)} s` },
        { key: 'limit', title: 'Limit', numeric: true, extra: true, cell: (queue) => queue.waitingLimit.toLocaleString() },
    ],
    Fields: QueueFields,
};

function QueueFields({ values, faults, set, note, choices }: FieldsProps<QueueValues>) {
    return (
        <>
            <section class="admin-card">
                <h2>Names</h2>
                <div class="admin-pair">
                    <div class="admin-cell">
                        <Field
                            label="Title"
                            value={values.title}
                            error={faults['title']}
                            hint="What customers and agents read."
                            onInput={(title) => set({ title })}
                        />
                        {note('title')}
                    </div>
                    <div class="admin-cell">
                        <Field
                            label="Name"
                            exact
                            value={values.name}
                            error={faults['name']}
                            hint="What pages and programs call it: a–z, 0–9 and -."
                            onInput={(name) => set({ name })}
                        />
                        {note('name')}
                    </div>
                </div>
            </section>
            <section class="admin-card">
                <h2>Who gets a chat</h2>
                <LevelRows
                    label="Requirements"
                    hint="Only agents of the queue who have all of these skills get its chats. At most 8."
                    field="requirements"
                    levelLabel="At least"
                    max={8}
                    skills={choices.skills}
                    levels={values.requirements}
                    faults={faults}
                    onChange={(requirements) => set({ requirements })}
                />
                {note('requirements', levelsText)}
                <div class="admin-cell">
                    <Checkbox
                        label="Assign without asking"
                        hint="The agent gets the chat at once, instead of an offer that can be accepted or declined."
                        checked={values.direct}
                        onChange={(direct) => set({ direct })}
                    />
                    {note('direct', (direct: boolean) => (direct ? 'on' : 'off'))}
                </div>
            </section>
            <section class="admin-card">
                <h2>Time and number</h2>
                <div class="admin-pair">
                    <div class="admin-cell">
                        <Field
                            label="Time to answer an offer (seconds)"
                            keyboard="decimal"
                            value={values.offerTimeout}
                            error={faults['offerTimeout']}
                            hint={values.direct ? 'Not used while chats are assigned without asking.' : '1–300. Then the next agent is asked. Empty: 15.'}
                            onInput={(offerTimeout) => set({ offerTimeout })}
                        />
                        {note('offerTimeout')}
                    </div>
                    <div class="admin-cell">
                        <Field
                            label="Credit (seconds)"
                            keyboard="decimal"
                            value={values.credit}
                            error={faults['credit']}
                            hint="0–3,600. Where queues compete for an agent, its chats count as having waited so much longer."
                            onInput={(credit) => set({ credit })}
                        />
                        {note('credit')}
                    </div>
                    <div class="admin-cell">
                        <Field
                            label="Waiting limit (chats)"
                            keyboard="numeric"
                            value={values.waitingLimit}
                            error={faults['waitingLimit']}
                            hint="1–100,000. When so many wait, further ones are refused. Empty: 1,000."
                            onInput={(waitingLimit) => set({ waitingLimit })}
                        />
                        {note('waitingLimit')}
                    </div>
                </div>
            </section>
        </>
    );
}
