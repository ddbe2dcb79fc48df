import { EntryKind } from '#protocol/customer.js';
import { currentChat, isForCustomer, isOwn } from '../selectors.js';
import type { State } from '../state.js';
import type { Texts } from '../texts.js';
import { h } from './dom.js';
import { nameOf } from './row.js';

/** How long a text stays: long enough to be read out, short enough not to be found later. */
const STAY_MS = 4_000;

/** Tells those who hear the page what is new, each once. */
export class Announcer {
    readonly element = h('div', { class: 'unseen', role: 'status', 'aria-live': 'polite' });
    private last: { readonly chat: string; readonly sequence: number } | undefined;
    private lastStatus = '';

    constructor(private readonly texts: Texts) {}

    /** The first entries of a chat are its history and not told. */
    tell(state: State, status: string): void {
        const held = currentChat(state);
        if (status !== this.lastStatus) {
            this.lastStatus = status;
            this.say(status);
        }
        if (held === undefined) {
            return;
        }
        const chat = held.chat.id;
        const from = this.last?.chat === chat ? this.last.sequence : undefined;
        const sequence = held.entries.at(-1)?.sequence ?? 0;
        this.last = { chat, sequence: held.more ? Math.max(sequence, held.chat.lastSequence) : sequence };
        if (from === undefined || sequence <= from) {
            return;
        }
        for (const entry of held.entries.slice(-20)) {
            if (entry.sequence > from && isForCustomer(entry) && !isOwn(entry)) {
                const text = entry.kind === EntryKind.TEXT ? entry.text : this.texts.of('unknownEntry');
                this.say(entry.kind === EntryKind.SYSTEM ? (this.texts.line(entry, held.chat) ?? '') : `${nameOf(entry, this.texts)}: ${text}`);
            }
        }
    }

    private say(text: string): void {
        if (text !== '') {
            const line = h('p', {}, text);
            this.element.append(line);
            setTimeout(() => line.remove(), STAY_MS);
        }
    }
}
