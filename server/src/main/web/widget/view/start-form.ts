import { NEW_CHAT } from '../kept.js';
import type { MessageKey } from '../messages/en.js';
import { presenceOf, statusOf } from '../selectors.js';
import type { State } from '../state.js';
import type { Context, Part } from './context.js';
import { h, setShown, setText } from './dom.js';
import { DraftField } from './draft-field.js';

/** What to say of a start that was refused, by error code. */
const REFUSALS: { readonly [code: string]: MessageKey } = {
    QUEUE_FULL: 'startFull',
    QUEUE_CLOSED: 'startClosed',
    CONTRADICTORY_REQUIREMENTS: 'startImpossible',
};

/** Before a chat: what it is about, and the first message. */
export class StartForm implements Part {
    readonly element: HTMLFormElement;
    private readonly choices: HTMLElement;
    private readonly radios = new Map<string, { input: HTMLInputElement; status: HTMLElement; label: HTMLElement }>();
    private readonly note = h('p', { class: 'note', role: 'status' });
    private readonly hint = h('p', { class: 'hint', role: 'status' });
    private readonly field: HTMLTextAreaElement;
    private readonly draft: DraftField;
    private leaving: ReturnType<Context['leaveMessage']> | undefined;
    private shown = false;
    private state: State | undefined;
    private chosen = '';

    constructor(private readonly context: Context) {
        const { texts, kept } = context;
        this.choices = h('fieldset', {}, h('legend', {}, texts.of('startQuestion')));
        this.field = h('textarea', { rows: '3', dir: 'auto', id: 'first' });
        this.element = h(
            'form',
            { class: 'start', novalidate: '' },
            h('h2', {}, texts.of('startHeading')),
            this.choices,
            h('label', { for: 'first' }, texts.of('startMessage')),
            this.field,
            this.hint,
            this.note,
            h('button', { type: 'submit', class: 'primary' }, texts.of('startButton')),
        );
        this.draft = new DraftField(this.field, kept, () => this.changed());
        this.element.addEventListener('submit', (event) => {
            event.preventDefault();
            this.submit();
        });
        this.field.addEventListener('keydown', (event) => {
            if (event.key === 'Enter' && !event.shiftKey && !event.isComposing && event.keyCode !== 229) {
                event.preventDefault();
                this.submit();
            }
        });
    }

    draw(state: State): void {
        this.state = state;
        this.drawChoices(state);
        this.drawNote(state);
    }

    /** The form has come in front, or has gone. */
    setShown(shown: boolean): void {
        if (shown && !this.shown) {
            this.draft.show(NEW_CHAT);
        }
        this.shown = shown;
    }

    focus(): void {
        this.field.focus();
    }

    private drawChoices(state: State): void {
        const { queue } = this.context;
        const fixed = state.queues.length < 2 || state.queues.some((status) => status.queue === queue);
        setShown(this.choices, !fixed);
        if (!state.queues.some((status) => status.queue === this.chosen)) {
            this.chosen = fixed && queue !== '' ? queue : (state.queues[0]?.queue ?? '');
        }
        for (const status of state.queues) {
            const radio = this.radios.get(status.queue) ?? this.addRadio(status.queue);
            setText(radio.label, status.title || status.queue);
            setText(radio.status, this.context.texts.of(presenceOf(status)));
            radio.status.classList.toggle('on', status.online);
            radio.input.checked = status.queue === this.chosen;
        }
        for (const [queueName, radio] of this.radios) {
            if (!state.queues.some((status) => status.queue === queueName)) {
                radio.input.closest('label')?.remove();
                this.radios.delete(queueName);
            }
        }
    }

    private addRadio(queue: string) {
        const input = h('input', { type: 'radio', name: 'queue', value: queue });
        const status = h('span', { class: 'status' });
        const label = h('span', { class: 'choice-title', dir: 'auto' });
        input.addEventListener('change', () => {
            this.chosen = queue;
            if (this.state !== undefined) {
                this.drawNote(this.state);
            }
        });
        this.choices.append(h('label', { class: 'choice' }, input, label, status));
        const radio = { input, status, label };
        this.radios.set(queue, radio);
        return radio;
    }

    private drawNote(state: State): void {
        const { texts } = this.context;
        const status = statusOf(state, this.chosen);
        const refused = state.startRefused;
        const presence = presenceOf(status ?? { online: false, closed: false });
        setText(
            this.note,
            refused !== undefined ? texts.of(REFUSALS[refused] ?? 'startFailed')
            : presence === 'online' ? ''
            : texts.of(presence === 'closed' ? 'startClosed' : 'startOffline'),
        );
        this.note.classList.toggle('bad', refused !== undefined);
        this.drawLeaving(presence === 'closed' || refused !== undefined, status?.opensAtMs ?? 0);
    }

    /** Who cannot be served may leave a message. Where that form cannot be loaded, the note has to do. */
    private drawLeaving(unserved: boolean, opensAtMs: number): void {
        const { unanswered: chat } = this.context.controller;
        const target = unserved || chat ? { queue: this.chosen, chat, opensAtMs } : undefined;
        if (target) {
            this.leaving ??= this.context.leaveMessage(this.element, this.field);
        }
        this.leaving?.then(
            (draw) => draw(target),
            () => {
                // To be tried again at the next change.
                this.leaving = undefined;
            },
        );
    }

    private submit(): void {
        const text = this.field.value.trim();
        const max = this.state?.textMax ?? 0;
        if (text === '' || text.length > max) {
            this.field.focus();
        } else {
            this.context.controller.start(this.chosen, text);
        }
    }

    private changed(): void {
        const max = this.state?.textMax ?? Infinity;
        const excess = this.field.value.trim().length - max;
        const { texts } = this.context;
        setText(
            this.hint,
            excess > 0 ? texts.of('tooLong', { count: String(excess) })
            : excess > -max * 0.1 ? texts.of('charactersLeft', { count: String(-excess) })
            : '',
        );
        this.hint.classList.toggle('bad', excess > 0);
    }
}
