import { AuthorKind, type Entry, EntryKind } from '#protocol/customer.js';
import { isInternal } from '../state/entries.js';
import { customerName } from '../words.js';

/** One thing to draw in a transcript. */
export type TranscriptItem =
    | { readonly kind: 'day'; readonly key: string; readonly time: number }
    | { readonly kind: 'system'; readonly key: string; readonly text: string; readonly time: number }
    | {
          readonly kind: 'text';
          readonly key: string;
          readonly entry: Entry;
          readonly side: 'own' | 'staff' | 'customer' | 'note';
          /** Follows a text of the same author closely; its name is not repeated. */
          readonly follows: boolean;
      };

const CLOSELY_MS = 120_000;

/** The entries as they are drawn: days apart, system lines in words, texts by side. */
export function itemsOf(entries: readonly Entry[], subject: string, zone?: string): readonly TranscriptItem[] {
    const items: TranscriptItem[] = [];
    const dayOf = new Intl.DateTimeFormat('en-CA', zone === undefined ? {} : { timeZone: zone });
    let day = '';
    let before: Entry | undefined;
    for (const entry of entries) {
        const key = String(entry.sequence);
        const own = dayOf.format(entry.timeMs);
        if (own !== day) {
            day = own;
            before = undefined;
            items.push({ kind: 'day', key: `day ${day}`, time: entry.timeMs });
        }
        if (entry.kind === EntryKind.SYSTEM) {
            const text = systemLine(entry, subject);
            if (text !== undefined) {
                items.push({ kind: 'system', key, text, time: entry.timeMs });
                before = undefined;
            }
            continue;
        }
        items.push({ kind: 'text', key, entry, side: sideOf(entry, subject), follows: before !== undefined && closely(before, entry) });
        before = entry;
    }
    return items;
}

function sideOf(entry: Entry, subject: string): 'own' | 'staff' | 'customer' | 'note' {
    if (isInternal(entry)) {
        return 'note';
    }
    if (entry.author?.kind === AuthorKind.CUSTOMER) {
        return 'customer';
    }
    return entry.author?.kind === AuthorKind.AGENT && entry.author.id === subject ? 'own' : 'staff';
}

function closely(before: Entry, entry: Entry): boolean {
    return (
        before.kind === entry.kind &&
        before.author?.kind === entry.author?.kind &&
        before.author?.id === entry.author?.id &&
        entry.timeMs - before.timeMs < CLOSELY_MS
    );
}

const ENDS: Readonly<Record<string, string>> = {
    solved: 'solved',
    'customer-left': 'the customer left',
    abandoned: 'the customer left while waiting',
    'customer-lost': 'the customer’s connection was lost',
    'agent-closed': 'closed by the agent',
    spam: 'spam',
    administrative: 'closed by a supervisor',
    'waited-too-long': 'nobody took it in time',
};

/** In words; undefined for what a newer server may say, and for what helps nobody. */
export function systemLine(entry: Entry, subject: string): string | undefined {
    const { agent, name = '', reason = '' } = entry.parameters;
    const mine = agent === subject;
    const who = mine ? 'You' : name === '' ? 'An agent' : name;
    switch (entry.textKey) {
        case 'started':
            return 'The chat was started';
        case 'joined':
            return `${who} joined`;
        case 'left':
            return leftLine(reason, mine, who);
        case 'closed':
            return `The chat is over: ${ENDS[reason] ?? 'closed'}`;
        case 'renewed':
            return 'The server recovered; nothing was lost that was confirmed';
        default:
            return undefined;
    }
}

/** How an agent came to have the chat no longer. */
function leftLine(reason: string, mine: boolean, who: string): string {
    switch (reason) {
        case 'agent-lost':
            return `${mine ? 'Your connection was' : `${who}’s connection was`} lost; the chat went back to its queue`;
        case 'taken-over':
            return `The chat was taken over from ${mine ? 'you' : who}`;
        case 'moved':
            return `A supervisor moved the chat from ${mine ? 'you' : who} to a queue`;
        case 'reassigned':
            return `A supervisor gave the chat from ${mine ? 'you' : who} to another agent`;
        default:
            return `${who} passed the chat on`;
    }
}

/** Who wrote it, as the agent knows them. */
export function authorName(entry: Entry, subject: string): string {
    const author = entry.author;
    if (author?.kind === AuthorKind.CUSTOMER) {
        return customerName(author);
    }
    return author?.kind === AuthorKind.AGENT && author.id === subject ? 'You' : (author?.name ?? '') || 'Agent';
}
