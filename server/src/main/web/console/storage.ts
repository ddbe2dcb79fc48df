import type { StoredTokens, TokenStore } from '../client/tokens.js';
import { type Desk, noDesk, type Unsent } from './state/state.js';

const PREFIX = 'switchboard-console:';
const TOKENS = `${PREFIX}tokens`;
/** What is kept of a chat that is not touched for so long is thrown away. */
const KEEP_MS = 3 * 24 * 3_600_000;

/** Tokens of this browser, shared by its windows. */
export const tokenStore: TokenStore = {
    load: () => read<StoredTokens>(TOKENS),
    save: (tokens) => (tokens === undefined ? remove(TOKENS) : write(TOKENS, tokens)),
};

export function forgetTokens(): void {
    remove(TOKENS);
}

/** Whoever signs in or out in another window of this browser does so in all. */
export function onTokensChanged(changed: (subject: string | undefined) => void): void {
    window.addEventListener('storage', (event) => {
        if (event.key === TOKENS || event.key === null) {
            changed(tokenStore.load()?.subject);
        }
    });
}

interface KeptDesk {
    readonly at: number;
    readonly draft: string;
    readonly note: boolean;
    readonly readUpTo: number;
    readonly outbox: readonly Unsent[];
}

/** Drafts, unsent texts and what was read, of all chats of this agent. */
export function loadDesks(subject: string): ReadonlyMap<string, Desk> {
    const desks = new Map<string, Desk>();
    const prefix = `${PREFIX}chat:`;
    for (const key of keys()) {
        if (!key.startsWith(prefix)) {
            continue;
        }
        const kept = read<KeptDesk>(key);
        if (kept === undefined || Date.now() - kept.at > KEEP_MS) {
            remove(key);
        } else if (key.startsWith(`${prefix}${subject}:`)) {
            const { draft, note, readUpTo, outbox } = kept;
            desks.set(key.slice(`${prefix}${subject}:`.length), { ...noDesk, draft, note, readUpTo, outbox });
        }
    }
    return desks;
}

export function saveDesk(subject: string, chat: string, desk: Desk | undefined): void {
    const key = `${PREFIX}chat:${subject}:${chat}`;
    if (desk === undefined) {
        remove(key);
    } else {
        const { draft, note, readUpTo, outbox } = desk;
        write(key, { at: Date.now(), draft, note, readUpTo, outbox } satisfies KeptDesk);
    }
}

export function forgetDesks(subject: string): void {
    keys()
        .filter((key) => key.startsWith(`${PREFIX}chat:${subject}:`))
        .forEach(remove);
}

/** What somebody chose for this browser. */
export interface Preferences {
    readonly muted: boolean;
    readonly notifications: boolean;
}

export function loadPreferences(): Preferences {
    return { muted: false, notifications: false, ...read<Partial<Preferences>>(`${PREFIX}preferences`) };
}

export function savePreferences(preferences: Preferences): void {
    write(`${PREFIX}preferences`, preferences);
}

// A browser may refuse storage altogether; then everything works until the page is closed.
const memory = new Map<string, string>();

function read<T>(key: string): T | undefined {
    try {
        const text = memory.get(key) ?? localStorage.getItem(key);
        return text === null ? undefined : (JSON.parse(text) as T);
    } catch {
        return undefined;
    }
}

function write(key: string, value: unknown): void {
    const text = JSON.stringify(value);
    try {
        localStorage.setItem(key, text);
        memory.delete(key);
    } catch {
        memory.set(key, text);
    }
}

function remove(key: string): void {
    memory.delete(key);
    try {
        localStorage.removeItem(key);
    } catch {
        // There is none.
    }
}

function keys(): string[] {
    try {
        return Object.keys(localStorage);
    } catch {
        return [];
    }
}
