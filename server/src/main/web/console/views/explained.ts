import type { Candidate, Decision, FilterCount } from '#protocol/admin.js';
import { duration, plural } from '../words.js';

// What the routing core says about a chat, in sentences.

/** After a number: for one, for more. */
type Verb = readonly [one: string, many: string];

const STEPS: Readonly<Record<string, { readonly out: Verb; readonly left: Verb }>> = {
    queue: { out: ['does not serve it', 'do not serve it'], left: ['agent serves this queue', 'agents serve this queue'] },
    skill: { out: ['lacks a skill', 'lack a skill'], left: ['has the required skills', 'have the required skills'] },
    presence: { out: ['is not', 'are not'], left: ['is available', 'are available'] },
    room: { out: ['is at capacity', 'are at capacity'], left: ['has room', 'have room'] },
    'asked-before': { out: ['was asked already', 'were asked already'], left: ['can be asked now', 'can be asked now'] },
};

function say([one, many]: Verb, count: number): string {
    return count === 1 ? one : many;
}

export interface Step {
    readonly key: string;
    readonly left: string;
    readonly out: string | undefined;
    readonly remaining: number;
}

/** One line per filter, to the first that leaves nobody: what comes after it says nothing. */
export function stepsOf(filters: readonly FilterCount[]): readonly Step[] {
    const emptied = filters.findIndex(({ remaining }) => remaining === 0);
    return filters.slice(0, emptied === -1 ? filters.length : emptied + 1).map(({ filter, removed, remaining }) => {
        const { out, left } = STEPS[filter] ?? {
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

export function candidateLine({ load, capacity, idleMs }: Candidate): string {
    return `carries ${load} of ${capacity}, last chat ended ${duration(idleMs)} ago`;
}

const OUTCOMES: Readonly<Record<string, string>> = {
    queued: 'Came into the queue',
    offered: 'Offered to {}',
    assigned: 'Assigned to {}',
    declined: '{} declined',
    'timed-out': '{} did not answer in time',
    withdrawn: 'The offer to {} was withdrawn',
    requeued: 'Back in the queue',
    unassigned: '{} lost the chat',
    transferred: 'Transferred',
    closed: 'Closed',
};

export function decisionLine(decision: Decision, nameOf: (agent: string) => string): string {
    const outcome = (OUTCOMES[decision.outcome] ?? decision.outcome).replace('{}', nameOf(decision.agent));
    const chosen = decision.outcome === 'offered' || decision.outcome === 'assigned';
    if (!chosen || decision.rule === '') {
        return `${outcome}.`;
    }
    const { load, capacity, candidates } = decision;
    return `${outcome}, who carried ${load} of ${capacity}: ${decision.rule}, of ${plural(candidates, 'agent who fitted', 'agents who fitted')}.`;
}
