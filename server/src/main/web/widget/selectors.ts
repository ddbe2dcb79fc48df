// What the screens ask of the state.
import { AuthorKind, Audience, type Chat, ChatPhase, type Entry, EntryKind, type QueueStatus } from '#protocol/customer.js';
import { isOpen } from '../client/chat-book.js';
import type { State } from './state.js';

export function isAttentive(state: State): boolean {
    return state.open && state.visible;
}

export function currentChat(state: State) {
    return state.current === undefined ? undefined : state.book.get(state.current);
}

/** Whether the customer wrote it. */
export function isOwn(entry: Entry): boolean {
    return entry.author?.kind === AuthorKind.CUSTOMER;
}

/** Whether the customer may see it at all; staff's entries do not come here. */
export function isForCustomer(entry: Entry): boolean {
    return entry.audience !== Audience.STAFF;
}

/** Messages of others that the customer has not seen. */
export function unreadCount(state: State): number {
    const entries = currentChat(state)?.entries ?? [];
    let count = 0;
    for (let i = entries.length - 1; i >= 0; i--) {
        const entry = entries[i];
        if (entry === undefined || entry.sequence <= state.seen) {
            break;
        }
        count += entry.kind !== EntryKind.SYSTEM && isForCustomer(entry) && !isOwn(entry) ? 1 : 0;
    }
    return count;
}

/** Whether the chat waits for an agent; an offer to one is still waiting to the customer. */
export function isWaiting(chat: Chat): boolean {
    return chat.phase === ChatPhase.WAITING || chat.phase === ChatPhase.OFFERED;
}

/** Whether somebody is there, in a word. */
export function presenceOf({ online, closed }: Pick<QueueStatus, 'online' | 'closed'>): 'online' | 'away' | 'closed' {
    return closed ? 'closed' : online ? 'online' : 'away';
}

export function statusOf(state: State, queue: string): QueueStatus | undefined {
    return state.queues.find((status) => status.queue === queue);
}

/** Undefined for a queue that the server has told nothing of. */
export function isOnline(state: State, queue: string): boolean | undefined {
    return statusOf(state, queue)?.online;
}

/** Whether that queue is closed, or without one all that the customer may reach. */
export function isClosed(state: State, queue: string | undefined): boolean {
    return queue === undefined ? state.queues.length > 0 && state.queues.every(({ closed }) => closed) : statusOf(state, queue)?.closed === true;
}

export type Screen = 'connecting' | 'refused' | 'start' | 'starting' | 'chat';

export function screenOf(state: State): Screen {
    if (currentChat(state) !== undefined) {
        return 'chat';
    }
    if (state.connection.phase === 'closed') {
        return 'refused';
    }
    if (state.starting !== undefined) {
        return 'starting';
    }
    return state.welcomed ? 'start' : 'connecting';
}

/** Whether what is shown was kept by an earlier page, and the server has not said yet what became of it. */
export function isStale(state: State): boolean {
    return !state.welcomed && currentChat(state) !== undefined;
}

/** Whether there is a chat that the customer may end. */
export function canEnd(state: State): boolean {
    const chat = currentChat(state);
    return chat !== undefined && isOpen(chat.chat) && !state.ending;
}
