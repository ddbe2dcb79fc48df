import type { Controller } from '../controller.js';
import type { OfflineModule } from '../offline-contract.js';
import type { Kept } from '../kept.js';
import type { State } from '../state.js';
import type { Texts } from '../texts.js';

/** What the parts of the panel work with. */
export interface Context {
    readonly controller: Controller;
    readonly kept: Kept;
    readonly texts: Texts;
    /** Queue that the script tag names; empty when it names none. */
    readonly queue: string;
    /** Heading that the script tag names; empty when it names none. */
    readonly title: string;
    /** Loads the form for messages into the start form; gives what draws it. */
    leaveMessage(form: HTMLFormElement, field: HTMLTextAreaElement): Promise<ReturnType<OfflineModule['mount']>>;
}

/** A part of the panel: draws what changed between two states, and nothing else. */
export interface Part {
    readonly element: HTMLElement;
    draw(state: State): void;
}
