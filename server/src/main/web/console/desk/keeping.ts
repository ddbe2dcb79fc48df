import { saveDesk } from '../storage.js';
import type { ConsoleEvent } from '../state/events.js';
import type { ConsoleState, Desk } from '../state/state.js';
import type { Store } from '../store.js';

/** Keeps in the browser what must outlive the page: drafts, unsent texts, and what was read. */
export function keepDesks(store: Store<ConsoleState, ConsoleEvent>): void {
    let before = store.get();
    store.subscribe(() => {
        const state = store.get();
        // A sign-in brings what was kept before; that needs no keeping.
        if (state.access.kind === 'in' && state.access === before.access && state.desks !== before.desks) {
            keep(state.subject, before.desks, state.desks);
        }
        before = state;
    });
}

function keep(subject: string, before: ConsoleState['desks'], after: ConsoleState['desks']): void {
    for (const [chat, desk] of after) {
        const old = before.get(chat);
        if (old === undefined ? isWorthKeeping(desk) : differs(old, desk)) {
            saveDesk(subject, chat, desk);
        }
    }
    for (const chat of before.keys()) {
        if (!after.has(chat)) {
            saveDesk(subject, chat, undefined);
        }
    }
}

function isWorthKeeping(desk: Desk): boolean {
    return desk.draft !== '' || desk.readUpTo > 0 || desk.outbox.length > 0;
}

function differs(a: Desk, b: Desk): boolean {
    return a.draft !== b.draft || a.note !== b.note || a.readUpTo !== b.readUpTo || a.outbox !== b.outbox;
}
