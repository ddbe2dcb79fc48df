import { type Agent } from '#protocol/admin.js';
import { Role } from '#protocol/customer.js';
import { Avatar, Badge, Checkbox, Field, Select } from '../../components/index.js';
import { agentKind, type AgentValues, roleName, roles } from '../kinds/agent.js';
import { LevelRows } from '../parts/LevelRows.js';
import { PasswordCard } from '../parts/PasswordCard.js';
import { QueuePicker } from '../parts/QueuePicker.js';
import { Some } from '../parts/Some.js';
import { type FieldsProps, hrefOfKind, levelsText, namesText, onOff, type SectionView } from './section.js';

export const agents: SectionView<Agent, AgentValues> = {
    kind: agentKind,
    needs: ['queues', 'skills'],
    columns: [
        {
            key: 'name',
            title: 'Agent',
            head: true,
            cell: (agent) => (
                <a class="admin-person" href={hrefOfKind('agents', agent.id)}>
                    <Avatar small name={agent.displayName} id={agent.id} />
                    <span dir="auto">{agent.displayName}</span>
                </a>
            ),
        },
        { key: 'sign-in', title: 'Sign-in name', extra: true, cell: (agent) => <span class="soft">{agent.name}</span> },
        {
            key: 'role',
            title: 'Role',
            cell: (agent) => (
                <span class="some">
                    {roleName(agent.role)}
                    {agent.disabled && <Badge tone="warn">disabled</Badge>}
                </span>
            ),
        },
        { key: 'queues', title: 'Queues', extra: true, cell: (agent) => <Some names={agent.queues} /> },
        {
            key: 'skills',
            title: 'Skills',
            extra: true,
            cell: (agent) => <Some names={agent.skills.map(({ skill, level }) => `${skill} ${level}`)} />,
        },
        { key: 'capacity', title: 'Capacity', numeric: true, extra: true, cell: (agent) => agent.capacity || <span class="soft">–</span> },
    ],
    Fields: AgentFields,
    Below: PasswordCard,
    // Without a password nobody can sign in, so that comes next; bots have none.
    after: (agent) =>
        agent.role === Role.PROGRAM ? hrefOfKind('agents') : hrefOfKind('agents', agent.id, 'password'),
    deletable: (agent, subject) => agent.id !== subject,
};

function AgentFields({ values, faults, set, note, choices, own }: FieldsProps<AgentValues>) {
    return (
        <>
            <section class="admin-card">
                <h2>Account</h2>
                <div class="admin-pair">
                    <div class="admin-cell">
                        <Field
                            label="Display name"
                            value={values.displayName}
                            error={faults['displayName']}
                            hint="What customers read."
                            onInput={(displayName) => set({ displayName })}
                        />
                        {note('displayName')}
                    </div>
                    <div class="admin-cell">
                        <Field
                            label="Sign-in name"
                            exact
                            value={values.name}
                            error={faults['name']}
                            hint="a–z, 0–9, dot, _ and -."
                            onInput={(name) => set({ name })}
                        />
                        {note('name')}
                    </div>
                    <div class="admin-cell">
                        <Select
                            label="Role"
                            value={String(values.role)}
                            error={faults['role']}
                            disabled={own}
                            choices={roles.map(({ role, name }) => ({ value: String(role), label: name }))}
                            hint={own ? 'This is your own account: another administrator can change its role.' : mayOf(values.role)}
                            onChange={(role) => set({ role: Number(role) })}
                        />
                        {note('role', roleName)}
                    </div>
                    <div class="admin-cell">
                        <Field
                            label="Capacity"
                            keyboard="numeric"
                            value={values.capacity}
                            error={faults['capacity']}
                            placeholder="None of his own"
                            hint="Units of chats at the same time, 1–100. Empty: none of his own, so that of the queue, else of the server."
                            onInput={(capacity) => set({ capacity })}
                        />
                        {note('capacity')}
                    </div>
                </div>
                <div class="admin-cell">
                    <Checkbox
                        label="May take over"
                        hint={
                            values.role === Role.SUPERVISOR || values.role === Role.ADMINISTRATOR ?
                                'Supervisors and administrators may anyway.'
                            :   'May take chats that other agents have.'
                        }
                        checked={values.mayTakeOver}
                        onChange={(mayTakeOver) => set({ mayTakeOver })}
                    />
                    {note('mayTakeOver', onOff)}
                </div>
                <div class="admin-cell">
                    <Checkbox
                        label="Disabled"
                        hint={
                            own ?
                                'Another administrator can disable your account.'
                            :   'Cannot sign in, and gets no chats. Once saved, it is signed out everywhere.'
                        }
                        checked={values.disabled}
                        disabled={own}
                        onChange={(disabled) => set({ disabled })}
                    />
                    {note('disabled', (disabled: boolean) => (disabled ? 'disabled' : 'not disabled'))}
                </div>
            </section>
            <section class="admin-card">
                <h2>Chats</h2>
                <QueuePicker
                    label="Queues"
                    hint="Chats of these queues are offered."
                    queues={choices.queues}
                    chosen={values.queues}
                    error={faults['queues']}
                    onChange={(queues) => set({ queues })}
                />
                {note('queues', namesText)}
                <LevelRows
                    label="Skills"
                    hint="Queues may ask for skills at a level; 10 is the best."
                    field="skills"
                    levelLabel="Level"
                    max={100}
                    skills={choices.skills}
                    levels={values.skills}
                    faults={faults}
                    onChange={(skills) => set({ skills })}
                />
                {note('skills', levelsText)}
            </section>
        </>
    );
}

function mayOf(role: Role): string | undefined {
    return roles.find((each) => each.role === role)?.may;
}
