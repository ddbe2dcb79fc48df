import { type DeclineReason, OfferEnd } from '#protocol/staff.js';
import { ChatError } from '../../client/errors.js';
import { messageOf } from '../api.js';
import type { Wire } from './wire.js';

/**
 * The customer's words while an offer is open are not pushed, so they are asked for: soon at first, because the first ones
 * often come just after the offer, then now and then.
 */
const LOOK_FIRST_MS = 250;
const LOOK_EVERY_MS = 3_000;
const LINES = 200;

/** Answers offers, and reads what was said in them so far. */
export class OfferDesk {
    private readonly looking = new Set<string>();

    constructor(private readonly wire: Wire) {}

    /** Resolves with the chat when it is ours. What goes wrong is said. */
    async accept(offer: string): Promise<string | undefined> {
        const chat = this.chatOf(offer);
        this.wire.store.dispatch({ type: 'answering', offer, answer: 'accept' });
        try {
            this.wire.take(await this.wire.ask(`offer ${offer}`, { $case: 'acceptOffer', value: { offer } }));
            this.wire.take({ $case: 'offerEnded', value: { offer, end: OfferEnd.ACCEPTED } });
            return chat;
        } catch (error) {
            this.notAnswered(offer, 'accepted', error);
            return undefined;
        }
    }

    async decline(offer: string, reason: DeclineReason): Promise<void> {
        this.wire.store.dispatch({ type: 'answering', offer, answer: 'decline' });
        try {
            await this.wire.ask(`offer ${offer}`, { $case: 'declineOffer', value: { offer, reason } });
            this.wire.take({ $case: 'offerEnded', value: { offer, end: OfferEnd.DECLINED } });
        } catch (error) {
            this.notAnswered(offer, 'declined', error);
        }
    }

    /** Reads what the customer has said so far, again and again while the offer is open. */
    look(offer: string, pauseMs = LOOK_FIRST_MS): void {
        const chat = this.chatOf(offer);
        if (chat === undefined || this.looking.has(offer)) {
            return;
        }
        this.looking.add(offer);
        this.wire
            .ask(`look ${offer}`, { $case: 'getEntries', value: { chat, afterSequence: 0, limit: LINES } }, LOOK_EVERY_MS)
            .then(
                (body) => {
                    if (body.$case === 'entries') {
                        this.wire.store.dispatch({ type: 'offer-entries', offer, entries: body.value.entries });
                    }
                },
                () => undefined, // The offer stands without them.
            )
            .finally(() =>
                this.wire.environment.schedule(pauseMs, () => {
                    this.looking.delete(offer);
                    this.look(offer, Math.min(2 * pauseMs, LOOK_EVERY_MS));
                }),
            );
    }

    private notAnswered(offer: string, what: string, error: unknown): void {
        if (error instanceof ChatError && error.code === 'OFFER_GONE') {
            this.wire.store.dispatch({ type: 'offer-gone', offer });
            return;
        }
        this.wire.store.dispatch({ type: 'answering', offer, answer: undefined });
        this.wire.say('bad', `The offer could not be ${what}. ${messageOf(error)}`);
    }

    private chatOf(offer: string): string | undefined {
        return this.wire.state().offers.find((open) => open.offer.id === offer)?.offer.chat?.id;
    }
}
