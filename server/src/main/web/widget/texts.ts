import { ChatPhase, CloseReason, type Chat, type Entry } from '#protocol/customer.js';
import { chooseLanguage } from './attributes.js';
import { en, type MessageKey, type Messages } from './messages/en.js';

/** Addresses of the other languages, by language; filled in by the build. */
declare const LANGUAGES: { readonly [language: string]: string };

/** The words of one language, and how it writes times. */
export class Texts {
    private readonly timeFormat: Intl.DateTimeFormat;
    private readonly dayFormat: Intl.DateTimeFormat;

    constructor(
        readonly language: string,
        private readonly messages: Messages,
        /** For times and dates: "de-AT" writes them otherwise than "de". */
        locale: string,
    ) {
        this.timeFormat = new Intl.DateTimeFormat(locale, { timeStyle: 'short' });
        this.dayFormat = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long' });
    }

    /** The text, with its parameters put in; each stands for itself where a name is written in the other direction. */
    of(key: MessageKey, parameters: { readonly [name: string]: string } = {}): string {
        return this.messages[key].replace(/\{(\w+)\}/g, (_, name: string) => `\u2068${parameters[name] ?? ''}\u2069`);
    }

    time(timeMs: number): string {
        return this.timeFormat.format(timeMs);
    }

    day(timeMs: number): string {
        return this.dayFormat.format(timeMs);
    }

    /** The words for a system line; undefined for one that is not shown. */
    line(entry: Entry, chat: Chat): string | undefined {
        const name = entry.parameters['name'] || this.of('somebody');
        switch (entry.textKey) {
            case 'started':
                return this.of('lineStarted');
            case 'joined':
                return this.of('lineJoined', { name });
            case 'left': {
                const reason = entry.parameters['reason'];
                return this.of(
                    reason === 'transferred' ? 'lineTransferred'
                    : reason === 'agent-lost' ? 'lineAgentLost'
                    : 'lineLeft',
                    { name },
                );
            }
            case 'closed':
                return this.closed(entry.parameters['reason'] ?? '', chat);
            default:
                return undefined;
        }
    }

    /** Why the chat has ended; before its last line came, by what the chat says. */
    ended(chat: Chat): string {
        return this.closed(REASONS[chat.closeReason] ?? '', chat);
    }

    private closed(reason: string, chat: Chat): string {
        switch (reason) {
            case 'customer-left':
                return this.of('endedByYou');
            case 'abandoned':
                return this.of('endedWaiting');
            case 'customer-lost':
                return this.of('endedAway');
            case 'waited-too-long':
                return this.of('endedTooLong');
            case 'agent-closed':
                return chat.agent?.name ? this.of('endedByAgent', { name: chat.agent.name }) : this.of('ended');
            default:
                return this.of('ended');
        }
    }
}

const REASONS: { readonly [reason: number]: string } = {
    [CloseReason.CUSTOMER_LEFT]: 'customer-left',
    [CloseReason.ABANDONED]: 'abandoned',
    [CloseReason.CUSTOMER_LOST]: 'customer-lost',
    [CloseReason.AGENT_CLOSED]: 'agent-closed',
    [CloseReason.WAITED_TOO_LONG]: 'waited-too-long',
};

/** Whether an agent has the chat and can be spoken to. */
export function isWithAgent(chat: Chat): boolean {
    return chat.phase === ChatPhase.ACTIVE && chat.agent !== undefined;
}

/** The texts for the first wanted language there is. One that cannot be loaded is no reason to have no chat. */
export async function loadTexts(server: string, wanted: readonly string[]): Promise<Texts> {
    const language = chooseLanguage(wanted, ['en', ...Object.keys(LANGUAGES)]);
    const locale = localeFor(language, wanted);
    const address = LANGUAGES[language];
    if (address !== undefined) {
        try {
            const module = (await import(`${server}${address}`)) as { default: Messages };
            return new Texts(language, { ...en, ...module.default }, locale);
        } catch {
            console.warn(`Switchboard: the texts for "${language}" could not be loaded.`);
        }
    }
    return new Texts('en', en, localeFor('en', wanted));
}

function localeFor(language: string, wanted: readonly string[]): string {
    const exact = wanted.find((one) => one.toLowerCase().split('-')[0] === language);
    try {
        return Intl.getCanonicalLocales(exact ?? language)[0] ?? language;
    } catch {
        return language;
    }
}
