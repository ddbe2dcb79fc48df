import type { Agent } from '#protocol/admin.js';
import { Role } from '#protocol/customer.js';
import { faultsOf, indexIn, type Level, levelFaults, numberOf, optionalNumber, wholeFault } from '../state/inputs.js';
import type { Kind } from './kind.js';

export interface AgentValues {
    readonly name: string;
    readonly displayName: string;
    readonly role: Role;
    /** Units; empty for none of his own. */
    readonly capacity: string;
    readonly queues: readonly string[];
    readonly skills: readonly Level[];
    readonly disabled: boolean;
    readonly mayTakeOver: boolean;
}

const FIELDS: Readonly<Record<string, keyof AgentValues>> = {
    name: 'name',
    display_name: 'displayName',
    role: 'role',
    capacity: 'capacity',
    queues: 'queues',
    skills: 'skills',
    disabled: 'disabled',
    may_take_over: 'mayTakeOver',
};

/** Roles that an account may have, with what each may do. */
export const roles: readonly { readonly role: Role; readonly name: string; readonly may: string }[] = [
    { role: Role.AGENT, name: 'Agent', may: 'Answers chats of the queues below.' },
    { role: Role.SUPERVISOR, name: 'Supervisor', may: 'Answers chats, and sees what waits in all queues.' },
    { role: Role.ADMINISTRATOR, name: 'Administrator', may: 'Does all that a supervisor does, and keeps what is on these pages.' },
    { role: Role.PROGRAM, name: 'Program', may: 'A bot. It signs in with an app key and has no password.' },
];

export function roleName(role: Role): string {
    return roles.find((each) => each.role === role)?.name ?? 'Unknown';
}

export const agentKind: Kind<Agent, AgentValues> = {
    path: 'agents',
    icon: 'person',
    title: 'Agents',
    one: 'agent',
    many: 'agents',
    about: 'Everybody who signs in: agents who answer, supervisors, administrators, and bots.',
    deleting: 'The account is signed out everywhere at once, and its open chats go back to their queues.',
    unique: 'name',
    objects: (service) => service.agents,
    nameOf: (agent) => agent.displayName,
    textOf: (agent) =>
        [agent.displayName, agent.name, roleName(agent.role), agent.disabled ? 'disabled' : '', ...agent.queues]
            .concat(agent.skills.map(({ skill }) => skill))
            .join(' '),
    blank: { name: '', displayName: '', role: Role.AGENT, capacity: '', queues: [], skills: [], disabled: false, mayTakeOver: false },
    valuesOf: (agent) => ({
        name: agent.name,
        displayName: agent.displayName,
        role: agent.role,
        capacity: optionalNumber(agent.capacity),
        queues: agent.queues,
        skills: agent.skills.map(({ skill, level }) => ({ skill, level })),
        disabled: agent.disabled,
        mayTakeOver: agent.mayTakeOver,
    }),
    check: (values) => ({
        ...faultsOf({ capacity: wholeFault(values.capacity, 1, 100) }),
        ...levelFaults('skills', values.skills),
    }),
    itemOf: (values, { id, revision }) => ({
        id,
        revision,
        name: values.name,
        displayName: values.displayName,
        role: values.role,
        capacity: numberOf(values.capacity) ?? 0,
        queues: [...values.queues],
        skills: values.skills.map(({ skill, level }) => ({ skill, level })),
        disabled: values.disabled,
        mayTakeOver: values.mayTakeOver,
    }),
    placeOf(path) {
        if (path.startsWith('skills[')) {
            return { field: path };
        }
        if (indexIn('queues', path) !== undefined) {
            return { field: 'queues', about: `Queue ${(indexIn('queues', path) ?? 0) + 1} of those chosen` };
        }
        const field = FIELDS[path];
        return field === undefined ? undefined : { field };
    },
};
