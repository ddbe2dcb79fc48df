import type { Kept } from '../kept.js';

/** A text field whose content is never lost: each change is stored as the draft of a chat. */
export class DraftField {
    private chat: string | undefined;
    /** The text came from another tab and nobody has changed it here. */
    private adopted = false;

    constructor(
        readonly field: HTMLTextAreaElement,
        private readonly kept: Kept,
        private readonly changed: () => void,
    ) {
        field.addEventListener('input', () => {
            this.adopted = false;
            if (this.chat !== undefined) {
                kept.setDraft(this.chat, field.value);
            }
            changed();
        });
        addEventListener('storage', (event) => this.storedElsewhere(event));
    }

    /** Shows the draft of that chat. */
    show(chat: string): void {
        this.chat = chat;
        this.field.value = this.kept.draft(chat);
        this.adopted = this.field.value !== '';
        this.changed();
    }

    /** The text was sent. */
    clear(): void {
        this.field.value = '';
        this.adopted = false;
        if (this.chat !== undefined) {
            this.kept.setDraft(this.chat, '');
        }
        this.changed();
    }

    /** Where the other tab has sent the text that this one only shows, it goes here too. */
    private storedElsewhere(event: StorageEvent): void {
        const gone = event.newValue === null && event.key?.endsWith(`:draft:${this.chat}`) === true;
        if (gone && this.adopted && this.field.value === event.oldValue) {
            this.field.value = '';
            this.changed();
        }
    }
}
