import { type TransferUpdate, TransferState, type Welcome } from '#protocol/customer.js';
import type { ServerBody } from '../../client/codec.js';
import { customerName } from '../words.js';
import { deskOf, forget, standingOf } from './chats.js';
import type { ConsoleEvent } from './events.js';
import { focusedChat } from './panes.js';
import type { ConsoleState, Desk } from './state.js';
import { say } from './toasts.js';

/** What becomes of the chats that were passed on from here: told while it is open. Whatever another has taken leaves the list. */
export function applyTransfers(state: ConsoleState, event: ConsoleEvent): ConsoleState {
    switch (event.type) {
        case 'frame':
            return cleared(framed(state, event.body));
        case 'routed':
        case 'discarded':
            return cleared(state);
        default:
            return state;
    }
}

/** Whether nothing more will be told of it. */
export function isSettled(update: TransferUpdate): boolean {
    return update.state === TransferState.TAKEN || update.state === TransferState.CLOSED;
}

/** The queue of a transfer, as people call it. */
export function transferQueue(update: TransferUpdate): string {
    return update.queueTitle || update.queue;
}

function framed(state: ConsoleState, body: ServerBody): ConsoleState {
    switch (body.$case) {
        case 'transferUpdate':
            return told(state, body.value);
        case 'welcome':
            return missed(body.value.transfers.reduce(told, state), body.value);
        case 'chatUpdate':
        case 'chatReply':
            return cameBack(state, body.value.chat?.id ?? '');
        default:
            return state;
    }
}

function told(state: ConsoleState, update: TransferUpdate): ConsoleState {
    const held = state.book.get(update.chat);
    if (held === undefined || standingOf(state, update.chat) === 'mine') {
        return state;
    }
    const { transfer: before, taken } = deskOf(state, update.chat);
    const desk = { ...deskOf(state, update.chat), transfer: update, refusedBy: refusedBy(deskOf(state, update.chat), update) };
    const after = { ...state, desks: new Map(state.desks).set(update.chat, desk) };
    const who = customerName(held.chat.customer);
    const agent = update.agent?.name || 'Another agent';
    if (before?.state === update.state && before.agent?.id === update.agent?.id) {
        return after;
    }
    switch (update.state) {
        case TransferState.TAKEN:
            return taken ? after : say(after, 'good', `${agent} has taken the chat with ${who}.`);
        case TransferState.CLOSED:
            return say(after, 'warn', `The chat with ${who} ended before anybody had taken it.`);
        case TransferState.WAITING:
            return before?.state === TransferState.OFFERED ?
                    say(after, 'warn', `${desk.refusedBy || 'The agent'} did not take the chat with ${who}. It waits in ${transferQueue(update)}.`)
                :   after;
        default:
            return after;
    }
}

/** The name of the agent to whom the chat was offered in vain. */
function refusedBy({ transfer, refusedBy: known }: Desk, update: TransferUpdate): string | undefined {
    return update.state !== TransferState.WAITING ? undefined
        : transfer?.state === TransferState.OFFERED ? (transfer.agent?.name ?? '')
        : known;
}

/** Of a transfer that was open and that the welcome does not name nothing will be heard any more. */
function missed(state: ConsoleState, welcome: Welcome): ConsoleState {
    let desks = state.desks;
    for (const [chat, desk] of state.desks) {
        const open = desk.transfer !== undefined && !isSettled(desk.transfer);
        if (open && !welcome.transfers.some((update) => update.chat === chat)) {
            desks = new Map(desks).set(chat, { ...desk, transfer: undefined, gone: standingOf(state, chat) !== 'mine' });
        }
    }
    return desks === state.desks ? state : { ...state, desks };
}

function cameBack(state: ConsoleState, chat: string): ConsoleState {
    const desk = deskOf(state, chat);
    return desk.transfer === undefined || standingOf(state, chat) !== 'mine' ?
            state
        :   { ...state, desks: new Map(state.desks).set(chat, { ...desk, transfer: undefined }) };
}

/** What is settled goes, but not from under the eyes of who looks at it, nor with what he wrote. */
function cleared(state: ConsoleState): ConsoleState {
    const focused = focusedChat(state);
    let after = state;
    for (const [chat, desk] of state.desks) {
        const settled = desk.taken || (desk.transfer !== undefined && isSettled(desk.transfer));
        if (settled && chat !== focused && desk.draft.trim() === '' && desk.outbox.length === 0) {
            after = forget(after, chat);
            after = { ...after, panes: after.panes.filter((pane) => pane.chat !== chat) };
        }
    }
    return after;
}
