import type { Context } from './context.js';
import { button, h } from './dom.js';
import { keepFocusInside } from './focus.js';

/** Asks before something that cannot be taken back. */
export class Confirm {
    readonly element = h('div', { class: 'veil', hidden: '' });
    private cancel = (): void => {};

    constructor(private readonly context: Context) {
        this.element.addEventListener('keydown', (event) => keepFocusInside(this.element, event));
    }

    get asking(): boolean {
        return !this.element.hidden;
    }

    /** Esc, or what was asked about is over by itself. */
    dismiss(): void {
        this.cancel();
    }

    /** Whether the customer agreed. */
    ask(question: string, hint: string, yes: string): Promise<boolean> {
        this.cancel();
        return new Promise((resolve) => {
            const answer = (agreed: boolean): void => {
                this.cancel = () => {};
                this.element.hidden = true;
                this.element.replaceChildren();
                resolve(agreed);
            };
            this.cancel = () => answer(false);
            const stay = button('small', this.context.texts.of('stay'), () => answer(false));
            this.element.replaceChildren(
                h(
                    'div',
                    { class: 'confirm', role: 'alertdialog', 'aria-modal': 'true', 'aria-labelledby': 'ask', 'aria-describedby': 'ask-hint' },
                    h('h2', { id: 'ask' }, question),
                    h('p', { id: 'ask-hint' }, hint),
                    h('div', { class: 'ways' }, stay, button('primary bad', yes, () => answer(true))),
                ),
            );
            this.element.hidden = false;
            stay.focus();
        });
    }
}
