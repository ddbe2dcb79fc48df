import { type CloseReason, Presence, type ResumePoint } from '#protocol/customer.js';
import type { TransferChat } from '#protocol/staff.js';
import { heldUpTo, isIncomplete, resumePoint } from '../../client/chat-book.js';
import type { ClientBody, ServerBody } from '../../client/codec.js';
import type { Connection } from '../../client/connection.js';
import type { Environment } from '../../client/environment.js';
import { ChatError } from '../../client/errors.js';
import { messageOf } from '../api.js';
import type { Toast } from '../components/Toasts.js';
import type { Route } from '../route.js';
import { chosenPresence } from '../state/access.js';
import { deskOf, standingOf } from '../state/chats.js';
import type { ConsoleEvent } from '../state/events.js';
import { focusedChat } from '../state/panes.js';
import type { ConsoleState, Desk as ChatDesk } from '../state/state.js';
import { isSettled } from '../state/transfers.js';
import type { Store } from '../store.js';
import { keepDesks } from './keeping.js';
import { OfferDesk } from './offer-desk.js';
import { Sending } from './sending.js';
import { Wire } from './wire.js';

const PAGE = 200;

/** The address of the page. */
export interface Address {
    /** Leads there; the way back is the browser's. */
    go(route: Route): void;
    /** Says where one is already. */
    say(route: Route): void;
}

/** What an agent does, as requests; what the server says, as events. */
export class Desk {
    readonly offers: OfferDesk;
    readonly sending: Sending;
    private readonly wire: Wire;
    private readonly fetching = new Set<string>();

    constructor(
        store: Store<ConsoleState, ConsoleEvent>,
        environment: Environment,
        private readonly address: Address,
    ) {
        this.wire = new Wire(store, environment);
        this.offers = new OfferDesk(this.wire);
        this.sending = new Sending(this.wire);
        keepDesks(store);
    }

    /** Works over this connection from now on. */
    use(connection: Connection): void {
        this.wire.use(connection);
        this.sending.reset();
        this.fetching.clear();
    }

