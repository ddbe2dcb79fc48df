/** What was typed into a form and not saved when its page went with the session. */
interface Unsaved {
    readonly subject: string;
    readonly place: string;
    readonly form: unknown;
}

let kept: Unsaved | undefined;

/** Keeps it in this page's memory, for whoever typed it; the browser asks before the page goes. */
export function keepUnsaved(subject: string, place: string, form: unknown): void {
    kept = { subject, place, form };
    window.addEventListener('beforeunload', ask);
}

export function hasUnsaved(): boolean {
    return kept !== undefined;
}

/** What the same person typed at the same place, once. */
export function takeUnsaved<Form>(subject: string, place: string): Form | undefined {
    const found = kept;
    forgetUnsaved();
    return found?.subject === subject && found.place === place ? (found.form as Form) : undefined;
}

/** Somebody signed in: nobody else gets to see what was kept, or is asked about it. */
export function forgetUnsavedOfOthers(subject: string): void {
    if (kept !== undefined && kept.subject !== subject) {
        forgetUnsaved();
    }
}

function forgetUnsaved(): void {
    kept = undefined;
    window.removeEventListener('beforeunload', ask);
}

function ask(event: BeforeUnloadEvent): void {
    event.preventDefault();
}
