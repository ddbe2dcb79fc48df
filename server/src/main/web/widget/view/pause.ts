import { screenOf } from '../selectors.js';
import type { State } from '../state.js';
import { actionText, closedText } from './banner.js';
import type { Context, Part } from './context.js';
import { button, h, setShown, setText } from './dom.js';

/** In place of everything else while there is nothing to show yet: connecting, not reachable, refused, starting. */
export class Pause implements Part {
    readonly element: HTMLElement;
    private readonly text = h('p', { role: 'status' });
    private readonly spinner = h('span', { class: 'spinner', 'aria-hidden': 'true' });
    private readonly act: HTMLButtonElement;
    private closed = false;

    constructor(private readonly context: Context) {
        this.act = button('primary', context.texts.of('tryNow'), () => this.pressed());
        this.element = h('div', { class: 'pause' }, this.spinner, this.text, this.act);
    }

    draw(state: State): void {
        const { texts } = this.context;
        const screen = screenOf(state);
        const trying = state.failures > 0 && state.connection.phase !== 'connected';
        this.closed = screen === 'refused';
        setShown(this.spinner, !this.closed);
        const text = texts.of(
            this.closed ? closedText(state)
            : trying ? 'unreachable'
            : screen === 'starting' ? 'starting'
            : 'connecting',
        );
        const waits = trying && (state.starting !== undefined || state.unsent.length > 0);
        setText(this.text, waits ? `${text} ${texts.of('kept')}` : text);
        setShown(this.act, this.closed || state.connection.retryInMs !== undefined);
        setText(this.act, texts.of(this.closed ? actionText(state) : 'tryNow'));
    }

    focus(): void {
        if (!this.act.hidden) {
            this.act.focus();
        }
    }

    private pressed(): void {
        const { controller } = this.context;
        if (this.closed) {
            controller.reconnect();
        } else {
            controller.nudge();
        }
    }
}
