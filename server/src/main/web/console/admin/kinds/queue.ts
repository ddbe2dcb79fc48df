import { AgentRule, type Queue } from '#protocol/admin.js';
import type { Requirement } from '#protocol/customer.js';
import {
    faultsOf,
    type Level,
    LEVEL_MAX,
    levelFaults,
    millisecondsOf,
    numberOf,
    optionalNumber,
    optionalSeconds,
    secondsFault,
    secondsText,
    wholeFault,
} from '../state/inputs.js';
import type { Place } from '../state/refusal.js';
import type { Kind } from './kind.js';
import { alwaysOpen, inOrder, type Opening, openingFaults, openingOf, storedOpening } from './opening-hours.js';
import { inTime, type Step, stepFaults, stepsOf, storedSteps } from './steps.js';

/** Numbers as they are typed; nothing typed means the default, or no limit. */
export interface QueueValues extends Opening {
    readonly name: string;
    readonly title: string;
    readonly requirements: readonly Level[];
    readonly rule: AgentRule;
    readonly direct: boolean;
    /** Seconds. */
    readonly offerTimeout: string;
    readonly offersAtOnce: string;
    readonly lastAgent: boolean;
    /** Seconds. */
    readonly preferredWait: string;
    readonly preferences: readonly Level[];
    readonly steps: readonly Step[];
    /** Seconds. */
    readonly credit: string;
    readonly waitingLimit: string;
    readonly activeLimit: string;
    /** Seconds. */
    readonly maxWait: string;
    /** Name of a queue; '' for none. */
    readonly overflow: string;
    readonly weight: string;
    readonly agentCapacity: string;
    readonly holdKeeps: boolean;
    /** Seconds. */
    readonly idleAfter: string;
    /** Seconds. */
    readonly wrapUp: string;
    readonly wrapUpHolds: boolean;
    readonly pausesWhenClosed: boolean;
}

const FIELDS: Readonly<Record<string, keyof QueueValues>> = {
    name: 'name',
    title: 'title',
    requirements: 'requirements',
    agent_rule: 'rule',
    direct_assignment: 'direct',
    offer_timeout_ms: 'offerTimeout',
    offers_at_once: 'offersAtOnce',
    prefers_last_agent: 'lastAgent',
    preferred_agent_wait_ms: 'preferredWait',
    preferences: 'preferences',
    steps: 'steps',
    priority_credit_ms: 'credit',
    waiting_limit: 'waitingLimit',
    active_limit: 'activeLimit',
    max_wait_ms: 'maxWait',
    overflow_queue: 'overflow',
    weight: 'weight',
    agent_capacity: 'agentCapacity',
    hold_keeps_units: 'holdKeeps',
    idle_after_ms: 'idleAfter',
    wrap_up_ms: 'wrapUp',
    wrap_up_holds_units: 'wrapUpHolds',
    opening_hours: 'weekly',
    'opening_hours.time_zone': 'timeZone',
    'opening_hours.weekly': 'weekly',
    'opening_hours.holidays': 'holidays',
    waiting_pauses_when_closed: 'pausesWhenClosed',
};

