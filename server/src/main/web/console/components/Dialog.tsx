import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import { IconButton } from './Button.js';

export interface DialogProps {
    title: string;
    onClose: () => void;
    children: ComponentChildren;
    /** Buttons at the lower edge, the main one last. */
    actions?: ComponentChildren;
    /** Makes the dialog a form: Enter in a field submits. */
    onSubmit?: (() => void) | undefined;
    wide?: boolean | undefined;
    /** There is nothing in it but text: it takes the focus, so that keys scroll it where it is longer than the window. */
    readOnly?: boolean | undefined;
}

/** The browser's own modal dialog: it keeps the focus inside, closes on Esc, and gives the focus back, or to the pane where what had it is gone. */
export function Dialog({ title, onClose, children, actions, onSubmit, wide, readOnly }: DialogProps) {
    const box = useRef<HTMLDialogElement>(null);
    const id = useId();
    // Not after the next picture: an Enter by then would still be meant for what lies below.
    useLayoutEffect(() => {
        const before = document.activeElement;
        const dialog = box.current;
        dialog?.showModal();
        firstOf(dialog)?.focus();
        return () => {
            dialog?.close();
            const back = before instanceof HTMLElement && before.isConnected ? before : document.querySelector<HTMLElement>('.pane-focused');
            back?.focus();
        };
    }, []);
    return (
        <dialog
            ref={box}
            class={`dialog${wide ? ' dialog-wide' : ''}`}
            aria-labelledby={id}
            onCancel={(event) => {
                event.preventDefault();
                onClose();
            }}
            onPointerDown={(event) => {
                if (event.target === box.current) {
                    onClose(); // pressed beside it
                }
            }}
        >
            <form
                class="dialog-form"
                onSubmit={(event) => {
                    event.preventDefault();
                    onSubmit?.();
                }}
            >
                <header class="dialog-head">
                    <h2 id={id}>{title}</h2>
                    <IconButton icon="close" label="Close" onClick={onClose} />
                </header>
                <div class="dialog-body" tabIndex={readOnly ? 0 : undefined}>
                    {children}
                </div>
                {actions !== undefined && <footer class="dialog-foot">{actions}</footer>}
            </form>
        </dialog>
    );
}

/** What is to be filled in; where nothing is, the main button, or the text; never the cross, which Enter would press. */
function firstOf(dialog: HTMLDialogElement | null): HTMLElement | null | undefined {
    const wanted = ['[autofocus]', '.dialog-body :is(:checked, .input)', '.dialog-foot .button:last-child', '.dialog-body button', '.dialog-body[tabindex]'];
    return wanted.map((each) => dialog?.querySelector<HTMLElement>(each)).find((found) => found != null);
}
