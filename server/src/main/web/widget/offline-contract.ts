import type { Environment } from '../client/environment.js';
import type { Frame } from './contract.js';
import type { Kept } from './kept.js';
import type { Texts } from './texts.js';

/** What the chat gives to the form for messages: its own start form, to which the form adds, and what it may do. */
export interface OfflineFrame {
    /** The start form, with the field for the message in it. */
    readonly form: HTMLFormElement;
    readonly field: HTMLTextAreaElement;
    readonly frame: Frame;
    readonly texts: Texts;
    readonly kept: Kept;
    readonly post: Environment['post'];
}

/** Where a message would go, while nobody can serve the customer. */
export interface Unserved {
    readonly queue: string;
    /** Id of the chat that waited too long; empty for none. */
    readonly chat: string;
    /** When the queue opens again; 0 where that is not known. */
    readonly opensAtMs: number;
}

/** What the module offline.js exports. */
export interface OfflineModule {
    /** Gives what shows the form, or hides it where a chat can be had. */
    mount(frame: OfflineFrame): (unserved: Unserved | undefined) => void;
}
