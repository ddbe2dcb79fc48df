import type { Candidate, Decision, Explanation, FilterCount } from '#protocol/admin.js';
import { stepWords } from '../rules.js';
import { duration, plural } from '../words.js';

// What the routing core says about a chat, in sentences.

/** After a number: for one, for more. */
type Verb = readonly [one: string, many: string];

const FILTERS: Readonly<Record<string, { readonly out: Verb; readonly left: Verb }>> = {
    queue: { out: ['does not serve it', 'do not serve it'], left: ['agent serves this queue', 'agents serve this queue'] },
    skill: { out: ['lacks a skill', 'lack a skill'], left: ['has the required skills', 'have the required skills'] },
    capacity: { out: ['may never carry so much', 'may never carry so much'], left: ['may carry this chat', 'may carry this chat'] },
    presence: { out: ['is not', 'are not'], left: ['is available', 'are available'] },
    room: { out: ['is at capacity', 'are at capacity'], left: ['has room', 'have room'] },
    'asked-before': { out: ['was asked already', 'were asked already'], left: ['can be asked now', 'can be asked now'] },
    preferred: { out: ['is not preferred', 'are not preferred'], left: ['is a preferred agent', 'are preferred agents'] },
};

function say([one, many]: Verb, count: number): string {
    return count === 1 ? one : many;
}

export interface FilterLine {
    readonly key: string;
    readonly left: string;
    readonly out: string | undefined;
    readonly remaining: number;
}

/** One line per filter, to the first that leaves nobody: what comes after it says nothing. */
export function filterLines(filters: readonly FilterCount[]): readonly FilterLine[] {
    const emptied = filters.findIndex(({ remaining }) => remaining === 0);
    return filters.slice(0, emptied === -1 ? filters.length : emptied + 1).map(({ filter, removed, remaining }) => {
        const { out, left } = FILTERS[filter] ?? {
            out: [`left out by “${filter}”`, `left out by “${filter}”`],
            left: [`passes “${filter}”`, `pass “${filter}”`],
        };
        const without = removed === 0 ? undefined : `${removed} ${say(out, removed)}`;
        return { key: filter, left: say(left, remaining), out: without, remaining };
    });
}

/** Why nobody has it now, as a sentence. */
export function becauseOf(because: string): string {
    return because === '' ? 'An agent has this chat.' : `It waits because ${because}.`;
}

export function candidateLine({ load, capacity, idleMs, score }: Candidate): string {
    const levels = score === 0 ? '' : `, levels ${score} in all`;
    return `carries ${load} of ${capacity}, idle for ${duration(idleMs)}${levels}`;
}

/** What it has given up so far. */
export function stepsTaken(count: number): string {
    return count === 0 ? 'It has given up nothing so far.' : `It has taken ${plural(count, 'step')} so far.`;
}

/** What it gives up next; undefined for nothing. */
export function nextStepWords({ nextStep }: Pick<Explanation, 'nextStep'>, titleOf?: (queue: string) => string): string | undefined {
    return nextStep === undefined ? undefined : `${stepWords(nextStep, titleOf)}.`;
}

/** Whether time alone changes something before the next step, or without one. */
export function changesSooner({ nextChangeInMs, nextStep, nextStepInMs }: Explanation): boolean {
    return nextChangeInMs > 0 && (nextStep === undefined || nextChangeInMs < nextStepInMs);
}

const OUTCOMES: Readonly<Record<string, string>> = {
    queued: 'Came into the queue',
    offered: 'Offered to {}',
    assigned: 'Assigned to {}',
    accepted: '{} accepted',
    declined: '{} declined',
    'timed-out': '{} did not answer in time',
    withdrawn: 'The offer to {} was withdrawn',
    taken: 'Another agent who was asked too was faster than {}',
    requeued: 'Back in the queue',
    relaxed: 'Step {step} was taken',
    prioritised: 'A supervisor changed its priority',
    unassigned: '{} lost the chat',
    transferred: 'Transferred',
    closed: 'Closed',
};

export function decisionLine(decision: Decision, nameOf: (agent: string) => string): string {
    const { load, capacity, candidates, score, step } = decision;
    const outcome = (OUTCOMES[decision.outcome] ?? decision.outcome).replace('{}', () => nameOf(decision.agent)).replace('{step}', String(step));
    const chosen = decision.outcome === 'offered' || decision.outcome === 'assigned';
    if (!chosen || decision.rule === '') {
        return `${outcome}.`;
    }
    const levels = score === 0 ? '' : ` and had levels ${score} in all`;
    const among = candidates === 0 ? '' : `, of ${plural(candidates, 'agent who fitted', 'agents who fitted')}`;
    return `${outcome}, who carried ${load} of ${capacity}${levels}: ${decision.rule}${among}.`;
}
