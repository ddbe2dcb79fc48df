import type { Queue } from '#protocol/admin.js';
import {
    faultsOf,
    type Level,
    levelFaults,
    millisecondsOf,
    numberOf,
    secondsFault,
    secondsText,
    wholeFault,
} from '../state/inputs.js';
import type { Kind } from './kind.js';

export interface QueueValues {
    readonly name: string;
    readonly title: string;
    /** Seconds. */
    readonly credit: string;
    readonly requirements: readonly Level[];
    /** Seconds. */
    readonly offerTimeout: string;
    readonly direct: boolean;
    readonly waitingLimit: string;
}

const FIELDS: Readonly<Record<string, keyof QueueValues>> = {
    name: 'name',
    title: 'title',
    priority_credit_ms: 'credit',
    requirements: 'requirements',
    offer_timeout_ms: 'offerTimeout',
    direct_assignment: 'direct',
    waiting_limit: 'waitingLimit',
};

export const queueKind: Kind<Queue, QueueValues> = {
    path: 'queues',
    icon: 'waiting',
    title: 'Queues',
    one: 'queue',
    many: 'queues',
    about: 'A line in which chats wait for an agent, such as sales or billing, with its own rules.',
    deleting:
        'Chats that wait in it are ended. Agents and sites no longer have it; a site whose default it was needs another one.',
    unique: 'name',
    objects: (service) => service.queues,
    nameOf: (queue) => queue.title,
    textOf: (queue) => `${queue.title} ${queue.name}`,
    blank: { name: '', title: '', credit: '0', requirements: [], offerTimeout: '15', direct: false, waitingLimit: '1000' },
    valuesOf: (queue) => ({
        name: queue.name,
        title: queue.title,
        credit: secondsText(queue.priorityCreditMs),
        requirements: queue.requirements.map(({ skill, level }) => ({ skill, level })),
        offerTimeout: secondsText(queue.offerTimeoutMs),
        direct: queue.directAssignment,
        waitingLimit: String(queue.waitingLimit),
    }),
    check: (values) => ({
        ...faultsOf({
            credit: secondsFault(values.credit, 0, 3_600_000),
            offerTimeout: secondsFault(values.offerTimeout, 1_000, 300_000),
            waitingLimit: wholeFault(values.waitingLimit, 1, 100_000),
        }),
        ...levelFaults('requirements', values.requirements),
    }),
    itemOf: (values, { id, revision }) => ({
        id,
        revision,
        name: values.name,
        title: values.title,
        priorityCreditMs: millisecondsOf(values.credit),
        requirements: values.requirements.map(({ skill, level }) => ({ skill, level })),
        offerTimeoutMs: millisecondsOf(values.offerTimeout),
        directAssignment: values.direct,
        waitingLimit: numberOf(values.waitingLimit) ?? 0,
    }),
    placeOf(path) {
        if (path.startsWith('requirements[')) {
            return { field: path };
        }
        const field = FIELDS[path];
        return field === undefined ? undefined : { field };
    },
};
