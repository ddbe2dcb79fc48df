import { AuthorKind, Audience, type Entry, EntryKind } from '#protocol/customer.js';

const UNKNOWN = 'This kind of message cannot be shown here.';

/** Whether somebody said it. Kinds that only a newer server knows count as said; only the system's own lines do not. */
export function isSaid({ kind }: Entry): boolean {
    return kind !== EntryKind.SYSTEM;
}

/** Whether this page knows how to show what was said. */
export function isShowable({ kind }: Entry): boolean {
    return kind === EntryKind.TEXT || kind === EntryKind.NOTE;
}

/** What was said, or that it cannot be shown. */
export function textOf(entry: Entry): string {
    return isShowable(entry) ? entry.text : UNKNOWN;
}

/** Whether customers never see it. */
export function isInternal({ kind, audience }: Entry): boolean {
    return kind === EntryKind.NOTE || audience !== Audience.ALL;
}

/** Whether the customer is waiting for an answer to it. */
export function isCustomers(entry: Entry): boolean {
    return isSaid(entry) && entry.author?.kind === AuthorKind.CUSTOMER;
}

/** Whether it answers the customer. */
export function isAnswer(entry: Entry): boolean {
    const kind = entry.author?.kind;
    return isSaid(entry) && !isInternal(entry) && (kind === AuthorKind.AGENT || kind === AuthorKind.BOT);
}
