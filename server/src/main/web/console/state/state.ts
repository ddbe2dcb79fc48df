import { type AgentState, type Limits, type Offer, type QueueLoad, Role } from '#protocol/customer.js';
import type { Entry, TransferUpdate } from '#protocol/customer.js';
import { type ChatBook, emptyBook } from '../../client/chat-book.js';
import type { ClosedBecause, Phase } from '../../client/connection.js';
import type { Toast } from '../components/Toasts.js';
import { home, type Route } from '../route.js';

/** Whether somebody is signed in, and if not, why not. */
export type Access =
    | { readonly kind: 'starting' }
    | { readonly kind: 'out'; readonly reason: string | undefined }
    | { readonly kind: 'in' };

/** The connection as the top bar tells of it. Times are those of the environment's clock. */
export interface Line {
    readonly phase: Phase;
    readonly retryAt: number | undefined;
    readonly notReady: boolean;
    readonly closedBecause: ClosedBecause | undefined;
}

/** What this client knows of a chat beyond what the server says. */
export interface Desk {
    /** Everything up to this sequence was in view. */
    readonly readUpTo: number;
    readonly unread: number;
    /** Server time of the customer's first text that nobody has answered. */
    readonly waitingSince: number | undefined;
    /** Texts written here that the server has not stored yet, in order. */
    readonly outbox: readonly Unsent[];
    readonly draft: string;
    /** Whether the draft is an internal note. */
    readonly note: boolean;
    /** A welcome did not have the chat any more: it became somebody else's, or ended, while this client was away. */
    readonly gone: boolean;
    /** Another agent has it, who took it from here. */
    readonly taken: boolean;
    /** What became of it after it was transferred from here, as far as that is known. */
    readonly transfer: TransferUpdate | undefined;
    /** Name of the agent to whom it was transferred and who did not take it. */
    readonly refusedBy: string | undefined;
}

export interface Unsent {
    readonly id: string;
    readonly text: string;
    readonly note: boolean;
    /** Why the server did not take it. */
    readonly refused: string | undefined;
}

export interface OpenOffer {
    readonly offer: Offer;
    /** By the environment's clock. */
    readonly endsAt: number;
    /** Time to answer when it was first seen here. */
    readonly totalMs: number;
    /** What was said so far; undefined while that is not known. */
    readonly entries: readonly Entry[] | undefined;
    /** What was answered here; the server's word on it is under way. */
    readonly answering: 'accept' | 'decline' | undefined;
}

export interface HeldQueue {
    readonly load: QueueLoad;
    /** When it was said, by the environment's clock. */
    readonly at: number;
}

/** One of the chats side by side. A pinned pane keeps its chat when another is opened. */
export interface Pane {
    readonly chat: string;
    readonly pinned: boolean;
}

export interface ConsoleState {
    readonly access: Access;
    readonly line: Line;
    readonly route: Route;
    readonly role: Role;
    /** Agent id of who is signed in. */
    readonly subject: string;
    readonly me: AgentState | undefined;
    /** When the server said that, by the environment's clock. */
    readonly meAt: number;
    readonly limits: Limits | undefined;
    /** Server time minus the environment's clock. */
    readonly serverAhead: number;
    readonly book: ChatBook;
    readonly desks: ReadonlyMap<string, Desk>;
    /** The one that runs out first comes first. */
    readonly offers: readonly OpenOffer[];
    readonly queues: ReadonlyMap<string, HeldQueue>;
    /** Messages left by customers that nobody has answered, as was last heard. */
    readonly messages: number;
    readonly panes: readonly Pane[];
    /** How many panes there is room for. */
    readonly room: number;
    readonly toasts: readonly Toast[];
}

export const initialState: ConsoleState = {
    access: { kind: 'starting' },
    line: { phase: 'disconnected', retryAt: undefined, notReady: false, closedBecause: undefined },
    route: home,
    role: Role.UNSPECIFIED,
    subject: '',
    me: undefined,
    meAt: 0,
    limits: undefined,
    serverAhead: 0,
    book: emptyBook,
    desks: new Map(),
    offers: [],
    queues: new Map(),
    messages: 0,
    panes: [],
    room: 1,
    toasts: [],
};

export const noDesk: Desk = {
    readUpTo: 0,
    unread: 0,
    waitingSince: undefined,
    outbox: [],
    draft: '',
    note: false,
    gone: false,
    taken: false,
    transfer: undefined,
    refusedBy: undefined,
};
