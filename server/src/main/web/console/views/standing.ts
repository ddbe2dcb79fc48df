import { type Chat, ChatPhase, TransferState } from '#protocol/customer.js';
import { mayTakeOver } from '../state/access.js';
import { deskOf, standingOf } from '../state/chats.js';
import type { ConsoleState, Desk } from '../state/state.js';
import { transferQueue } from '../state/transfers.js';
import { closeWords, customerName } from '../words.js';

/** Where a chat is that is not one's own any more; a sentence. */
export function endOf(chat: Chat, { gone, taken, transfer, refusedBy }: Desk): string {
    if (transfer !== undefined) {
        const agent = transfer.agent?.name || 'another agent';
        const queue = transferQueue(transfer);
        switch (transfer.state) {
            case TransferState.OFFERED:
                return `You passed this chat on: it is offered to ${agent}, who has not answered yet.`;
            case TransferState.WAITING:
                return refusedBy === undefined ?
                        `You passed this chat on: it waits in ${queue}.`
                    :   `${refusedBy || 'The agent'} did not take this chat. It waits in ${queue}.`;
            case TransferState.TAKEN:
                return `This chat is with ${agent} now.`;
            case TransferState.CLOSED:
                return 'This chat ended before anybody had taken it.';
            default:
        }
    }
    const owner = chat.phase === ChatPhase.ACTIVE && !gone ? chat.agent?.name : undefined;
    return (
        chat.phase === ChatPhase.CLOSED ? `This chat is over: ${closeWords(chat.closeReason)}.`
        : taken && owner !== undefined ? `${owner || 'Another agent'} has taken this chat.`
        : owner !== undefined && owner !== '' ? `This chat is with ${owner} now.`
        : gone ? 'This chat is no longer yours.'
        : 'This chat is no longer yours; it goes to another agent.'
    );
}

/** A chat that a colleague has, as far as that is known here. */
export interface Owned {
    readonly chat: string;
    readonly customer: string;
    readonly owner: Owner;
}

/** Who has a chat; empty where it is not known. */
export interface Owner {
    readonly id: string;
    readonly name: string;
}

export const SOMEBODY: Owner = { id: '', name: '' };

/** What may be taken over of the chat that is open here; undefined where no colleague has it, or there is no right to. */
export function takeable(state: ConsoleState, id: string): Owned | undefined {
    if (!mayTakeOver(state) || standingOf(state, id) !== 'passed-on') {
        return undefined;
    }
    const chat = state.book.get(id)?.chat;
    const owner = chat === undefined ? SOMEBODY : ownerOf(chat, deskOf(state, id));
    return owner === undefined ? undefined : { chat: id, customer: chat === undefined ? id : customerName(chat.customer), owner };
}

/** The colleague who has the chat, as far as that is known; undefined where nobody has it. */
function ownerOf(chat: Chat, { gone, transfer }: Desk): Owner | undefined {
    return (
        transfer !== undefined && chat.phase !== ChatPhase.CLOSED ?
            transfer.state === TransferState.TAKEN ? (transfer.agent ?? SOMEBODY) : undefined
        : chat.phase === ChatPhase.ACTIVE && !gone ? (chat.agent ?? SOMEBODY)
        : undefined
    );
}

/** The same as endOf in a word or two, for the list. */
export function shortEnd(chat: Chat, { taken, transfer }: Desk): string {
    return (
        chat.phase === ChatPhase.CLOSED || transfer?.state === TransferState.CLOSED ? 'Closed'
        : transfer?.state === TransferState.OFFERED ? 'Offered'
        : transfer?.state === TransferState.WAITING ? 'In queue'
        : taken || transfer?.state === TransferState.TAKEN ? 'Taken'
        : 'Passed on'
    );
}

/** In place of the last line, while it is open who takes the chat. */
export function underWay({ transfer, refusedBy }: Desk): string | undefined {
    if (transfer?.state === TransferState.OFFERED) {
        return `Offered to ${transfer.agent?.name || 'another agent'} …`;
    }
    if (transfer?.state === TransferState.WAITING) {
        return refusedBy ? `${refusedBy} did not take it` : `Waits in ${transferQueue(transfer)}`;
    }
    return undefined;
}
