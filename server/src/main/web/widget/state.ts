import type { Chat, ChatReply, QueueStatus, Welcome } from '#protocol/customer.js';
import { applyFrame, type ChatBook, emptyBook, isOpen, silenced, without } from '../client/chat-book.js';
import type { ServerBody } from '../client/codec.js';
import type { ConnectionState } from '../client/connection.js';
import { currentChat, isAttentive, unreadCount } from './selectors.js';

/** An own message that is not among the entries yet. */
export interface Unsent {
    readonly chat: string;
    readonly id: string;
    readonly text: string;
    /** Rises with each message of the chat. */
    readonly order: number;
    /** "slow": no answer for a while; "stored": acknowledged, its entry is under way; "failed": refused for good. */
    readonly state: 'sending' | 'slow' | 'stored' | 'failed';
    /** Error code of the refusal. */
    readonly code?: string;
}

/** A chat that the customer wants and the server has not confirmed. */
export interface Starting {
    readonly key: string;
    readonly messageId: string;
    readonly queue: string;
    readonly text: string;
}

export interface State {
    readonly connection: ConnectionState;
    /** Attempts to connect that failed since the last success. */
    readonly failures: number;
    /** Whether this page was ever welcomed. */
    readonly welcomed: boolean;
    readonly site: string;
    readonly queues: readonly QueueStatus[];
    readonly textMax: number;
    readonly book: ChatBook;
    /** Id of the chat that is shown. */
    readonly current: string | undefined;
    readonly starting: Starting | undefined;
    /** Error code of the last start that was refused. */
    readonly startRefused: string | undefined;
    readonly unsent: readonly Unsent[];
    /** The customer wants to end the chat and the server has not confirmed. */
    readonly ending: boolean;
    /** Whether the panel is open, and the page in front. */
    readonly open: boolean;
    readonly visible: boolean;
    /** Sequence up to which the current chat was seen. */
    readonly seen: number;
    /** Entries after this sequence were new when the customer came back. */
    readonly mark: number | undefined;
}

export type WidgetEvent =
    | { readonly type: 'connection'; readonly state: ConnectionState }
    | { readonly type: 'frame'; readonly body: ServerBody; readonly now: number }
    /** What was kept in the browser, at the start of the page. */
    | { readonly type: 'restored'; readonly current: string | undefined; readonly seen: number; readonly starting: Starting | undefined; readonly unsent: readonly Unsent[]; readonly transcript: ChatReply | undefined }
    | { readonly type: 'starting'; readonly starting: Starting }
    | { readonly type: 'started'; readonly chat: Chat; readonly first: Unsent }
    | { readonly type: 'startRefused'; readonly code: string }
    | { readonly type: 'unsent'; readonly message: Unsent }
    | { readonly type: 'sending'; readonly id: string; readonly state: 'sending' | 'slow' | 'stored' }
    | { readonly type: 'failed'; readonly id: string; readonly code: string }
    | { readonly type: 'dropped'; readonly id: string }
    | { readonly type: 'ending'; readonly ending: boolean }
    /** The customer is done with an ended chat. */
    | { readonly type: 'left' }
    | { readonly type: 'shown'; readonly open: boolean; readonly visible: boolean }
    /** Another tab showed the chat up to there. */
    | { readonly type: 'seen'; readonly chat: string; readonly sequence: number }
    /** Time went on. */
    | { readonly type: 'tick'; readonly now: number };

const TEXT_MAX_DEFAULT = 4_000;

export const initialState: State = {
    connection: { phase: 'disconnected' },
    failures: 0,
    welcomed: false,
    site: '',
    queues: [],
    textMax: TEXT_MAX_DEFAULT,
    book: emptyBook,
    current: undefined,
    starting: undefined,
    startRefused: undefined,
    unsent: [],
    ending: false,
    open: false,
    visible: true,
    seen: 0,
    mark: undefined,
};

/** The state after an event. Pure; drawing and sending follow from what it gives. */
export function reduce(state: State, event: WidgetEvent): State {
    return settle(state, change(state, event));
}

