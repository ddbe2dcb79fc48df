import { EntryKind, type Entry } from '#protocol/customer.js';
import { currentChat } from '../selectors.js';
import type { State, Unsent } from '../state.js';
import type { Context, Part } from './context.js';
import { button, h, icon, setShown } from './dom.js';
import { rowsOf, unsentRow } from './row.js';

/** This close to the end counts as at the end. */
const END_PX = 60;
const DOWN = 'M12 5v13M6.5 12.5L12 18l5.5-5.5';

/** Entries that are laid out together. What is out of view is not laid out at all, so that a long history costs nothing. */
const PAGE_ENTRIES = 40;

/** The messages. Only appends what is new; everything is drawn anew only when an entry came in between or the chat changed. */
export class Log implements Part {
    readonly element: HTMLElement;
    private readonly rows = h('div', { class: 'rows' });
    /** After all pages: what is on its way. */
    private readonly tail = h('div', { class: 'page' });
    private page = h('div', { class: 'page' });
    private pageEntries = 0;
    private readonly scroller: HTMLElement;
    private readonly jump: HTMLButtonElement;
    private readonly mark: HTMLElement;
    private readonly loading: HTMLElement;
    private chat: string | undefined;
    private drawn: readonly Entry[] = [];
    private unsent: readonly Unsent[] = [];
    private connected = false;
    private atEnd = true;
    private marked: number | undefined;

    constructor(private readonly context: Context, private readonly takeBack: (message: Unsent) => void) {
        const { texts } = context;
        // What arrives is announced once, by itself; a live region here would read the history aloud.
        const attributes = { class: 'log', role: 'log', 'aria-live': 'off', 'aria-label': texts.of('log'), tabindex: '0' };
        this.loading = h('div', { class: 'line' }, texts.of('loading'));
        this.scroller = h('div', attributes, this.loading, this.rows);
        this.jump = button(
            'jump',
            texts.of('newMessages'),
            () => {
                this.scroller.focus(); // the button that had the focus is about to go
                this.toEnd();
            },
            icon(DOWN),
            texts.of('newMessages'),
        );
        this.mark = h('div', { class: 'new-mark' }, texts.of('newMark'));
        this.element = h('div', { class: 'log-frame' }, this.scroller, this.jump);
        setShown(this.jump, false);
        this.scroller.addEventListener('scroll', () => this.scrolled(), { passive: true });
        // A keyboard or a growing text field takes room away: who was at the end stays there.
        const resized = new ResizeObserver(() => this.atEnd && this.toEnd());
        resized.observe(this.scroller);
    }

    draw(state: State): void {
        const held = currentChat(state);
        if (held === undefined) {
            return;
        }
        const before = this.drawn.length;
        const connected = state.connection.phase === 'connected';
        const ownBefore = this.unsent;
        const fresh = this.chat !== held.chat.id;
        if (fresh || this.drawn !== held.entries) {
            this.drawEntries(held.entries, fresh, state);
        }
        this.chat = held.chat.id;
        const unsent = state.unsent.filter((message) => message.chat === held.chat.id);
        if (fresh || connected !== this.connected || !same(unsent, this.unsent) || this.drawn.length !== before) {
            this.drawUnsent(unsent, connected);
        }
        setShown(this.loading, held.more);
        this.drawMark(state.mark);
        const ownIsNew = this.unsent.some((message) => !ownBefore.some((other) => other.id === message.id));
        if (this.atEnd || fresh || ownIsNew) {
            this.toEnd();
        } else if (this.drawn.length > before && this.drawn.at(-1)?.kind !== EntryKind.SYSTEM) {
            setShown(this.jump, true);
        }
    }

    /** Shows what is new when the panel is opened: from the mark on if there is one. */
    opened(): void {
        if (this.marked !== undefined && this.mark.isConnected) {
            const above = this.mark.getBoundingClientRect().top - this.scroller.getBoundingClientRect().top;
            this.scroller.scrollTop += above - 40;
            this.scrolled();
            setShown(this.jump, !this.atEnd);
        } else {
            this.toEnd();
        }
    }

    private drawEntries(entries: readonly Entry[], fresh: boolean, state: State): void {
        const chat = currentChat(state)?.chat;
        if (chat === undefined) {
            return;
        }
        const last = this.drawn.length - 1;
        const appended =
            !fresh &&
            entries.length >= this.drawn.length &&
            entries[0]?.sequence === this.drawn[0]?.sequence &&
            entries[last]?.sequence === this.drawn[last]?.sequence;
        if (!appended) {
            this.rows.replaceChildren(this.tail);
            this.pageEntries = PAGE_ENTRIES;
            this.marked = undefined;
        }
        for (let i = appended ? this.drawn.length : 0; i < entries.length; i++) {
            const entry = entries[i];
            if (entry !== undefined) {
                this.append(rowsOf(entry, entries[i - 1], chat, this.context.texts));
            }
        }
        this.drawn = entries;
    }

    private append(rows: readonly HTMLElement[]): void {
        if (this.pageEntries >= PAGE_ENTRIES) {
            this.page = h('div', { class: 'page' });
            this.pageEntries = 0;
            this.tail.before(this.page);
        }
        this.pageEntries += 1;
        this.page.append(...rows);
    }

    private drawUnsent(unsent: readonly Unsent[], connected: boolean): void {
        const { controller, texts } = this.context;
        const actions = { again: (message: Unsent) => controller.outgoing.again(message), takeBack: this.takeBack };
        this.tail.replaceChildren(...unsent.map((message) => unsentRow(message, connected, texts, actions)));
        this.unsent = unsent;
        this.connected = connected;
    }

    private drawMark(mark: number | undefined): void {
        if (mark === this.marked && (mark === undefined || this.mark.isConnected)) {
            return;
        }
        this.marked = mark;
        this.mark.remove();
        if (mark === undefined) {
            return;
        }
        for (const row of this.rows.querySelectorAll<HTMLElement>('[data-sequence]')) {
            if (Number(row.dataset['sequence']) > mark) {
                row.before(this.mark);
                return;
            }
        }
    }

    private toEnd(): void {
        this.scroller.scrollTop = this.scroller.scrollHeight;
        this.atEnd = true;
        setShown(this.jump, false);
    }

    private scrolled(): void {
        const { scrollHeight, scrollTop, clientHeight } = this.scroller;
        if (clientHeight > 0) {
            this.atEnd = scrollHeight - scrollTop - clientHeight < END_PX;
            if (this.atEnd) {
                setShown(this.jump, false);
            }
        }
    }
}

function same(a: readonly Unsent[], b: readonly Unsent[]): boolean {
    return a.length === b.length && a.every((message, i) => message === b[i]);
}
