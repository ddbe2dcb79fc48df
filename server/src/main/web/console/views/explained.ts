import type { Candidate, Decision, FilterCount } from '#protocol/admin.js';
import { duration, plural } from '../words.js';

// What the routing core says about a chat, in sentences.

const STEPS: Readonly<Record<string, { readonly out: string; readonly left: string }>> = {
    queue: { out: 'do not serve this queue', left: 'serve this queue' },
    skill: { out: 'lack a required skill', left: 'have the skills' },
    presence: { out: 'are not available', left: 'are available' },
    room: { out: 'are at their capacity', left: 'have room' },
    'asked-before': { out: 'were asked already', left: 'can be asked now' },
};

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
        const words = STEPS[filter] ?? { out: `left out by “${filter}”`, left: `pass “${filter}”` };
        return { key: filter, left: words.left, out: removed === 0 ? undefined : `${removed} ${words.out}`, remaining };
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
    offered: 'Offered to {}',
    assigned: 'Assigned to {}',
    declined: '{} declined',
    'timed-out': '{} did not answer in time',
    withdrawn: 'The offer to {} was withdrawn',
    requeued: 'Back in the queue',
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
