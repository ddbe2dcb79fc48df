import { type Author, CloseReason, Parked, Presence } from '#protocol/customer.js';
import type { Tone } from './components/index.js';

/** What people see of a value that the protocol gives by number. */
export interface PresenceWords {
    readonly name: string;
    readonly tone: Tone;
    readonly hint: string;
}

const UNKNOWN: PresenceWords = { name: 'Unknown', tone: 'neutral', hint: '' };

const presences: { readonly [presence: number]: PresenceWords } = {
    [Presence.AVAILABLE]: { name: 'Available', tone: 'good', hint: 'New chats are offered to you' },
    [Presence.BUSY]: { name: 'Busy', tone: 'warn', hint: 'No new chats; you keep yours' },
    [Presence.AWAY]: { name: 'Away', tone: 'warn', hint: 'No new chats; back in a while' },
    [Presence.NOT_RESPONDING]: { name: 'Not responding', tone: 'bad', hint: 'Three offers in a row were missed' },
    [Presence.OFFLINE]: { name: 'Offline', tone: 'neutral', hint: 'Not at work' },
};

/** One that only a newer server knows is "Unknown". */
export function presenceWords(presence: Presence): PresenceWords {
    return presences[presence] ?? UNKNOWN;
}

const closeReasons: { readonly [reason: number]: string } = {
    [CloseReason.SOLVED]: 'solved',
    [CloseReason.CUSTOMER_LEFT]: 'the customer left',
    [CloseReason.ABANDONED]: 'the customer left while waiting',
    [CloseReason.CUSTOMER_LOST]: 'the customer’s connection was lost',
    [CloseReason.AGENT_CLOSED]: 'closed by the agent',
    [CloseReason.SPAM]: 'spam',
    [CloseReason.ADMINISTRATIVE]: 'closed by a supervisor',
    [CloseReason.WAITED_TOO_LONG]: 'nobody took it in time',
};

/** How the chat ended; as little as possible where only a newer server knows. */
export function closeWords(reason: CloseReason): string {
    return closeReasons[reason] ?? 'closed';
}

const parked: { readonly [state: number]: { readonly name: string; readonly hint: string } } = {
    [Parked.ON_HOLD]: { name: 'On hold', hint: 'You put it on hold' },
    [Parked.IDLE]: { name: 'Idle', hint: 'Nobody wrote for a while; it comes back by itself when the customer writes' },
    [Parked.WANTED]: { name: 'Comes back', hint: 'The customer wrote; it takes the first room that you have' },
};

/** Why an active chat takes no room, or less; undefined where it takes its own. */
export function parkedWords(state: Parked): { readonly name: string; readonly hint: string } | undefined {
    return parked[state];
}

/** Anonymous customers are told apart by the end of their number. */
export function customerName(author: Author | undefined): string {
    return author === undefined ? 'Customer' : author.name !== '' ? author.name : `Customer ${author.id.slice(-4)}`;
}

/** "45 s", "3 min", "1 h 5 min", "2 d": short enough for a list, never negative. */
export function duration(ms: number): string {
    const seconds = Math.max(0, Math.floor(ms / 1_000));
    if (seconds < 60) {
        return `${seconds} s`;
    }
    const minutes = Math.floor(seconds / 60);
    if (minutes < 60) {
        return `${minutes} min`;
    }
    const hours = Math.floor(minutes / 60);
    if (hours < 24) {
        return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
    }
    return `${Math.floor(hours / 24)} d`;
}

/** Time that runs down, to the second: "1:05". */
export function clock(ms: number): string {
    const seconds = Math.max(0, Math.ceil(ms / 1_000));
    return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/**
 * Days and times in the language of the page, with the clock that the user is used to: where the browser speaks another
 * language, its words would stand among English ones.
 */
export function dateFormat(options: Intl.DateTimeFormatOptions, locale?: string): Intl.DateTimeFormat {
    const own = new Intl.DateTimeFormat(locale, { hour: 'numeric' }).resolvedOptions();
    if (own.locale.startsWith('en')) {
        return new Intl.DateTimeFormat(own.locale, options);
    }
    return new Intl.DateTimeFormat('en-GB', options.hour === undefined ? options : { ...options, hour12: own.hour12 ?? false });
}

/** How many customers wait, as the end of a sentence. */
export function waits(count: number): string {
    return count === 0 ? 'nobody waits' : plural(count, 'waits', 'wait');
}

export function plural(count: number, one: string, many = `${one}s`): string {
    return `${count} ${count === 1 ? one : many}`;
}
