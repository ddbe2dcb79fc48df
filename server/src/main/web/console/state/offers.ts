import type { Offer, Welcome } from '#protocol/customer.js';
import { OfferEnd, type OfferEnded } from '#protocol/staff.js';
import { customerName } from '../words.js';
import type { ConsoleEvent } from './events.js';
import type { ConsoleState, OpenOffer } from './state.js';
import { say } from './toasts.js';

/** Offers from their arrival to their end, and what is said about an end that this window did not bring about. */
export function applyOffers(state: ConsoleState, event: ConsoleEvent): ConsoleState {
    switch (event.type) {
        case 'frame':
            switch (event.body.$case) {
                case 'welcome':
                    return welcomed(state, event.body.value, event.now);
                case 'offer':
                    return put(state, event.body.value, event.now);
                case 'offerEnded':
                    return ended(state, event.body.value);
                default:
                    return state;
            }
        case 'offer-entries':
            return change(state, event.offer, { entries: event.entries });
        case 'answering':
            return change(state, event.offer, { answering: event.answer });
        case 'offer-gone':
            return state.offers.some(({ offer }) => offer.id === event.offer) ?
                    say(remove(state, event.offer), 'warn', 'Too late: the offer had ended.')
                :   state;
        default:
            return state;
    }
}

/** Milliseconds until the offer runs out. */
export function remainingMs(open: OpenOffer, now: number): number {
    return Math.max(0, open.endsAt - now);
}

function welcomed(state: ConsoleState, welcome: Welcome, now: number): ConsoleState {
    const lost = state.offers.filter(({ offer }) => !welcome.offers.some(({ id }) => id === offer.id));
    const offers = inOrder(welcome.offers.map((offer) => opened(state, offer, now)));
    const after = { ...state, offers };
    const missed = lost.some(({ answering }) => answering === undefined);
    return missed ? say(after, 'warn', 'An offer ended while you were not connected.') : after;
}

function put(state: ConsoleState, offer: Offer, now: number): ConsoleState {
    const others = state.offers.filter((open) => open.offer.id !== offer.id);
    return { ...state, offers: inOrder([...others, opened(state, offer, now)]) };
}

function inOrder(offers: readonly OpenOffer[]): readonly OpenOffer[] {
    return [...offers].sort((a, b) => a.endsAt - b.endsAt);
}

/** One that is known already keeps its whole time, so that its ring does not jump back to full. */
function opened(state: ConsoleState, offer: Offer, now: number): OpenOffer {
    const known = state.offers.find((open) => open.offer.id === offer.id);
    return {
        offer,
        endsAt: now + offer.remainingMs,
        totalMs: Math.max(1, known?.totalMs ?? offer.remainingMs),
        entries: known?.entries,
        answering: known?.answering,
    };
}

function ended(state: ConsoleState, { offer: id, end }: OfferEnded): ConsoleState {
    const open = state.offers.find(({ offer }) => offer.id === id);
    if (open === undefined) {
        return state;
    }
    const after = remove(state, id);
    const who = customerName(open.offer.chat?.customer);
    switch (end) {
        case OfferEnd.TIMED_OUT:
            return say(after, 'warn', `Missed: the chat with ${who} goes to somebody else.`);
        case OfferEnd.ACCEPTED:
            return open.answering === 'accept' ? after : say(after, 'info', `You accepted ${who} in another window.`);
        case OfferEnd.DECLINED:
            return open.answering === 'decline' ? after : say(after, 'info', `You declined ${who} in another window.`);
        case OfferEnd.TAKEN:
            return say(after, 'info', `Another agent was faster: ${who} is being looked after.`);
        default:
            return say(after, 'info', `The offer of ${who} was withdrawn: the customer left, or the chat went elsewhere.`);
    }
}

function remove(state: ConsoleState, id: string): ConsoleState {
    return { ...state, offers: state.offers.filter(({ offer }) => offer.id !== id) };
}

function change(state: ConsoleState, id: string, changes: Partial<OpenOffer>): ConsoleState {
    return { ...state, offers: state.offers.map((open) => (open.offer.id === id ? { ...open, ...changes } : open)) };
}
