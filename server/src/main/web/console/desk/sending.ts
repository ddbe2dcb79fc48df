import { Audience } from '#protocol/customer.js';
import { ChatError } from '../../client/errors.js';
import { messageOf } from '../api.js';
import { standingOf } from '../state/chats.js';
import type { Unsent } from '../state/state.js';
import type { Wire } from './wire.js';

const TYPING_EVERY_MS = 3_000;
const OVER = 'The chat was over, or somebody else’s, before this could be sent.';

/** Brings what was written to the server: under one id for ever, so that repeating it does no harm. */
export class Sending {
    /** Message ids that the connection has taken on; it repeats them by itself. */
    private readonly underWay = new Set<string>();
    private typingAt = -Infinity;

    constructor(private readonly wire: Wire) {}

    send(chat: string, text: string, note: boolean): void {
        const id = this.wire.environment.newKey();
        this.wire.store.dispatch({ type: 'written', chat, id, text, note });
        this.transmit(chat, { id, text, note, refused: undefined });
        this.typingAt = -Infinity;
    }

    /** Once more, under the same id: if the server has it after all, it stays one message. */
    again(chat: string, unsent: Unsent): void {
        this.transmit(chat, unsent);
    }

    /** What an earlier page or connection left behind. */
    rest(): void {
        const state = this.wire.state();
        for (const [chat, { outbox }] of state.desks) {
            const open = outbox.filter(({ refused }) => refused === undefined);
            if (standingOf(state, chat) === 'mine') {
                open.forEach((unsent) => this.transmit(chat, unsent));
            } else if (state.book.has(chat)) {
                open.filter(({ id }) => !this.underWay.has(id)).forEach(({ id }) => this.refuse(chat, id, OVER));
            }
        }
    }

    /** Another connection begins with nothing under way. */
    reset(): void {
        this.underWay.clear();
    }

    /** Somebody writes in the composer; told now and then. */
    typing(chat: string, typing: boolean): void {
        const now = this.wire.environment.now();
        if (typing ? now - this.typingAt < TYPING_EVERY_MS : this.typingAt === -Infinity) {
            return;
        }
        this.typingAt = typing ? now : -Infinity;
        this.wire.cast({ $case: 'typing', value: { chat, typing, author: undefined } });
    }

    private transmit(chat: string, { id, text, note }: Unsent): void {
        if (this.underWay.has(id)) {
            return;
        }
        this.underWay.add(id);
        const audience = note ? Audience.STAFF : Audience.ALL;
        const value = { chat, messageId: id, text, audience, refersTo: 0 };
        this.wire.ask(`chat ${chat}`, { $case: 'send', value }, Infinity).then(
            () => {
                this.underWay.delete(id);
                // Its entry is pushed and takes it out of what is unsent; not where the chat went away meanwhile.
                if (standingOf(this.wire.state(), chat) !== 'mine') {
                    this.wire.store.dispatch({ type: 'discarded', chat, id });
                }
            },
            (error: unknown) => {
                this.underWay.delete(id);
                if (!(error instanceof ChatError) || error.code !== 'CLOSED') {
                    this.refuse(chat, id, messageOf(error));
                }
            },
        );
    }

    private refuse(chat: string, id: string, why: string): void {
        this.wire.store.dispatch({ type: 'send-refused', chat, id, why });
    }
}
