// For tests: what a server would say.
import {
    AuthorKind,
    Chat,
    ChatPhase,
    type ChatSnapshot,
    type Entry,
    EntryKind,
    ResumeOutcome,
    Welcome,
} from '#protocol/customer.js';
import { noEntry } from '../client/golden.js';
import type { Area } from './storage.js';

const nothing = new Uint8Array();
export const anna = { kind: AuthorKind.AGENT, id: '7', name: 'Anna' };
export const customer = { kind: AuthorKind.CUSTOMER, id: '1', name: '' };

export const chat = (changes: Partial<Chat> = {}): Chat => ({
    ...Chat.decode(nothing),
    id: 'r0-1',
    phase: ChatPhase.WAITING,
    queue: 'sales',
    place: 1,
    ...changes,
});

export const entry = (sequence: number, changes: Partial<Entry> = {}): Entry => ({
    ...noEntry,
    sequence,
    previous: sequence - 1,
    timeMs: 1_790_000_000_000 + sequence * 1_000,
    kind: EntryKind.TEXT,
    author: anna,
    text: `line ${sequence}`,
    ...changes,
});

export const snapshot = (of: Chat, entries: Entry[], changes: Partial<ChatSnapshot> = {}): ChatSnapshot => ({
    chat: of,
    entries,
    outcome: ResumeOutcome.WHOLE,
    more: false,
    ...changes,
});

export const welcome = (changes: Partial<Welcome> = {}): Welcome => ({
    ...Welcome.decode(nothing),
    session: 's1',
    heartbeatMs: 20_000,
    tokenExpiresInMs: 900_000,
    siteName: 'Shop',
    limits: { textMaxChars: 4_000, frameMaxBytes: 65_536, framesPerSecond: 20, framesBurst: 40, chatMaxEntries: 5_000 },
    queues: [
        { queue: 'sales', online: true, title: 'Sales', removed: false, closed: false, opensAtMs: 0 },
        { queue: 'billing', online: false, title: 'Billing', removed: false, closed: false, opensAtMs: 0 },
    ],
    ...changes,
});

/** A storage in memory; several areas over one map are several tabs. */
export function memoryArea(map: Map<string, string>): Area {
    return {
        get: (key) => map.get(key),
        set: (key, value) => void map.set(key, value),
        remove: (key) => void map.delete(key),
        keys: (start) => [...map.keys()].filter((key) => key.startsWith(start)),
    };
}
