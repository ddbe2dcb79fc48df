/** What the script tag says. */
export interface Attributes {
    /** Origin of the server: where the script came from. */
    readonly server: string;
    /** The site's public key. */
    readonly site: string;
    /** Name of the queue to start chats in; empty to let the customer choose. */
    readonly queue: string;
    /** Heading of the panel; empty for the site's name. */
    readonly title: string;
    readonly language: string;
    readonly position: 'start' | 'end';
}

/** The longest title that is shown; the rest is cut off. */
const TITLE_MAX = 60;

/** Undefined when the tag names no site or the script has no address to find the server by. */
export function attributesOf(source: string, data: (name: string) => string | null): Attributes | undefined {
    const site = (data('site') ?? '').trim();
    if (!/^[a-z0-9-]{3,40}$/.test(site) || !/^https?:\/\//.test(source)) {
        return undefined;
    }
    return {
        server: new URL(source).origin,
        site,
        queue: (data('queue') ?? '').trim(),
        title: (data('title') ?? '').trim().slice(0, TITLE_MAX),
        language: (data('language') ?? '').trim(),
        position: data('position') === 'start' ? 'start' : 'end',
    };
}

/** In which direction a language is written; the widget has its own, whatever the page's is. */
export function directionOf(language: string): 'ltr' | 'rtl' {
    return ['ar', 'fa', 'he', 'ur'].includes(language) ? 'rtl' : 'ltr';
}

/** The first wanted language that there is, by its first part: "de-AT" is served by "de". */
export function chooseLanguage(wanted: readonly string[], available: readonly string[]): string {
    for (const one of wanted) {
        const base = one.toLowerCase().split('-')[0] ?? '';
        if (available.includes(base)) {
            return base;
        }
    }
    return 'en';
}
