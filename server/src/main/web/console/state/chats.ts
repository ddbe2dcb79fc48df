import { type Chat, ChatPhase, type Entry, Parked } from '#protocol/customer.js';
import { applyFrame, type HeldChat, silenced, without } from '../../client/chat-book.js';
import type { ServerBody } from '../../client/codec.js';
import { customerName } from '../words.js';
import { isAnswer, isCustomers } from './entries.js';
import type { ConsoleEvent } from './events.js';
import { type ConsoleState, type Desk, noDesk } from './state.js';
import { say } from './toasts.js';

/** Chats that are over stay until they are dismissed, but no more of them than this; the oldest go. */
export const OVER_MAX = 50;

/** What a chat is to who is signed in: his, with somebody else or in a queue, or at its end. */
export type Standing = 'mine' | 'passed-on' | 'closed';

export function standingOf(state: ConsoleState, id: string): Standing {
    const chat = state.book.get(id)?.chat;
    return chat === undefined ? 'passed-on' : standing(chat, deskOf(state, id), state.subject);
}

export function deskOf(state: ConsoleState, id: string): Desk {
    return state.desks.get(id) ?? noDesk;
}

/** Whether its agent put it on hold. */
export function isOnHold(state: ConsoleState, id: string): boolean {
    return state.book.get(id)?.chat.parked === Parked.ON_HOLD;
}

function standing(chat: Chat, desk: Desk, subject: string): Standing {
    if (chat.phase === ChatPhase.CLOSED) {
        return 'closed';
    }
    return !desk.gone && isOwnedBy(chat, subject) ? 'mine' : 'passed-on';
}

function isOwnedBy(chat: Chat, subject: string): boolean {
    return chat.phase === ChatPhase.ACTIVE && chat.agent?.id === subject;
}

/** The chats, and with each what this client knows of it. */
export function applyChats(state: ConsoleState, event: ConsoleEvent): ConsoleState {
    switch (event.type) {
        case 'frame':
            return framed(state, event.body, event.now);
        case 'line': {
            const book = event.state.phase === 'connected' ? state.book : silenced(state.book);
            return book === state.book ? state : { ...state, book };
        }
        case 'seen': {
            const last = state.book.get(event.chat)?.entries.at(-1)?.sequence ?? 0;
            return last <= deskOf(state, event.chat).readUpTo ? state : changeDesk(state, event.chat, { readUpTo: last });
        }
        case 'drafted':
            return changeDesk(state, event.chat, { draft: event.text, note: event.note });
        case 'written': {
            const { id, text, note } = event;
            const outbox = [...deskOf(state, event.chat).outbox, { id, text, note, refused: undefined }];
            return changeDesk(state, event.chat, { outbox, draft: '' });
        }
        case 'send-refused':
            return changeDesk(state, event.chat, {
                outbox: deskOf(state, event.chat).outbox.map((unsent) =>
                    unsent.id === event.id ? { ...unsent, refused: event.why } : unsent,
                ),
            });
        case 'discarded':
            return changeDesk(state, event.chat, {
                outbox: deskOf(state, event.chat).outbox.filter((unsent) => unsent.id !== event.id),
            });
        case 'dismissed':
            return standingOf(state, event.chat) === 'mine' ? state : forget(state, event.chat);
        default:
            return state;
    }
}

function framed(state: ConsoleState, body: ServerBody, now: number): ConsoleState {
    if (body.$case === 'chatUpdate' && isNews(state, body.value.chat)) {
        return state;
    }
    const book = applyFrame(state.book, body, now);
    const told = toldOf(body);
    if (book === state.book && told.length === 0) {
        return state;
    }
    const desks = new Map(state.desks);
    if (body.$case === 'welcome') {
        // Open chats of this agent are all in the welcome, so what is missing went to somebody else.
        for (const [id, held] of state.book) {
            if (isOwnedBy(held.chat, state.subject)) {
                desks.set(id, { ...deskOf(state, id), gone: true });
            }
        }
    }
    for (const { id, back } of told) {
        const held = book.get(id);
        if (held !== undefined) {
            const desk = desks.get(id) ?? noDesk;
            desks.set(id, digest(held, back ? { ...desk, gone: false } : desk, state.subject));
        }
    }
    return bounded(taken(state, { ...state, book, desks }, told));
}

