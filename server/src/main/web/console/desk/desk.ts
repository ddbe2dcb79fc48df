import { Audience, CloseReason, Presence, type ResumePoint } from '#protocol/customer.js';
import { type DeclineReason, OfferEnd, type TransferChat } from '#protocol/staff.js';
import { heldUpTo, isIncomplete } from '../../client/chat-book.js';
import type { ClientBody, ServerBody } from '../../client/codec.js';
import type { Connection } from '../../client/connection.js';
import type { Environment } from '../../client/environment.js';
import { ChatError } from '../../client/errors.js';
import { type Api, messageOf } from '../api.js';
import { hrefOf } from '../route.js';
import { saveDesk } from '../storage.js';
import { standingOf } from '../state/chats.js';
import type { ConsoleEvent } from '../state/events.js';
import { focusedChat } from '../state/panes.js';
import type { ConsoleState, Unsent } from '../state/state.js';
import type { Toast } from '../components/Toasts.js';
import type { Store } from '../store.js';

/** The customer's further words while an offer is open are not pushed, so they are asked for. */
const OFFER_LOOK_MS = 3_000;
const TYPING_EVERY_MS = 3_000;
const PAGE = 200;

/** What an agent does, as requests; what the server says, as events. */
export class Desk {
    private connection: Connection | undefined;
    /** Message ids that the connection has taken on; it repeats them by itself. */
    private readonly sending = new Set<string>();
    private readonly fetching = new Set<string>();
    private readonly looking = new Set<string>();
    private typingAt = -Infinity;

    constructor(
        private readonly store: Store<ConsoleState, ConsoleEvent>,
        private readonly environment: Environment,
        readonly api: Api,
    ) {
        let kept = store.get();
        store.subscribe(() => {
            const state = store.get();
            // A sign-in brings what was kept before; that needs no keeping.
            if (state.access.kind === 'in' && state.access === kept.access && state.desks !== kept.desks) {
                keepDesks(state.subject, kept.desks, state.desks);
            }
            kept = state;
        });
    }

    /** Works over this connection from now on. */
    use(connection: Connection): void {
        this.connection = connection;
        this.sending.clear();
        this.fetching.clear();
    }

    received(body: ServerBody): void {
        this.store.dispatch({ type: 'frame', body, now: this.environment.now() });
        switch (body.$case) {
            case 'welcome':
                this.sendAll();
                body.value.offers.forEach((offer) => this.look(offer.id));
                [...this.store.get().book.keys()].forEach((chat) => this.repair(chat));
                break;
            case 'offer':
                this.look(body.value.id);
                break;
            case 'chatReply':
            case 'chatUpdate':
                this.repair(body.value.chat?.id ?? '');
                break;
            case 'entryPush':
                this.repair(body.value.chat);
                break;
            default:
        }
    }

    /** Own open chats, those in view first; the server tells the whole of those that do not fit. */
    resumePoints(): ResumePoint[] {
        const state = this.store.get();
        const inView = new Set(state.panes.map(({ chat }) => chat));
        return [...state.book]
            .filter(([id]) => standingOf(state, id) === 'mine')
            .sort(([a], [b]) => Number(inView.has(b)) - Number(inView.has(a)))
            .map(([chat, { entries }]) => ({ chat, lastSequence: heldUpTo(entries) }));
    }

    // ---- Offers

    accept(offer: string): void {
        const chat = this.offered(offer);
        this.store.dispatch({ type: 'answering', offer, answer: 'accept' });
        this.request(`offer ${offer}`, { $case: 'acceptOffer', value: { offer } }).then(
            () => {
                this.received({ $case: 'offerEnded', value: { offer, end: OfferEnd.ACCEPTED } });
                this.show(chat);
            },
            (error: unknown) => this.notAnswered(offer, 'accepted', error),
        );
    }

    decline(offer: string, reason: DeclineReason): void {
        this.store.dispatch({ type: 'answering', offer, answer: 'decline' });
        this.request(`offer ${offer}`, { $case: 'declineOffer', value: { offer, reason } }).catch((error: unknown) =>
            this.notAnswered(offer, 'declined', error),
        );
    }

    private notAnswered(offer: string, what: string, error: unknown): void {
        if (error instanceof ChatError && error.code === 'OFFER_GONE') {
            this.store.dispatch({ type: 'offer-gone', offer });
            return;
        }
        this.store.dispatch({ type: 'answering', offer, answer: undefined });
        this.say('bad', `The offer could not be ${what}. ${messageOf(error)}`);
    }

    private offered(offer: string): string | undefined {
        return this.store.get().offers.find((open) => open.offer.id === offer)?.offer.chat?.id;
    }

    /** Reads what the customer has said so far, again and again while the offer is open. */
    private look(offer: string): void {
        const chat = this.offered(offer);
        const connection = this.connection;
        if (chat === undefined || connection === undefined || this.looking.has(offer)) {
            return;
        }
        this.looking.add(offer);
        connection
            .request(`look ${offer}`, { $case: 'getEntries', value: { chat, afterSequence: 0, limit: PAGE } }, OFFER_LOOK_MS)
            .then(
                (body) => {
                    if (body.$case === 'entries') {
                        this.store.dispatch({ type: 'offer-entries', offer, entries: body.value.entries });
                    }
                },
                () => undefined, // The offer stands without them.
            )
            .finally(() =>
                this.environment.schedule(OFFER_LOOK_MS, () => {
                    this.looking.delete(offer);
                    this.look(offer);
                }),
            );
    }

    // ---- Chats

    /** Puts the chat into focus; undefined leads to the list. */
    show(chat: string | undefined): void {
        location.hash = hrefOf({ page: 'chats', chat });
    }

