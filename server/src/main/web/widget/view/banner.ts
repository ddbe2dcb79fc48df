import { ChatPhase, type Entry } from '#protocol/customer.js';
import { currentChat, isClosed, isOnline, isStale, isWaiting, screenOf } from '../selectors.js';
import type { State } from '../state.js';
import type { MessageKey } from '../messages/en.js';
import type { Context, Part } from './context.js';
import { button, h, setShown, setText } from './dom.js';

/** What is to say about the connection and the line, above the messages. */
export class Banner implements Part {
    readonly element: HTMLElement;
    private readonly connection = h('div', { class: 'banner warn' });
    private readonly connectionText = h('p', {});
    private readonly act: HTMLButtonElement;
    private readonly line = h('div', { class: 'banner' });
    private readonly lineText = h('p', {});
    private readonly lineNote = h('p', { class: 'soft' });
    private state: State | undefined;

    constructor(private readonly context: Context) {
        this.act = button('small', context.texts.of('tryNow'), () => this.pressed());
        this.connection.append(this.connectionText, this.act);
        this.line.append(h('span', { class: 'dots', 'aria-hidden': 'true' }, h('i'), h('i'), h('i')), h('div', {}, this.lineText, this.lineNote));
        this.element = h('div', { class: 'banners' }, this.connection, this.line);
    }

    draw(state: State): void {
        this.state = state;
        this.drawConnection(state);
        this.drawLine(state);
    }

    /** What the banner says, for those who hear it. */
    get text(): string {
        return [this.connection.hidden ? '' : this.connectionText.textContent, this.line.hidden ? '' : this.lineText.textContent]
            .filter((text) => text)
            .join(' ');
    }

    private drawConnection(state: State): void {
        const { texts } = this.context;
        const { phase, retryInMs } = state.connection;
        const held = screenOf(state) !== 'connecting' && screenOf(state) !== 'refused';
        const closed = phase === 'closed';
        const lost = phase === 'reconnecting' || (phase === 'connecting' && state.failures > 0);
        const stale = isStale(state);
        setShown(this.connection, held && (closed || lost || stale));
        this.connection.classList.toggle('bad', closed);
        setText(
            this.connectionText,
            texts.of(closed ? closedText(state) : !stale ? 'reconnecting' : lost ? 'staleUnreachable' : 'stale'),
        );
        setShown(this.act, closed || retryInMs !== undefined);
        setText(this.act, texts.of(closed ? actionText(state) : 'tryNow'));
    }

    private drawLine(state: State): void {
        const { texts } = this.context;
        const chat = currentChat(state)?.chat;
        const waiting = chat !== undefined && isWaiting(chat) && state.connection.phase === 'connected';
        setShown(this.line, waiting);
        if (!waiting) {
            return;
        }
        const offline = isOnline(state, chat.queue) === false && chat.phase === ChatPhase.WAITING;
        setText(this.lineText, chat.place > 0 ? texts.of('place', { place: String(chat.place) }) : texts.of('waiting'));
        setText(
            this.lineNote,
            offline ? texts.of(isClosed(state, chat.queue) ? 'waitingClosed' : 'waitingOffline')
            : hasLeft(currentChat(state)?.entries) ? texts.of('backInQueue')
            : chat.place > 0 ? texts.of('waiting')
            : '',
        );
        this.line.classList.toggle('offline', offline);
    }

    private pressed(): void {
        const { controller } = this.context;
        if (this.state?.connection.phase === 'closed') {
            controller.reconnect();
        } else {
            controller.nudge();
        }
    }
}

/** Whether an agent had the chat before. */
function hasLeft(entries: readonly Entry[] = []): boolean {
    return entries.some((entry) => entry.textKey === 'left');
}

export function closedText(state: State): MessageKey {
    switch (state.connection.closedBecause) {
        case 'revoked':
            return 'closedRevoked';
        case 'origin':
            return 'closedOrigin';
        case 'replaced':
            return 'closedReplaced';
        case 'too-many':
            return 'closedTooMany';
        default:
            return 'closedRefused';
    }
}

export function actionText(state: State): MessageKey {
    const because = state.connection.closedBecause;
    return because === 'revoked' ? 'beginAgain' : because === 'replaced' ? 'goOnHere' : 'tryAgain';
}
