// What every visitor of a website loads: a button. The chat itself is loaded when it is wanted.
import tokens from '../style/tokens.css';
import { type Attributes, attributesOf, chooseLanguage, directionOf } from './attributes.js';
import { type ChatModule, type ChatPanel, CURRENT_CHAT, STORAGE_PREFIX } from './contract.js';
import styles from './launcher.css';
import { launcherTexts } from './launcher-texts.js';
import { button, h, icon, setShown, setText } from './view/dom.js';

declare const CHAT_ADDRESS: string;

const BUBBLE = 'M5 4h14a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2h-7l-5 4v-4H5a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2zM8 9h8M8 12.5h5';
const DOWN = 'M6 9.5l6 6 6-6';
const BADGE_MAX = 99;
const MARK = Symbol.for('switchboard.widget');

class Launcher {
    private readonly host = h('div');
    private readonly root = this.host.attachShadow({ mode: 'open' });
    private readonly languages: readonly string[];
    private readonly texts;
    private readonly button: HTMLButtonElement;
    private readonly badge = h('span', { class: 'badge', hidden: '', 'aria-hidden': 'true' });
    private readonly notice: HTMLElement;
    private panel: Promise<ChatPanel> | undefined;
    private attempts = 0;
    private open = false;
    private unread = 0;

    constructor(private readonly attributes: Attributes) {
        this.languages = [attributes.language, document.documentElement.lang, ...navigator.languages];
        const language = chooseLanguage(this.languages, Object.keys(launcherTexts));
        this.texts = launcherTexts[language] ?? launcherTexts['en']!;
        this.button = button('launcher', this.texts.open, () => void this.show(!this.open), icon(BUBBLE), this.badge);
        this.button.setAttribute('aria-expanded', 'false');
        this.notice = this.failureNotice();
        this.addStyle(tokens.replaceAll(':host', '.place'));
        this.addStyle(styles);
        // Not by the host element's direction: it has none, so that styles of the page cannot turn it.
        const rightToLeft = getComputedStyle(document.documentElement).direction === 'rtl';
        const side = (attributes.position === 'start') === rightToLeft ? 'right' : 'left';
        const place = h('div', { class: `place ${side}`, lang: language, dir: directionOf(language) }, this.notice, this.button);
        this.root.append(place);
        this.place = place;
        for (const type of ['keydown', 'keyup', 'keypress'] as const) {
            // Otherwise the page takes typed letters for its keyboard shortcuts: it sees the host element, not the field.
            place.addEventListener(type, (event) => event.stopPropagation());
        }
    }

    private readonly place: HTMLElement;

    start(): void {
        const attach = (): void => {
            if (!this.host.isConnected) {
                document.body?.append(this.host);
            }
        };
        attach();
        document.addEventListener('DOMContentLoaded', attach);
        // Some single-page applications put a new body in place.
        new MutationObserver(attach).observe(document.documentElement, { childList: true });
        const key = `${STORAGE_PREFIX}${this.attributes.site}:${CURRENT_CHAT}`;
        try {
            if (localStorage.getItem(key) !== null) {
                this.load().catch(() => {});
            }
        } catch {
            // Storage is blocked: nothing can be open from before.
        }
        addEventListener('storage', (event) => {
            if (event.key === key && event.newValue !== null) {
                this.load().catch(() => {});
            }
        });
    }

    private async show(open: boolean): Promise<void> {
        setShown(this.notice, false);
        this.button.setAttribute('aria-busy', 'true');
        try {
            (await this.load()).show(open);
        } catch (error) {
            console.warn('Switchboard: the chat could not be loaded.', error);
            setShown(this.notice, true);
        }
        this.button.removeAttribute('aria-busy');
    }

    private load(): Promise<ChatPanel> {
        this.panel ??= this.fetch().catch((error: unknown) => {
            this.panel = undefined;
            throw error;
        });
        return this.panel;
    }

    private async fetch(): Promise<ChatPanel> {
        // Browsers remember that a module could not be loaded; another address makes them try again.
        const again = this.attempts > 0 ? `&again=${this.attempts}` : '';
        this.attempts += 1;
        const module = (await import(`${this.attributes.server}${CHAT_ADDRESS}${again}`)) as ChatModule;
        return module.mount({
            attributes: this.attributes,
            languages: this.languages,
            place: this.place,
            addStyle: (css) => this.addStyle(css),
            showUnread: (count) => this.showUnread(count),
            panelShown: (shown, takeFocus) => this.panelShown(shown, takeFocus),
        });
    }

    private showUnread(count: number): void {
        this.unread = count;
        setShown(this.badge, count > 0);
        setText(this.badge, count > BADGE_MAX ? `${BADGE_MAX}+` : String(count));
        this.label();
    }

    private panelShown(open: boolean, takeFocus: boolean): void {
        this.open = open;
        this.button.setAttribute('aria-expanded', String(open));
        this.place.classList.toggle('open', open);
        this.button.querySelector('path')?.setAttribute('d', open ? DOWN : BUBBLE);
        this.label();
        if (takeFocus) {
            this.button.focus();
        }
    }

    private label(): void {
        const unread = this.unread > 0 ? `, ${this.texts.unread} ${this.unread}` : '';
        const label = (this.open ? this.texts.close : this.texts.open) + unread;
        this.button.setAttribute('aria-label', label);
        this.button.title = label;
    }

    private failureNotice(): HTMLElement {
        const retry = button('notice-retry', this.texts.retry, () => void this.show(true));
        const notice = h('div', { class: 'notice', role: 'alert' }, h('p', {}, this.texts.failed), retry);
        notice.hidden = true;
        return notice;
    }

    /** Constructed sheets need no permission from the page's content security policy; an old browser gets an element. */
    private addStyle(css: string): void {
        try {
            const sheet = new CSSStyleSheet();
            sheet.replaceSync(css);
            this.root.adoptedStyleSheets = [...this.root.adoptedStyleSheets, sheet];
        } catch {
            this.root.append(h('style', {}, css));
        }
    }
}

function begin(): void {
    const script = document.currentScript ?? document.querySelector('script[data-site][src*="widget.js"]');
    const source = script instanceof HTMLScriptElement ? script.src : '';
    const attributes = attributesOf(source, (name) => script?.getAttribute(`data-${name}`) ?? null);
    const marked = document as unknown as { [MARK]?: string };
    if (attributes === undefined) {
        console.warn('Switchboard: the script tag needs data-site with the key of your site.');
    } else if (marked[MARK] !== undefined) {
        console.warn(`Switchboard: this page has a chat for "${marked[MARK]}" already; the one for "${attributes.site}" is ignored.`);
    } else {
        marked[MARK] = attributes.site;
        new Launcher(attributes).start();
    }
}

begin();