export const queueKind: Kind<Queue, QueueValues> = {
    path: 'queues',
    icon: 'waiting',
    title: 'Queues',
    one: 'queue',
    many: 'queues',
    about: 'A line in which chats wait for an agent, such as sales or billing, with its own rules.',
    deleting:
        'Chats that wait in it are ended. Agents and sites no longer have it; a site whose default it was needs another one. It is deleted only when no other queue overflows or widens to it.',
    unique: 'name',
    objects: (service) => service.queues,
    nameOf: (queue) => queue.title,
    textOf: (queue) => `${queue.title} ${queue.name}`,
    blank: {
        name: '',
        title: '',
        requirements: [],
        rule: AgentRule.LEAST_LOADED,
        direct: false,
        offerTimeout: '15',
        offersAtOnce: '',
        lastAgent: false,
        preferredWait: '',
        preferences: [],
        steps: [],
        credit: '0',
        waitingLimit: '1000',
        activeLimit: '',
        maxWait: '',
        overflow: '',
        weight: '',
        agentCapacity: '',
        holdKeeps: false,
        idleAfter: '',
        wrapUp: '',
        wrapUpHolds: false,
        ...alwaysOpen,
        pausesWhenClosed: false,
    },
    valuesOf: (queue) => ({
        name: queue.name,
        title: queue.title,
        requirements: queue.requirements.map(levelOf),
        rule: queue.agentRule === AgentRule.UNSPECIFIED ? AgentRule.LEAST_LOADED : queue.agentRule,
        direct: queue.directAssignment,
        offerTimeout: optionalSeconds(queue.offerTimeoutMs),
        offersAtOnce: optionalNumber(queue.offersAtOnce),
        lastAgent: queue.prefersLastAgent,
        preferredWait: optionalSeconds(queue.preferredAgentWaitMs),
        preferences: queue.preferences.map(levelOf),
        steps: stepsOf(queue.steps),
        credit: secondsText(queue.priorityCreditMs),
        waitingLimit: optionalNumber(queue.waitingLimit),
        activeLimit: optionalNumber(queue.activeLimit),
        maxWait: optionalSeconds(queue.maxWaitMs),
        overflow: queue.overflowQueue,
        weight: optionalNumber(queue.weight),
        agentCapacity: optionalNumber(queue.agentCapacity),
        holdKeeps: queue.holdKeepsUnits,
        idleAfter: optionalSeconds(queue.idleAfterMs),
        wrapUp: optionalSeconds(queue.wrapUpMs),
        wrapUpHolds: queue.wrapUpHoldsUnits,
        ...openingOf(queue.openingHours),
        pausesWhenClosed: queue.waitingPausesWhenClosed,
    }),
    tidy: (values) => ({ ...values, ...inOrder(values), steps: inTime(values.steps) }),
    check: (values) => ({
        ...faultsOf({
            offerTimeout: secondsFault(values.offerTimeout, 1_000, 300_000),
            offersAtOnce: wholeFault(values.offersAtOnce, 1, 10),
            preferredWait: secondsFault(values.preferredWait, 0, 3_600_000),
            credit: secondsFault(values.credit, 0, 86_400_000),
            waitingLimit: wholeFault(values.waitingLimit, 1, 100_000),
            activeLimit: wholeFault(values.activeLimit, 1, 100_000),
            maxWait: secondsFault(values.maxWait, 1_000, 86_400_000),
            weight: wholeFault(values.weight, 1, 100),
            agentCapacity: wholeFault(values.agentCapacity, 1, 100),
            idleAfter: secondsFault(values.idleAfter, 10_000, 86_400_000),
            wrapUp: secondsFault(values.wrapUp, 0, 3_600_000),
        }),
        ...levelFaults('requirements', values.requirements),
        ...levelFaults('preferences', values.preferences),
        ...stepFaults(values.steps),
        ...openingFaults(values),
    }),
    itemOf: (values, { id, revision }) => ({
        id,
        revision,
        name: values.name,
        title: values.title,
        requirements: values.requirements.map(requirementOf),
        agentRule: values.rule,
        directAssignment: values.direct,
        offerTimeoutMs: millisecondsOf(values.offerTimeout),
        offersAtOnce: numberOf(values.offersAtOnce) ?? 0,
        prefersLastAgent: values.lastAgent,
        preferredAgentWaitMs: millisecondsOf(values.preferredWait),
        preferences: values.preferences.map(requirementOf),
        steps: storedSteps(values.steps),
        priorityCreditMs: millisecondsOf(values.credit),
        waitingLimit: numberOf(values.waitingLimit) ?? 0,
        activeLimit: numberOf(values.activeLimit) ?? 0,
        maxWaitMs: millisecondsOf(values.maxWait),
        overflowQueue: values.overflow,
        weight: numberOf(values.weight) ?? 0,
        agentCapacity: numberOf(values.agentCapacity) ?? 0,
        holdKeepsUnits: values.holdKeeps,
        idleAfterMs: millisecondsOf(values.idleAfter),
        wrapUpMs: millisecondsOf(values.wrapUp),
        wrapUpHoldsUnits: values.wrapUpHolds,
        openingHours: storedOpening(values),
        waitingPausesWhenClosed: values.pausesWhenClosed,
        warnings: [],
    }),
    placeOf,
};

/** Parts of rows are called as the service calls them: "steps[1].after_ms", "weekly[2].from_minute". */
function placeOf(path: string): Place | undefined {
    const widened = /^(steps\[\d+\]\.widen_to)\[(\d+)\]$/.exec(path);
    if (widened !== null) {
        return { field: widened[1] as string, about: `Queue ${Number(widened[2]) + 1} of those chosen` };
    }
    if (/^(requirements|preferences|steps)\[/.test(path)) {
        return { field: path };
    }
    const opening = /^opening_hours\.((weekly|holidays)\[.*)$/.exec(path);
    if (opening !== null) {
        return { field: opening[1] as string };
    }
    const field = FIELDS[path];
    return field === undefined ? undefined : { field };
}

function levelOf({ skill, level, levelMax }: Requirement): Level {
    return { skill, level, levelMax: levelMax === 0 ? LEVEL_MAX : levelMax };
}

function requirementOf({ skill, level, levelMax = LEVEL_MAX }: Level): Requirement {
    return { skill, level, levelMax: levelMax === LEVEL_MAX ? 0 : levelMax };
}