function change(state: State, event: WidgetEvent): State {
    switch (event.type) {
        case 'connection':
            return {
                ...state,
                connection: event.state,
                book: event.state.phase === 'connected' ? state.book : silenced(state.book),
                failures: event.state.phase === 'connected' ? 0 : state.failures + (event.state.retryInMs === undefined ? 0 : 1),
            };
        case 'frame':
            return frame(state, event.body, event.now);
        case 'restored': {
            const { current, seen, starting, unsent, transcript } = event;
            const book = transcript === undefined ? state.book : applyFrame(state.book, { $case: 'chatReply', value: transcript }, 0);
            return { ...state, current, seen, starting, unsent, book };
        }
        case 'starting':
            return { ...state, starting: event.starting, startRefused: undefined };
        case 'started': {
            const book = state.book.has(event.chat.id)
                ? state.book
                : new Map(state.book).set(event.chat.id, { chat: event.chat, entries: [], more: true, typing: undefined });
            return { ...putUnsent(state, event.first), starting: undefined, book, current: event.chat.id };
        }
        case 'startRefused':
            return { ...state, starting: undefined, startRefused: event.code };
        case 'unsent':
            return putUnsent(state, event.message);
        case 'sending':
            return changeUnsent(state, event.id, (message) => ({ ...message, state: event.state }));
        case 'failed':
            return changeUnsent(state, event.id, (message) => ({ ...message, state: 'failed', code: event.code }));
        case 'dropped':
            return { ...state, unsent: state.unsent.filter((message) => message.id !== event.id) };
        case 'ending':
            return { ...state, ending: event.ending };
        case 'left':
            return state.current === undefined
                ? state
                : { ...state, book: without(state.book, state.current), current: undefined, startRefused: undefined };
        case 'shown':
            return shown(state, event.open, event.visible);
        case 'seen':
            return event.chat === state.current ? { ...state, seen: Math.max(state.seen, event.sequence) } : state;
        case 'tick':
            return tick(state, event.now);
    }
}

function frame(state: State, body: ServerBody, now: number): State {
    switch (body.$case) {
        case 'welcome':
            return welcome(state, body.value, now);
        case 'queueStatus': {
            if (body.value.removed) {
                return { ...state, queues: state.queues.filter(({ queue }) => queue !== body.value.queue) };
            }
            const known = state.queues.some((queue) => queue.queue === body.value.queue);
            const queues = state.queues.map((queue) =>
                queue.queue === body.value.queue ? { ...body.value, title: body.value.title || queue.title } : queue,
            );
            return { ...state, queues: known ? queues : [...state.queues, body.value] };
        }
        default: {
            const book = applyFrame(state.book, body, now);
            return book === state.book ? state : { ...state, book };
        }
    }
}

function welcome(state: State, value: Welcome, now: number): State {
    const named = value.chats.map((snapshot) => snapshot.chat?.id);
    // All that is held was named in the hello; what is not answered is over, or was another customer's.
    const rest = new Map([...state.book].filter(([id]) => named.includes(id)));
    const book = applyFrame(rest, { $case: 'welcome', value }, now);
    return {
        ...state,
        welcomed: true,
        site: value.siteName,
        queues: value.queues,
        textMax: value.limits?.textMaxChars || TEXT_MAX_DEFAULT,
        book,
        current: state.current !== undefined && book.has(state.current) ? state.current : undefined,
    };
}

function shown(state: State, open: boolean, visible: boolean): State {
    const attentive = open && visible;
    const before = { ...state, open, visible };
    if (attentive === isAttentive(state)) {
        return before;
    }
    return { ...before, mark: attentive && unreadCount(state) > 0 ? state.seen : undefined };
}

function tick(state: State, now: number): State {
    let book = state.book;
    for (const [id, held] of state.book) {
        if (held.typing !== undefined && held.typing.until <= now) {
            book = new Map(book).set(id, { ...held, typing: undefined });
        }
    }
    return book === state.book ? state : { ...state, book };
}

/** What follows from the rest after each event: which chat is shown, what of the unsent has arrived, what was seen. */
function settle(before: State, after: State): State {
    let state = after;
    if (state.book !== before.book) {
        state = arrived({ ...state, current: chosen(state) });
    }
    if (state.current !== before.current && before.current !== undefined) {
        state = { ...state, seen: 0, mark: undefined, ending: false };
    }
    const chat = currentChat(state);
    if (state.ending && chat !== undefined && !isOpen(chat.chat)) {
        state = { ...state, ending: false };
    }
    const last = chat?.entries.at(-1)?.sequence ?? 0;
    return isAttentive(state) && last > state.seen ? { ...state, seen: last } : state;
}

/** The chat at hand as long as it is open, or the newest open one, or the one that has ended. */
function chosen(state: State): string | undefined {
    const held = currentChat(state);
    if (held !== undefined && isOpen(held.chat)) {
        return state.current;
    }
    let newest: Chat | undefined;
    for (const { chat } of state.book.values()) {
        if (isOpen(chat) && (newest === undefined || chat.startedAtMs >= newest.startedAtMs)) {
            newest = chat;
        }
    }
    return newest?.id ?? state.current;
}

/** Unsent messages whose entry is there are sent. */
function arrived(state: State): State {
    if (state.unsent.length === 0) {
        return state;
    }
    const there = new Set<string>();
    for (const { entries } of state.book.values()) {
        for (const entry of entries) {
            there.add(entry.messageId);
        }
    }
    const unsent = state.unsent.filter((message) => !there.has(message.id));
    return unsent.length === state.unsent.length ? state : { ...state, unsent };
}

function putUnsent(state: State, message: Unsent): State {
    const others = state.unsent.filter((other) => other.id !== message.id);
    return { ...state, unsent: [...others, message].sort((a, b) => a.order - b.order) };
}

function changeUnsent(state: State, id: string, changed: (message: Unsent) => Unsent): State {
    return { ...state, unsent: state.unsent.map((message) => (message.id === id ? changed(message) : message)) };
}