    received(body: ServerBody): void {
        this.wire.take(body);
        switch (body.$case) {
            case 'welcome':
                this.sending.rest();
                body.value.offers.forEach((offer) => this.offers.look(offer.id));
                [...this.wire.state().book.keys()].forEach((chat) => this.repair(chat));
                break;
            case 'offer':
                this.offers.look(body.value.id);
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

    /**
     * Own open chats, those in view first, then those of which it is open who takes them. The server tells the whole of own
     * ones that do not fit.
     */
    resumePoints(): ResumePoint[] {
        const state = this.wire.state();
        const inView = new Set(state.panes.map(({ chat }) => chat));
        const rank = (id: string): number => (standingOf(state, id) !== 'mine' ? 2 : inView.has(id) ? 0 : 1);
        return [...state.book]
            .filter(([id]) => standingOf(state, id) === 'mine' || isAwaited(deskOf(state, id)))
            .sort(([a], [b]) => rank(a) - rank(b))
            .map(([chat, { entries }]) => resumePoint(chat, entries));
    }

    async accept(offer: string): Promise<void> {
        const chat = await this.offers.accept(offer);
        if (chat !== undefined) {
            this.repair(chat);
            this.show(chat);
        }
    }

    /** Puts the chat into focus; undefined leads to the list. */
    show(chat: string | undefined): void {
        const route = { page: 'chats', chat } as const;
        this.address.go(route);
        // The browser tells of the new address a little later; a key pressed by then means the chat that is in focus now.
        if (this.wire.state().route.page === 'chats') {
            this.wire.store.dispatch({ type: 'routed', route });
        }
    }

    /** The focus is in the pane of this chat already; the address follows. */
    focus(chat: string): void {
        const route = { page: 'chats', chat } as const;
        this.address.say(route);
        this.wire.store.dispatch({ type: 'routed', route });
    }

    /** Takes the pane away, and from the list a chat that is over. */
    dismiss(chat: string): void {
        const wasFocused = focusedChat(this.wire.state()) === chat;
        this.wire.store.dispatch({ type: 'dismissed', chat });
        if (wasFocused) {
            const { panes, room } = this.wire.state();
            this.show(room > 1 ? panes.at(-1)?.chat : undefined);
        }
    }

    async close(chat: string, reason: CloseReason): Promise<void> {
        const value = { chat, reason, assignment: this.assignmentOf(chat) };
        this.received(await this.wire.ask(`chat ${chat}`, { $case: 'closeChat', value }));
    }

    async transfer(chat: string, target: NonNullable<TransferChat['target']>, note: string): Promise<void> {
        const value = { chat, assignment: this.assignmentOf(chat), target, note };
        await this.wire.ask(`chat ${chat}`, { $case: 'transferChat', value });
    }

    /** Takes a waiting chat without an offer, or from the colleague with this id, and leads there. */
    async take(chat: string, owner = ''): Promise<void> {
        this.received(await this.wire.ask(`chat ${chat}`, { $case: 'takeChat', value: { chat, owner } }));
        this.show(chat);
    }

    /** Puts an own chat on hold, or takes it back; the server tells the chat's new state. What goes wrong is said. */
    async hold(chat: string, hold: boolean): Promise<void> {
        try {
            await this.wire.ask(`chat ${chat}`, { $case: 'holdChat', value: { chat, assignment: this.assignmentOf(chat), hold } });
        } catch (error) {
            const full = error instanceof ChatError && error.code === 'AGENT_FULL';
            const why = full ? 'You have no room for it: close another chat, or put one on hold.' : messageOf(error);
            this.say('bad', `The chat could not be ${hold ? 'put on hold' : 'taken back'}. ${why}`);
        }
    }

    /** The work after this chat is done, or takes longer. What goes wrong is said. */
    async wrapUp(chat: string, what: 'end' | 'extend'): Promise<void> {
        try {
            const body: ClientBody = what === 'end' ? { $case: 'endWrapUp', value: { chat } } : { $case: 'extendWrapUp', value: { chat } };
            this.wire.take(await this.wire.ask('presence', body));
        } catch (error) {
            const over = error instanceof ChatError && error.code === 'UNKNOWN_CHAT';
            this.say(over ? 'info' : 'bad', over ? 'That work was over already.' : `That could not be done. ${messageOf(error)}`);
        }
    }

    /** Shown at once; when the server refuses, its word replaces it. */
    async setPresence(presence: Presence): Promise<void> {
        const { me } = this.wire.state();
        const before = me === undefined ? Presence.OFFLINE : chosenPresence(me);
        this.wire.store.dispatch({ type: 'presence-chosen', presence });
        try {
            this.wire.take(await this.wire.ask('presence', { $case: 'setPresence', value: { presence } }));
        } catch (error) {
            this.wire.store.dispatch({ type: 'presence-chosen', presence: before });
            this.say('bad', `Your presence could not be changed. ${messageOf(error)}`);
        }
    }

    say(tone: Toast['tone'], text: string): void {
        this.wire.say(tone, text);
    }

    private assignmentOf(chat: string): number {
        return this.wire.state().book.get(chat)?.chat.assignment ?? 0;
    }

    /** Fetches what is missing between the entries held, or after them. */
    private repair(chat: string): void {
        const held = this.wire.state().book.get(chat);
        const away = held === undefined || standingOf(this.wire.state(), chat) === 'passed-on';
        if (away || this.fetching.has(chat) || !isIncomplete(held)) {
            return;
        }
        this.fetching.add(chat);
        const from = heldUpTo(held.entries);
        const value = { chat, afterSequence: from, limit: PAGE };
        this.wire.ask(`fetch ${chat}`, { $case: 'getEntries', value }).then(
            (body) => {
                this.fetching.delete(chat);
                this.wire.take(body);
                // Without progress the next entry asks again, not this answer.
                if (heldUpTo(this.wire.state().book.get(chat)?.entries ?? []) > from) {
                    this.repair(chat);
                }
            },
            () => this.fetching.delete(chat), // The next entry, or the next welcome, asks again.
        );
    }
}

/** Whether it is to be told yet who takes the chat. */
function isAwaited({ transfer }: ChatDesk): boolean {
    return transfer !== undefined && !isSettled(transfer);
}