/** Whoever had a chat until now is told who has it. */
function taken(before: ConsoleState, after: ConsoleState, told: Told): ConsoleState {
    let state = after;
    for (const { id } of told) {
        const chat = state.book.get(id)?.chat;
        const stands = standingOf(state, id);
        if (stands === 'mine' && deskOf(state, id).taken) {
            state = changeDesk(state, id, { taken: false });
        } else if (chat?.phase === ChatPhase.ACTIVE && stands === 'passed-on' && standingOf(before, id) === 'mine') {
            state = changeDesk(state, id, { taken: true });
            state = say(state, 'info', `${chat.agent?.name || 'Another agent'} has taken the chat with ${customerName(chat.customer)}.`);
        }
    }
    return state;
}

/** An update of a chat that is neither held nor ours: a late word on one that was dismissed. */
function isNews(state: ConsoleState, chat: Chat | undefined): boolean {
    return chat !== undefined && !state.book.has(chat.id) && !isOwnedBy(chat, state.subject);
}

type Told = readonly { readonly id: string; readonly back: boolean }[];

/** Chats that a frame tells of; `back` where it tells how the chat is now, not only what was said. */
function toldOf(body: ServerBody): Told {
    switch (body.$case) {
        case 'welcome':
            return body.value.chats.map(({ chat }) => ({ id: chat?.id ?? '', back: true }));
        case 'chatReply':
        case 'chatUpdate':
            return [{ id: body.value.chat?.id ?? '', back: true }];
        case 'entryPush':
        case 'entries':
            return [{ id: body.value.chat, back: false }];
        default:
            return [];
    }
}

function changeDesk(state: ConsoleState, id: string, changes: Partial<Desk>): ConsoleState {
    const held = state.book.get(id);
    const desk = { ...deskOf(state, id), ...changes };
    return { ...state, desks: new Map(state.desks).set(id, held === undefined ? desk : digest(held, desk, state.subject)) };
}

/** What follows from the entries: how many are unread, since when the customer waits, what has been stored by now. */
function digest(held: HeldChat, desk: Desk, subject: string): Desk {
    const stands = standing(held.chat, desk, subject);
    const { outbox } = desk;
    return {
        ...desk,
        unread: stands === 'passed-on' ? 0 : unreadOf(held.entries, desk.readUpTo, subject),
        waitingSince: stands === 'mine' ? waitingSinceOf(held.entries) : undefined,
        outbox: outbox.length === 0 ? outbox : outbox.filter(({ id }) => !held.entries.some((entry) => entry.messageId === id)),
    };
}

/** Texts of the customer below what was in view; whoever answers, in any window, has read what stood above. */
function unreadOf(entries: readonly Entry[], readUpTo: number, subject: string): number {
    let unread = 0;
    for (let i = entries.length - 1; i >= 0; i -= 1) {
        const entry = entries[i];
        if (entry === undefined || entry.sequence <= readUpTo || (isAnswer(entry) && entry.author?.id === subject)) {
            break;
        }
        unread += isCustomers(entry) ? 1 : 0;
    }
    return unread;
}

function waitingSinceOf(entries: readonly Entry[]): number | undefined {
    let since: number | undefined;
    for (let i = entries.length - 1; i >= 0; i -= 1) {
        const entry = entries[i];
        if (entry === undefined || isAnswer(entry)) {
            break;
        }
        since = isCustomers(entry) ? entry.timeMs : since;
    }
    return since;
}

/** As if it had never been here. */
export function forget(state: ConsoleState, id: string): ConsoleState {
    const desks = new Map(state.desks);
    desks.delete(id);
    return { ...state, book: without(state.book, id), desks };
}

function bounded(state: ConsoleState): ConsoleState {
    const over = [...state.book.keys()].filter((id) => standingOf(state, id) !== 'mine');
    return over.slice(0, Math.max(0, over.length - OVER_MAX)).reduce(forget, state);
}
