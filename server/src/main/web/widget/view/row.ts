import { AuthorKind, type Chat, type Entry, EntryKind } from '#protocol/customer.js';
import { isForCustomer, isOwn } from '../selectors.js';
import type { Unsent } from '../state.js';
import type { Texts } from '../texts.js';
import { button, h, icon } from './dom.js';
import { withLinks } from './links.js';

const CHECK = 'M5 12.5l4.5 4.5L19 7.5';
const CLOCK = 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM12 8v4.5l3 1.5';
/** Messages of one author within this time stand together under one name. */
const TOGETHER_MS = 5 * 60_000;

/** The rows of an entry: perhaps a day, then the entry; none for what customers do not see. */
export function rowsOf(entry: Entry, before: Entry | undefined, chat: Chat, texts: Texts): HTMLElement[] {
    const row = rowOf(entry, before, chat, texts);
    if (row === undefined) {
        return [];
    }
    row.dataset['sequence'] = String(entry.sequence);
    const day = texts.day(entry.timeMs);
    const newDay = before === undefined || texts.day(before.timeMs) !== day;
    return newDay ? [h('div', { class: 'day' }, day), row] : [row];
}

function rowOf(entry: Entry, before: Entry | undefined, chat: Chat, texts: Texts): HTMLElement | undefined {
    if (!isForCustomer(entry)) {
        return undefined;
    }
    if (entry.kind === EntryKind.SYSTEM) {
        const line = texts.line(entry, chat);
        return line === undefined ? undefined : h('div', { class: 'line' }, line);
    }
    const known = entry.kind === EntryKind.TEXT;
    const text = h(
        'div',
        { class: known ? 'text' : 'text unknown', dir: 'auto' },
        ...(known ? withLinks(entry.text) : [texts.of('unknownEntry')]),
    );
    const time = h('time', { datetime: new Date(entry.timeMs).toISOString() }, texts.time(entry.timeMs));
    if (isOwn(entry)) {
        const mark = h('span', { class: 'mark', title: texts.of('stored') }, icon(CHECK), hiddenText(texts.of('stored')));
        return h('div', { class: 'row own' }, hiddenText(`${texts.of('you')}: `), text, h('div', { class: 'meta' }, time, mark));
    }
    const name = nameOf(entry, texts);
    const shown = !followsUp(entry, before);
    const sameTime = !shown && before !== undefined && texts.time(before.timeMs) === texts.time(entry.timeMs);
    return h(
        'div',
        { class: sameTime ? 'row other again' : 'row other' },
        shown ? h('div', { class: 'name', dir: 'auto' }, name) : hiddenText(`${name}: `),
        text,
        h('div', { class: 'meta' }, time),
    );
}

export function nameOf(entry: Entry, texts: Texts): string {
    const bot = entry.author?.kind === AuthorKind.BOT;
    return entry.author?.name || texts.of(bot ? 'bot' : 'somebody');
}

function followsUp(entry: Entry, before: Entry | undefined): boolean {
    return (
        before !== undefined &&
        before.kind !== EntryKind.SYSTEM &&
        before.author?.id === entry.author?.id &&
        before.author?.kind === entry.author?.kind &&
        entry.timeMs - before.timeMs < TOGETHER_MS
    );
}

export interface UnsentActions {
    again(message: Unsent): void;
    takeBack(message: Unsent): void;
}

/** An own message on its way. */
export function unsentRow(message: Unsent, connected: boolean, texts: Texts, actions: UnsentActions): HTMLElement {
    const failed = message.state === 'failed';
    const text = h('div', { class: 'text', dir: 'auto' }, ...withLinks(message.text));
    const state = unsentState(message, connected, texts);
    const meta = failed
        ? h('div', { class: 'meta failed' }, state)
        : h('div', { class: 'meta' }, icon(message.state === 'stored' ? CHECK : CLOCK), state);
    const over = message.code === 'CHAT_CLOSED' || message.code === 'NOT_A_MEMBER' || message.code === 'CHAT_FULL';
    const ways = failed && h(
        'div',
        { class: 'ways' },
        !over && button('small', texts.of('tryAgain'), () => actions.again(message)),
        button('small', texts.of('edit'), () => actions.takeBack(message)),
    );
    return h('div', { class: failed ? 'row own unsent failed' : 'row own unsent' }, hiddenText(`${texts.of('you')}: `), text, meta, ways);
}

function unsentState(message: Unsent, connected: boolean, texts: Texts): string {
    if (message.state === 'failed') {
        return texts.of(
            message.code === 'CHAT_CLOSED' || message.code === 'NOT_A_MEMBER' ? 'failedClosed'
            : message.code === 'CHAT_FULL' ? 'failedFull'
            : message.code === 'TEXT_TOO_LONG' ? 'failedLong'
            : 'failed',
        );
    }
    if (message.state === 'stored') {
        return texts.of('stored');
    }
    return texts.of(!connected ? 'waitingForConnection' : message.state === 'slow' ? 'slow' : 'sending');
}

/** For those who hear the page instead of seeing it. */
export function hiddenText(text: string): HTMLElement {
    return h('span', { class: 'unseen' }, text);
}
