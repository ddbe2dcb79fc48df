import type { Entry } from '#protocol/customer.js';
import { customerName } from '../words.js';
import { deskOf, standingOf } from './chats.js';
import { isSaid } from './entries.js';
import type { ConsoleState } from './state.js';

type Inputs = readonly [ConsoleState['book'], ConsoleState['desks'], string];

let last: { readonly inputs: Inputs; readonly ids: readonly string[] } | undefined;

/** Ids of the chats as the list shows them: who waits longest for an answer first, then by last activity, over ones last. */
export function listedChats(state: ConsoleState): readonly string[] {
    const inputs: Inputs = [state.book, state.desks, state.subject];
    if (last === undefined || inputs.some((input, i) => input !== last?.inputs[i])) {
        const ids = [...state.book.keys()].sort(inOrder(state));
        // The same order is the same list, so that nothing is drawn again.
        const same = last !== undefined && ids.length === last.ids.length && ids.every((id, i) => id === last?.ids[i]);
        last = { inputs, ids: same && last !== undefined ? last.ids : ids };
    }
    return last.ids;
}

function inOrder(state: ConsoleState): (a: string, b: string) => number {
    const keys = new Map<string, readonly [number, number, string]>();
    for (const [id, held] of state.book) {
        const { waitingSince } = deskOf(state, id);
        const active = held.entries.at(-1)?.timeMs ?? held.chat.startedAtMs;
        const rank = standingOf(state, id) !== 'mine' ? 2 : waitingSince === undefined ? 1 : 0;
        keys.set(id, [rank, waitingSince ?? -active, id]);
    }
    return (a, b) => compare(keys.get(a), keys.get(b));
}

function compare(a: readonly [number, number, string] | undefined, b: typeof a): number {
    return a === undefined || b === undefined ? 0 : a[0] - b[0] || a[1] - b[1] || (a[2] < b[2] ? -1 : 1);
}

/** Whether a chat has all the words somewhere: in the customer's name, its id, or what was said. */
export function matches(state: ConsoleState, id: string, words: string): boolean {
    const held = state.book.get(id);
    if (held === undefined) {
        return false;
    }
    const wanted = words.toLowerCase().split(/\s+/).filter((word) => word !== '');
    const name = `${customerName(held.chat.customer)} ${id}`.toLowerCase();
    return wanted.every((word) => name.includes(word) || held.entries.some((entry) => entry.text.toLowerCase().includes(word)));
}

/** The last line that somebody wrote. */
export function lastLine(entries: readonly Entry[]): Entry | undefined {
    for (let i = entries.length - 1; i >= 0; i -= 1) {
        const entry = entries[i];
        if (entry !== undefined && isSaid(entry)) {
            return entry;
        }
    }
    return undefined;
}

/** The chat so many places down the list, going round; the first when none is in focus. */
export function neighbour(ids: readonly string[], from: string | undefined, step: 1 | -1): string | undefined {
    const at = from === undefined ? -1 : ids.indexOf(from);
    return at === -1 ? ids[step === 1 ? 0 : ids.length - 1] : ids[(at + step + ids.length) % ids.length];
}
