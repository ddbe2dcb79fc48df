import { ChatReply } from '#protocol/customer.js';
import type { HeldChat } from '../client/chat-book.js';
import type { StoredTokens, TokenStore } from '../client/tokens.js';
import { CURRENT_CHAT } from './contract.js';
import type { Starting, Unsent } from './state.js';
import type { Area } from './storage.js';

/** A start that could not be finished in this time is not repeated by itself; its text waits in the start form. */
const START_MAX_AGE_MS = 10 * 60_000;
/** Entries of a chat that are kept for the next page: more than one looks at before the server answers. */
const TRANSCRIPT_MAX = 200;
/** Name of the draft for a chat that is not started yet. */
export const NEW_CHAT = 'new';

/**
 * What outlives the page, for all tabs of the site in this browser. Each unsent message has a key of its own, so that tabs
 * never write over each other's; values are lines of text, because some pages change what JSON does.
 */
export class Kept implements TokenStore {
    constructor(
        private readonly shared: Area,
        /** Of this tab alone. */
        private readonly own: Area,
        private readonly wallTime: () => number,
    ) {}

    load(): StoredTokens | undefined {
        const [access, accessUntil, renewal, subject] = this.lines('tokens');
        return access === undefined || accessUntil === undefined || renewal === undefined || subject === undefined
            ? undefined
            : { access, accessUntil: Number(accessUntil), renewal, subject };
    }

    save(tokens: StoredTokens | undefined): void {
        this.put('tokens', tokens && [tokens.access, String(tokens.accessUntil), tokens.renewal, tokens.subject]);
    }

    /** The chat that is shown, so that a reload shows it again and other pages know of it. */
    get current(): string | undefined {
        return this.shared.get(CURRENT_CHAT);
    }

    set current(chat: string | undefined) {
        if (chat !== this.current) {
            this.put(CURRENT_CHAT, chat === undefined ? undefined : [chat]);
        }
    }

    /** Up to which sequence the chat was seen; 0 when that is not known. */
    seen(chat: string): number {
        const [of, sequence] = this.lines('seen');
        return of === chat ? Number(sequence) || 0 : 0;
    }

    setSeen(chat: string, sequence: number): void {
        if (sequence > this.seen(chat)) {
            this.put('seen', [chat, String(sequence)]);
        }
    }

    /** The chat as an earlier page of this tab held it. */
    transcript(chat: string): ChatReply | undefined {
        try {
            const kept = ChatReply.decode(bytesOf(this.own.get('transcript') ?? ''));
            return kept.chat?.id === chat ? kept : undefined;
        } catch {
            return undefined;
        }
    }

    /** In this tab alone, so that what others wrote is gone when it is closed. */
    setTranscript(held: HeldChat | undefined): void {
        if (held === undefined) {
            this.own.remove('transcript');
        } else {
            const entries = held.entries.slice(-TRANSCRIPT_MAX);
            this.own.set('transcript', textOf(ChatReply.encode({ chat: held.chat, entries, more: false }).finish()));
        }
    }

    /** What was typed and not sent: in this tab, else in whichever tab typed last. */
    draft(chat: string): string {
        return this.own.get(`draft:${chat}`) ?? this.shared.get(`draft:${chat}`) ?? '';
    }

    setDraft(chat: string, text: string): void {
        const key = `draft:${chat}`;
        const before = this.own.get(key);
        if (text !== '') {
            this.own.set(key, text);
            this.shared.set(key, text);
            return;
        }
        this.own.remove(key);
        if (before === undefined || this.shared.get(key) === before) {
            // Otherwise it is another tab's.
            this.shared.remove(key);
        }
    }

    /** Text that would be lost otherwise goes below what is in the draft. */
    addToDraft(chat: string, text: string): void {
        const before = this.draft(chat);
        this.setDraft(chat, before === '' ? text : `${before}\n\n${text}`);
    }

    unsent(): Unsent[] {
        const found: Unsent[] = [];
        for (const key of this.shared.keys('unsent:')) {
            const at = key.lastIndexOf(':'); // a chat's id is the server's and may hold anything
            const chat = key.slice('unsent:'.length, at);
            const [order, ...text] = this.lines(key);
            found.push({ chat, id: key.slice(at + 1), order: Number(order), text: text.join('\n'), state: 'sending' });
        }
        return found.sort((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1));
    }

    addUnsent(message: Unsent): void {
        this.put(`unsent:${message.chat}:${message.id}`, [String(message.order), message.text]);
    }

    removeUnsent(message: { readonly chat: string; readonly id: string }): void {
        this.put(`unsent:${message.chat}:${message.id}`, undefined);
    }

    /** A chat whose start was not confirmed. One that is too old becomes a draft. */
    starting(): Starting | undefined {
        const [key, messageId, queue, since, ...rest] = this.lines('start');
        if (key === undefined || messageId === undefined || queue === undefined || since === undefined) {
            return undefined;
        }
        const text = rest.join('\n');
        const age = this.wallTime() - Number(since);
        if (age >= 0 && age < START_MAX_AGE_MS) {
            return { key, messageId, queue, text };
        }
        this.setStarting(undefined);
        if (this.draft(NEW_CHAT) !== text) {
            this.addToDraft(NEW_CHAT, text);
        }
        return undefined;
    }

    setStarting(starting: Starting | undefined): void {
        this.put(
            'start',
            starting && [starting.key, starting.messageId, starting.queue, String(this.wallTime()), starting.text],
        );
    }

    get muted(): boolean {
        return this.shared.get('muted') !== undefined;
    }

    set muted(muted: boolean) {
        this.put('muted', muted ? ['1'] : undefined);
    }

    private lines(key: string): string[] {
        return this.shared.get(key)?.split('\n') ?? [];
    }

    private put(key: string, lines: readonly string[] | undefined): void {
        if (lines === undefined) {
            this.shared.remove(key);
        } else {
            this.shared.set(key, lines.join('\n'));
        }
    }
}

/** Each byte as the character of that number. */
function textOf(bytes: Uint8Array): string {
    let text = '';
    for (const byte of bytes) {
        text += String.fromCharCode(byte);
    }
    return text;
}

function bytesOf(text: string): Uint8Array {
    const bytes = new Uint8Array(text.length);
    for (let i = 0; i < text.length; i++) {
        bytes[i] = text.charCodeAt(i);
    }
    return bytes;
}
