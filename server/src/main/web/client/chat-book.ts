import { type Author, type Chat, ChatPhase, type ChatSnapshot, type Entry, ResumeOutcome, type ResumePoint } from '#protocol/customer.js';
import type { ServerBody } from './codec.js';

/** Receivers forget that somebody types after this time; see Typing in customer.proto. */
export const TYPING_MS = 6_000;

/** A chat as this client knows it. */
export interface HeldChat {
    readonly chat: Chat;
    /** In ascending order of sequence; with a gap only while the missing entries are under way. */
    readonly entries: readonly Entry[];
    /** True when the server said that more entries follow. */
    readonly more: boolean;
    /** Who is writing just now, and until when that counts (environment time). */
    readonly typing: { readonly author: Author; readonly until: number } | undefined;
}

/** All chats this client knows, by id, in the order in which they became known. */
export type ChatBook = ReadonlyMap<string, HeldChat>;

export const emptyBook: ChatBook = new Map();

/** The book after a frame of the server, pushed or in reply. Frames that are not about chats change nothing. */
export function applyFrame(book: ChatBook, body: ServerBody, now: number): ChatBook {
    switch (body.$case) {
        case 'welcome':
            return body.value.chats.reduce(applySnapshot, book);
        case 'chatReply':
            return body.value.chat === undefined
                ? book
                : put(book, body.value.chat, (held) => ({
                      entries: merge(held.entries, body.value.entries),
                      more: held.more || body.value.more,
                  }));
        case 'chatUpdate':
            return body.value.chat === undefined ? book : put(book, body.value.chat, () => ({}));
        case 'placeUpdate':
            return change(book, body.value.chat, (held) => ({ chat: { ...held.chat, place: body.value.place } }));
        case 'entryPush':
            return applyEntry(book, body.value.chat, body.value.entry);
        case 'entries':
            return change(book, body.value.chat, (held) => ({
                entries: merge(held.entries, body.value.entries),
                more: body.value.more,
            }));
        case 'typing': {
            const { author, typing } = body.value;
            const until = now + TYPING_MS;
            return change(book, body.value.chat, () => ({
                typing: typing && author !== undefined ? { author, until } : undefined,
            }));
        }
        default:
            return book;
    }
}

/** The book when nothing is heard any more: whoever was typing may have stopped. */
export function silenced(book: ChatBook): ChatBook {
    let quiet = book;
    for (const [id, held] of book) {
        if (held.typing !== undefined) {
            quiet = new Map(quiet).set(id, { ...held, typing: undefined });
        }
    }
    return quiet;
}

/** The book without a chat. */
export function without(book: ChatBook, id: string): ChatBook {
    const rest = new Map(book);
    rest.delete(id);
    return rest;
}

/** Highest sequence such that all entries up to it are held; from where to fetch. */
export function heldUpTo(entries: readonly Entry[]): number {
    let last = 0;
    for (const entry of entries) {
        if (entry.previous !== last) {
            break;
        }
        last = entry.sequence;
    }
    return last;
}

/** From where the chat is to be resumed. The time tells the server whether it still has the entry that is held. */
export function resumePoint(chat: string, entries: readonly Entry[]): ResumePoint {
    const lastSequence = heldUpTo(entries);
    const last = entries.find(({ sequence }) => sequence === lastSequence);
    return { chat, lastSequence, lastTimeMs: last?.timeMs ?? 0 };
}

/** Whether entries are missing between those that are held, or are known to follow. */
export function isIncomplete(held: HeldChat): boolean {
    return held.more || heldUpTo(held.entries) !== (held.entries.at(-1)?.sequence ?? 0);
}

export function isOpen(chat: Chat): boolean {
    return chat.phase !== ChatPhase.CLOSED && chat.phase !== ChatPhase.UNSPECIFIED;
}

/** Both lists as one in ascending order; an entry that both hold is taken from the second. */
export function merge(held: readonly Entry[], incoming: readonly Entry[]): readonly Entry[] {
    const [first] = incoming;
    if (first === undefined) {
        return held;
    }
    if (first.sequence > (held.at(-1)?.sequence ?? 0) && isAscending(incoming)) {
        return [...held, ...incoming];
    }
    const bySequence = new Map(held.map((entry) => [entry.sequence, entry]));
    for (const entry of incoming) {
        bySequence.set(entry.sequence, entry);
    }
    return [...bySequence.values()].sort((a, b) => a.sequence - b.sequence);
}

function isAscending(entries: readonly Entry[]): boolean {
    return entries.every((entry, i) => entry.sequence > (entries[i - 1]?.sequence ?? 0));
}

function applySnapshot(book: ChatBook, snapshot: ChatSnapshot): ChatBook {
    const { chat, entries, more } = snapshot;
    if (chat === undefined) {
        return book;
    }
    const whole = snapshot.outcome === ResumeOutcome.WHOLE;
    return put(book, chat, (held) => ({
        entries: merge(whole ? [] : held.entries, entries),
        more,
        typing: undefined,
    }));
}

function applyEntry(book: ChatBook, id: string, entry: Entry | undefined): ChatBook {
    return entry === undefined
        ? book
        : change(book, id, (held) => ({
              entries: merge(held.entries, [entry]),
              typing: held.typing?.author.id === entry.author?.id ? undefined : held.typing,
          }));
}

function put(book: ChatBook, chat: Chat, changes: (held: HeldChat) => Partial<HeldChat>): ChatBook {
    const held = book.get(chat.id) ?? { chat, entries: [], more: false, typing: undefined };
    // The place travels more often in an update of its own, but this one is as new.
    return new Map(book).set(chat.id, { ...held, ...changes(held), chat });
}

function change(book: ChatBook, id: string, changes: (held: HeldChat) => Partial<HeldChat>): ChatBook {
    const held = book.get(id);
    return held === undefined ? book : new Map(book).set(id, { ...held, ...changes(held) });
}
