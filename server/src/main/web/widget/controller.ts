import { Chat, ChatPhase, CloseReason, EntryKind, type ResumePoint } from '#protocol/customer.js';
import { isOpen, resumePoint, TYPING_MS } from '../client/chat-book.js';
import type { ClientBody, ServerBody } from '../client/codec.js';
import type { Connection } from '../client/connection.js';
import type { Environment } from '../client/environment.js';
import { ChatError } from '../client/errors.js';
import { connectionTo, type Target } from './connect.js';
import { type Kept, NEW_CHAT } from './kept.js';
import { MissingEntries } from './missing-entries.js';
import { lane, Outgoing } from './outgoing.js';
import { currentChat, isOwn } from './selectors.js';
import { initialState, reduce, type Starting, type State, type WidgetEvent } from './state.js';
import { TypingOut } from './typing-out.js';

/** Between state and server: turns what the customer does into requests and events, and what the server says into events. */
export class Controller {
    private connection: Connection;
    private current: State = initialState;
    /** Of the start that was given to the present connection, which repeats it by itself. */
    private requested: string | undefined;
    private missing: MissingEntries;
    readonly outgoing: Outgoing;
    /** Id of the chat that was left last, if it waited too long; else empty. */
    unanswered = '';
    private readonly typingOut: TypingOut;

    constructor(
        private readonly environment: Environment,
        private readonly target: Target,
        private readonly kept: Kept,
        private readonly changed: (state: State, before: State) => void,
    ) {
        this.outgoing = new Outgoing(environment, kept, {
            state: () => this.current,
            dispatch: (event) => this.dispatch(event),
            ask: (onLane, body) => this.ask(onLane, body),
        });
        this.connection = this.newConnection();
        this.missing = new MissingEntries(this.connection, (reply) => this.frame(reply));
        this.typingOut = new TypingOut(environment, (typing) => this.castTyping(typing));
        const chat = kept.current;
        this.dispatch({
            type: 'restored',
            current: chat,
            seen: chat === undefined ? 0 : kept.seen(chat),
            starting: kept.starting(),
            unsent: kept.unsent(),
            transcript: chat === undefined ? undefined : kept.transcript(chat),
        });
    }

    get state(): State {
        return this.current;
    }

    connect(): void {
        this.connection.connect();
    }

    /** The network may have changed, or the customer does not want to wait. */
    nudge(): void {
        this.connection.nudge();
    }

    /** Begins anew after the connection was closed for good. */
    reconnect(): void {
        if (this.current.connection.closedBecause === 'revoked') {
            this.kept.save(undefined);
        }
        this.connection = this.newConnection();
        this.missing = new MissingEntries(this.connection, (reply) => this.frame(reply));
        this.connection.connect();
    }

    shown(open: boolean, visible: boolean): void {
        this.dispatch({ type: 'shown', open, visible });
    }

    start(queue: string, text: string): void {
        const starting = { key: this.environment.newKey(), messageId: this.environment.newKey(), queue, text };
        this.kept.setStarting(starting);
        this.dispatch({ type: 'starting', starting });
        this.requestStart(starting);
    }

    /** False when too much waits to be sent already. */
    send(text: string): boolean {
        const chat = currentChat(this.current);
        if (chat === undefined || !this.outgoing.send(chat.chat.id, text)) {
            return false;
        }
        this.typingOut.sent();
        return true;
    }

    end(): void {
        const chat = currentChat(this.current);
        if (chat === undefined || this.current.ending) {
            return;
        }
        this.dispatch({ type: 'ending', ending: true });
        const id = chat.chat.id;
        this.ask(lane(id), { $case: 'closeChat', value: { chat: id, reason: CloseReason.CUSTOMER_LEFT, assignment: 0 } }).then(
            (reply) => this.frame(reply),
            () => this.dispatch({ type: 'ending', ending: false }),
        );
    }

    /** Leaves an ended chat behind; its draft and what could not be sent, or what nobody has read, go to the next one's. */
    leave(): void {
        const chat = currentChat(this.current);
        if (chat === undefined || isOpen(chat.chat)) {
            return;
        }
        const id = chat.chat.id;
        this.unanswered = '';
        if (chat.chat.closeReason === CloseReason.WAITED_TOO_LONG) {
            // Nobody has read it.
            this.unanswered = id;
            chat.entries.filter((entry) => entry.kind === EntryKind.TEXT && isOwn(entry)).forEach(({ text }) => this.kept.addToDraft(NEW_CHAT, text));
        }
        for (const message of this.current.unsent.filter((each) => each.chat === id && each.state !== 'stored')) {
            this.outgoing.takeBack(message);
        }
        this.moveDraft(id);
        this.dispatch({ type: 'left' });
    }

