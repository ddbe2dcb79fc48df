import { isOpen } from '../client/chat-book.js';
import type { ClientBody, ServerBody } from '../client/codec.js';
import type { Environment } from '../client/environment.js';
import { ChatError } from '../client/errors.js';
import { type Kept, NEW_CHAT } from './kept.js';
import type { State, Unsent, WidgetEvent } from './state.js';

/** Messages that may wait to be sent; more are not taken. */
export const UNSENT_MAX = 50;
const SLOW_MS = 8_000;

/** What the messages need of the controller. */
export interface Wire {
    state(): State;
    dispatch(event: WidgetEvent): void;
    /** Repeated by the connection until it is answered, however long that takes. */
    ask(lane: string, body: ClientBody): Promise<ServerBody>;
}

/** Requests about one chat go in order. */
export const lane = (chat: string): string => `chat:${chat}`;

/** Own messages from being typed until the server has them; each under one id for ever. */
export class Outgoing {
    /** Ids that were given to the present connection, which repeats them by itself. */
    private requested = new Set<string>();

    constructor(
        private readonly environment: Environment,
        private readonly kept: Kept,
        private readonly wire: Wire,
    ) {}

    /** Another connection begins with nothing under way. */
    reset(): void {
        this.requested = new Set();
    }

    /** False when too much waits to be sent already. */
    send(chat: string, text: string): boolean {
        const waiting = this.wire.state().unsent.filter((message) => message.state !== 'stored');
        if (waiting.length >= UNSENT_MAX) {
            return false;
        }
        const message = this.message(chat, this.environment.newKey(), text);
        this.kept.addUnsent(message);
        this.wire.dispatch({ type: 'unsent', message });
        this.request(message);
        return true;
    }

    message(chat: string, id: string, text: string): Unsent {
        const order = this.wire.state().unsent.reduce((highest, message) => Math.max(highest, message.order), 0) + 1;
        return { chat, id, text, order, state: 'sending' };
    }

    /** Once more, after a refusal; while it is under way it is repeated anyway. */
    again(message: Unsent): void {
        this.wire.dispatch({ type: 'sending', id: message.id, state: 'sending' });
        this.request(message);
    }

    /** Takes a message out that could not be sent, and gives its text to the draft. */
    takeBack(message: Unsent): void {
        const chat = this.wire.state().book.get(message.chat);
        this.kept.addToDraft(chat !== undefined && isOpen(chat.chat) ? message.chat : NEW_CHAT, message.text);
        this.kept.removeUnsent(message);
        this.wire.dispatch({ type: 'dropped', id: message.id });
    }

    /** After a welcome: what this page or an earlier one could not finish, with the same ids. */
    rest(): void {
        const { unsent } = this.wire.state();
        const known = new Set(unsent.map((message) => message.id));
        for (const message of [...unsent, ...this.kept.unsent().filter((each) => !known.has(each.id))]) {
            const held = this.wire.state().book.get(message.chat);
            if (held === undefined) {
                // The chat is over and gone. The text is not.
                this.takeBack(message);
            } else if (held.entries.some((entry) => entry.messageId === message.id)) {
                // It had arrived; only the word of it was lost.
                this.kept.removeUnsent(message);
            } else if (message.state !== 'failed' && message.state !== 'stored') {
                if (!known.has(message.id)) {
                    this.wire.dispatch({ type: 'unsent', message });
                }
                this.request(message);
            }
        }
    }

    request(message: Unsent): void {
        const { chat, id, text } = message;
        if (this.requested.has(id)) {
            return;
        }
        this.requested.add(id);
        const cancelSlow = this.environment.schedule(SLOW_MS, () => this.wire.dispatch({ type: 'sending', id, state: 'slow' }));
        this.wire
            .ask(lane(chat), { $case: 'send', value: { chat, messageId: id, text, audience: 0, refersTo: 0 } })
            .finally(cancelSlow)
            .then(
                () => {
                    this.kept.removeUnsent(message);
                    this.wire.dispatch({ type: 'sending', id, state: 'stored' });
                },
                (error: unknown) => {
                    const code = error instanceof ChatError ? error.code : '';
                    if (code !== 'CLOSED') {
                        this.requested.delete(id);
                        this.wire.dispatch({ type: 'failed', id, code });
                    }
                },
            );
    }
}
