// For tests: frames with what a test names and defaults for the rest.
import { Audience, AuthorKind, Chat, ChatPhase, type Entry, EntryKind, Offer, Welcome } from '#protocol/customer.js';
import type { ServerBody } from '../../client/codec.js';
import { noEntry } from '../../client/golden.js';
import type { ConsoleEvent } from './events.js';
import { reduce } from './reducer.js';
import { type ConsoleState, initialState } from './state.js';

export const ME = '7';
const nothing = new Uint8Array();
const customer = { kind: AuthorKind.CUSTOMER, id: '17', name: '' };
const me = { kind: AuthorKind.AGENT, id: ME, name: 'Anna' };
const other = { kind: AuthorKind.AGENT, id: '8', name: 'Ben' };

export function chat(id: string, changes: Partial<Chat> = {}): Chat {
    const defaults = { id, phase: ChatPhase.ACTIVE, queue: 'billing', agent: me, customer, assignment: 1 };
    return { ...Chat.decode(nothing), ...defaults, ...changes };
}

export const closed = (id: string): Chat => chat(id, { phase: ChatPhase.CLOSED });
export const withOther = (id: string): Chat => chat(id, { agent: other });
export const waitingAgain = (id: string): Chat => chat(id, { phase: ChatPhase.WAITING, agent: undefined });

function text(sequence: number, author: Entry['author'], changes: Partial<Entry>): Entry {
    const defaults = { sequence, previous: sequence - 1, timeMs: sequence * 1_000, kind: EntryKind.TEXT, author, text: `line ${sequence}` };
    return { ...noEntry, ...defaults, ...changes };
}

export const asked = (sequence: number, changes: Partial<Entry> = {}): Entry => text(sequence, customer, changes);
export const answered = (sequence: number, changes: Partial<Entry> = {}): Entry => text(sequence, me, changes);
export const noted = (sequence: number): Entry => text(sequence, me, { kind: EntryKind.NOTE, audience: Audience.STAFF });

export function offer(id: string, chatId: string, remainingMs = 15_000): Offer {
    return { ...Offer.decode(nothing), id, chat: chat(chatId, { phase: ChatPhase.OFFERED, agent: undefined }), remainingMs };
}

export const frame = (body: ServerBody, now = 0): ConsoleEvent => ({ type: 'frame', body, now });
export const welcome = (changes: Partial<Welcome> = {}, now = 0): ConsoleEvent =>
    frame({ $case: 'welcome', value: { ...Welcome.decode(nothing), subject: ME, ...changes } }, now);
export const reply = (value: Chat, entries: Entry[] = []): ConsoleEvent =>
    frame({ $case: 'chatReply', value: { chat: value, entries, more: false } });
export const update = (value: Chat): ConsoleEvent => frame({ $case: 'chatUpdate', value: { chat: value } });
export const push = (chatId: string, entry: Entry): ConsoleEvent => frame({ $case: 'entryPush', value: { chat: chatId, entry } });

/** The console of agent 7 after these events. */
export function after(...events: readonly ConsoleEvent[]): ConsoleState {
    const signedIn: ConsoleEvent = { type: 'signed-in', subject: ME, desks: new Map() };
    return [signedIn, welcome(), ...events].reduce(reduce, initialState);
}

export function then(state: ConsoleState, ...events: readonly ConsoleEvent[]): ConsoleState {
    return events.reduce(reduce, state);
}