    typed(): void {
        const chat = currentChat(this.current);
        if (chat?.chat.phase === ChatPhase.ACTIVE) {
            this.typingOut.typed();
        }
    }

    /** The page may go: the next one in this tab shows at once what this one shows. */
    keep(): void {
        this.kept.setTranscript(currentChat(this.current));
    }

    /** Another tab stored that it showed the chat. */
    seenElsewhere(): void {
        const chat = this.current.current;
        if (chat !== undefined) {
            this.dispatch({ type: 'seen', chat, sequence: this.kept.seen(chat) });
        }
    }

    private newConnection(): Connection {
        this.requested = undefined;
        this.outgoing.reset();
        return connectionTo(this.environment, this.target, this.kept, {
            changed: (state) => this.dispatch({ type: 'connection', state }),
            welcomed: (value) => {
                this.frame({ $case: 'welcome', value });
                this.sendKept();
            },
            pushed: (body) => this.frame(body),
            resumePoints: () => this.resumePoints(),
        });
    }

    private ask(onLane: string, body: ClientBody): Promise<ServerBody> {
        return this.connection.request(onLane, body, Infinity);
    }

    private resumePoints(): ResumePoint[] {
        const points = [...this.current.book].map(([chat, held]) => resumePoint(chat, held.entries));
        const { current } = this.current;
        return current === undefined || this.current.book.has(current) ? points : [resumePoint(current, []), ...points];
    }

    private frame(body: ServerBody): void {
        this.dispatch({ type: 'frame', body, now: this.environment.now() });
        if (body.$case === 'typing') {
            this.environment.schedule(TYPING_MS + 1, () => this.dispatch({ type: 'tick', now: this.environment.now() }));
        }
        this.missing.fetch(this.current.book, body);
    }

    private dispatch(event: WidgetEvent): void {
        const before = this.current;
        const state = reduce(before, event);
        if (state === before) {
            return;
        }
        this.current = state;
        if (state.welcomed || state.current !== undefined) {
            this.kept.current = state.current;
        }
        if (state.current !== undefined && (state.seen !== before.seen || state.current !== before.current)) {
            this.kept.setSeen(state.current, state.seen);
        }
        this.changed(state, before);
    }

    private requestStart(starting: Starting): void {
        if (this.requested === starting.key) {
            return;
        }
        this.requested = starting.key;
        const { key, queue } = starting;
        this.ask('start', { $case: 'startChat', value: { key, queue, requirements: [], preferences: [] } }).then(
            (reply) => {
                this.frame(reply);
                if (reply.$case === 'chatReply' && reply.value.chat !== undefined) {
                    this.started(starting, reply.value.chat);
                }
            },
            (error: unknown) => this.startRefused(starting, error),
        );
    }

    private startRefused(starting: Starting, error: unknown): void {
        const refusal = error instanceof ChatError ? error : ChatError.unreachable();
        const open = refusal.details['chat'];
        if (refusal.code === 'CHAT_ALREADY_OPEN' && open !== undefined) {
            const none = Chat.decode(new Uint8Array());
            this.started(starting, { ...none, id: open, phase: ChatPhase.WAITING, queue: starting.queue });
        } else if (refusal.code !== 'CLOSED') {
            // What was typed is still in the draft.
            this.kept.setStarting(undefined);
            this.dispatch({ type: 'startRefused', code: refusal.code });
        }
    }

    private started(starting: Starting, chat: Chat): void {
        const first = this.outgoing.message(chat.id, starting.messageId, starting.text);
        this.kept.addUnsent(first);
        this.kept.setStarting(undefined);
        this.kept.setDraft(NEW_CHAT, '');
        this.dispatch({ type: 'started', chat, first });
        this.outgoing.request(first);
        this.missing.fetch(this.current.book, { $case: 'done', value: {} });
    }

    /** After a welcome: what this page or an earlier one could not finish, with the same keys. */
    private sendKept(): void {
        const { starting } = this.current;
        if (starting !== undefined) {
            this.requestStart(starting);
        }
        this.outgoing.rest();
    }

    private moveDraft(chat: string): void {
        const draft = this.kept.draft(chat);
        if (draft !== '') {
            this.kept.setDraft(chat, '');
            this.kept.addToDraft(NEW_CHAT, draft);
        }
    }

    private castTyping(typing: boolean): void {
        const chat = this.current.current;
        if (chat !== undefined) {
            this.connection.cast({ $case: 'typing', value: { chat, typing, author: undefined } });
        }
    }
}
