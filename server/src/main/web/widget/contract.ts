import type { Attributes } from './attributes.js';

/** What the launcher gives to the chat: its place in the page and the button's abilities. */
export interface Frame {
    readonly attributes: Attributes;
    /** Languages in the order in which they are wanted. */
    readonly languages: readonly string[];
    /** Inside of the shadow root; the chat appends itself. */
    readonly place: HTMLElement;
    addStyle(css: string): void;
    /** Shows how many messages were not seen yet. */
    showUnread(count: number): void;
    /** The panel was opened or closed; after closing the button has the focus where the panel had it. */
    panelShown(open: boolean, takeFocus: boolean): void;
}

/** What the chat gives to the launcher. */
export interface ChatPanel {
    show(open: boolean): void;
}

/** What the module chat.js exports. */
export interface ChatModule {
    mount(frame: Frame): Promise<ChatPanel>;
}

/** In front of every key in the browser's storage; after it comes the site's key. */
export const STORAGE_PREFIX = 'switchboard:';

/** Key, after prefix and site, that holds the id of the chat that this browser has open. */
export const CURRENT_CHAT = 'chat';