    /** The focus is in the pane of this chat already; the address follows. */
    focus(chat: string): void {
        const route = { page: 'chats', chat } as const;
        history.replaceState(null, '', hrefOf(route));
        this.store.dispatch({ type: 'routed', route });
    }

    send(chat: string, text: string, note: boolean): void {
        const id = this.environment.newKey();
        this.store.dispatch({ type: 'written', chat, id, text, note });
        this.transmit(chat, { id, text, note, refused: undefined });
        this.typingAt = -Infinity;
    }

    /** Once more, under the same id: if the server has it after all, it stays one message. */
    sendAgain(chat: string, unsent: Unsent): void {
        this.transmit(chat, unsent);
    }

    private sendAll(): void {
        for (const [chat, desk] of this.store.get().desks) {
            if (standingOf(this.store.get(), chat) === 'mine') {
                desk.outbox.filter(({ refused }) => refused === undefined).forEach((unsent) => this.transmit(chat, unsent));
            }
        }
    }

    private transmit(chat: string, { id, text, note }: Unsent): void {
        const connection = this.connection;
        if (connection === undefined || this.sending.has(id)) {
            return;
        }
        this.sending.add(id);
        const audience = note ? Audience.STAFF : Audience.ALL;
        const value = { chat, messageId: id, text, audience, refersTo: 0 };
        connection.request(`chat ${chat}`, { $case: 'send', value }, Infinity).then(
            () => this.sending.delete(id), // its entry is pushed, and takes it out of what is unsent
            (error: unknown) => {
                this.sending.delete(id);
                if (!(error instanceof ChatError) || error.code !== 'CLOSED') {
                    this.store.dispatch({ type: 'send-refused', chat, id, why: messageOf(error) });
                }
            },
        );
    }

    /** Somebody writes in the composer; told now and then. */
    typing(chat: string, typing: boolean): void {
        const now = this.environment.now();
        if (typing ? now - this.typingAt < TYPING_EVERY_MS : this.typingAt === -Infinity) {
            return;
        }
        this.typingAt = typing ? now : -Infinity;
        this.connection?.cast({ $case: 'typing', value: { chat, typing, author: undefined } });
    }

    close(chat: string, reason: CloseReason): Promise<void> {
        const assignment = this.assignmentOf(chat);
        return this.request(`chat ${chat}`, { $case: 'closeChat', value: { chat, reason, assignment } });
    }

    transfer(chat: string, target: NonNullable<TransferChat['target']>, note: string): Promise<void> {
        const assignment = this.assignmentOf(chat);
        return this.request(`chat ${chat}`, { $case: 'transferChat', value: { chat, assignment, target, note } });
    }

    /** Takes the pane away, and from the list a chat that is over. */
    dismiss(chat: string): void {
        const wasFocused = focusedChat(this.store.get()) === chat;
        this.store.dispatch({ type: 'dismissed', chat });
        if (wasFocused) {
            const { panes, room } = this.store.get();
            this.show(room > 1 ? panes.at(-1)?.chat : undefined);
        }
    }

    private assignmentOf(chat: string): number {
        return this.store.get().book.get(chat)?.chat.assignment ?? 0;
    }

    /** Fetches what is missing between the entries held, or after them. */
    private repair(chat: string): void {
        const held = this.store.get().book.get(chat);
        const connection = this.connection;
        if (
            held === undefined ||
            connection === undefined ||
            this.fetching.has(chat) ||
            standingOf(this.store.get(), chat) === 'passed-on' ||
            !isIncomplete(held)
        ) {
            return;
        }
        this.fetching.add(chat);
        const from = heldUpTo(held.entries);
        connection.request(`fetch ${chat}`, { $case: 'getEntries', value: { chat, afterSequence: from, limit: PAGE } }).then(
            (body) => {
                this.fetching.delete(chat);
                this.store.dispatch({ type: 'frame', body, now: this.environment.now() });
                // Without progress the next entry asks again, not this answer.
                if (heldUpTo(this.store.get().book.get(chat)?.entries ?? []) > from) {
                    this.repair(chat);
                }
            },
            () => this.fetching.delete(chat), // The next entry, or the next welcome, asks again.
        );
    }

    // ---- Oneself

    /** Shown at once; when the server refuses, its word replaces it. */
    setPresence(presence: Presence): void {
        const before = this.store.get().me?.presence ?? Presence.OFFLINE;
        this.store.dispatch({ type: 'presence-chosen', presence });
        this.request('presence', { $case: 'setPresence', value: { presence } }).catch((error: unknown) => {
            this.store.dispatch({ type: 'presence-chosen', presence: before });
            this.say('bad', `Your presence could not be changed. ${messageOf(error)}`);
        });
    }

    say(tone: Toast['tone'], text: string): void {
        this.store.dispatch({ type: 'said', tone, text });
    }

    /** The reply counts as a frame like a push. */
    private async request(lane: string, body: ClientBody): Promise<void> {
        if (this.connection === undefined) {
            throw ChatError.closed();
        }
        this.received(await this.connection.request(lane, body));
    }
}

/** Writes what changed; what was forgotten goes from the browser too. */
function keepDesks(subject: string, before: ConsoleState['desks'], after: ConsoleState['desks']): void {
    for (const [chat, desk] of after) {
        const old = before.get(chat);
        const same =
            old !== undefined &&
            old.draft === desk.draft &&
            old.note === desk.note &&
            old.readUpTo === desk.readUpTo &&
            old.outbox === desk.outbox;
        if (!same && (old !== undefined || desk.draft !== '' || desk.readUpTo > 0 || desk.outbox.length > 0)) {
            saveDesk(subject, chat, desk);
        }
    }
    for (const chat of before.keys()) {
        if (!after.has(chat)) {
            saveDesk(subject, chat, undefined);
        }
    }
}
