import { isOpen } from '../../client/chat-book.js';
import { currentChat } from '../selectors.js';
import type { State } from '../state.js';
import type { Context, Part } from './context.js';
import { button, h, icon, setShown, setText } from './dom.js';
import { DraftField } from './draft-field.js';

const SEND = 'M4 12l16-8-6 16-3-7-7-1z';
/** From this part of the limit on the characters are counted. */
const COUNT_FROM = 0.9;

/** Where the customer writes; after the end of the chat, the way to a new one. */
export class Composer implements Part {
    readonly element: HTMLElement;
    private readonly field: HTMLTextAreaElement;
    private readonly draft: DraftField;
    private readonly sendButton: HTMLButtonElement;
    private readonly hint = h('p', { class: 'hint', role: 'status' });
    private readonly form: HTMLElement;
    private readonly over: HTMLElement;
    private readonly overText = h('p', {});
    private chat: string | undefined;
    private textMax = 0;

    constructor(private readonly context: Context) {
        const { texts, controller, kept } = context;
        const write = texts.of('write');
        this.field = h('textarea', { rows: '1', 'aria-label': write, placeholder: write, dir: 'auto', enterkeyhint: 'send' });
        this.sendButton = button('send', texts.of('send'), () => this.send(), icon(SEND));
        this.form = h('div', { class: 'composer' }, this.hint, h('div', { class: 'composer-line' }, this.field, this.sendButton));
        this.over = h('div', { class: 'over' }, this.overText, button('primary', texts.of('newChat'), () => controller.leave()));
        this.element = h('div', { class: 'foot' }, this.form, this.over);
        this.draft = new DraftField(this.field, kept, () => this.changed());
        this.field.addEventListener('input', () => this.field.value.trim() !== '' && controller.typed());
        this.field.addEventListener('keydown', (event) => {
            // While an input method composes a character, Enter belongs to it.
            if (event.key === 'Enter' && !event.shiftKey && !event.isComposing && event.keyCode !== 229) {
                event.preventDefault();
                this.send();
            }
        });
    }

    draw(state: State): void {
        const held = currentChat(state);
        this.textMax = state.textMax;
        if (held === undefined) {
            this.chat = undefined;
            return;
        }
        const { chat } = held;
        const over = !isOpen(chat);
        setShown(this.form, !over);
        setShown(this.over, over);
        // The last line says it already, unless it is still under way.
        const said = held.entries.at(-1)?.textKey === 'closed';
        setText(this.overText, over && !said ? this.context.texts.ended(chat) : '');
        setShown(this.overText, !said);
        if (this.chat !== chat.id) {
            this.chat = chat.id;
            this.draft.show(chat.id);
        }
    }

    /** The draft was changed from elsewhere. */
    reload(): void {
        if (this.chat !== undefined) {
            this.draft.show(this.chat);
            this.field.focus();
        }
    }

    focus(): void {
        (this.over.hidden ? this.field : this.over.querySelector('button'))?.focus();
    }

    private send(): void {
        const text = this.field.value.trim();
        if (text === '' || text.length > this.textMax) {
            return;
        }
        if (this.context.controller.send(text)) {
            this.draft.clear();
        } else {
            setText(this.hint, this.context.texts.of('tooManyUnsent'));
        }
        this.field.focus();
    }

    private changed(): void {
        const length = this.field.value.trim().length;
        const excess = length - this.textMax;
        const { texts } = this.context;
        setText(
            this.hint,
            excess > 0 ? texts.of('tooLong', { count: String(excess) })
            : length > this.textMax * COUNT_FROM ? texts.of('charactersLeft', { count: String(-excess) })
            : '',
        );
        this.hint.classList.toggle('bad', excess > 0);
        this.sendButton.setAttribute('aria-disabled', String(length === 0 || excess > 0));
        // Grows with its text, up to the height in the styles.
        this.field.style.setProperty('height', 'auto');
        this.field.style.setProperty('height', `${this.field.scrollHeight + 2}px`);
    }
}
