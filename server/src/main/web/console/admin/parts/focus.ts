import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { FormState, Values } from '../state/form.js';

const VALUES = 'input, select, textarea';
const CONTROLS = `${VALUES}, button`;
/** What is wrong, and what asks. */
const WANTED = '[aria-invalid="true"], [data-fault], .theirs';

/**
 * Keeps the focus where the work is: in the first field of a new object, at the first fault after a refusal, and otherwise,
 * where saving took it from a field by disabling that, back in it. What is folded up and wants to be seen is opened.
 */
export function useFocus<Item, V extends Values<V>>(state: FormState<Item, V>, fresh: boolean): RefObject<HTMLFormElement> {
    const box = useRef<HTMLFormElement>(null);
    const before = useRef<Element | null>(null);
    useEffect(() => {
        if (fresh) {
            box.current?.querySelector<HTMLElement>(CONTROLS)?.focus();
        }
        const remember = (): void => {
            before.current = document.activeElement;
        };
        box.current?.addEventListener('focusin', remember);
    }, []);
    useEffect(() => {
        if (state.under !== undefined) {
            return;
        }
        for (const fold of box.current?.querySelectorAll('details') ?? []) {
            fold.open ||= fold.querySelector(WANTED) !== null;
        }
        const fault = box.current?.querySelector<HTMLElement>('[aria-invalid="true"], [data-fault]');
        const rows = fault?.closest('fieldset');
        const control = fault?.matches(CONTROLS) ? fault : (rows?.querySelector<HTMLElement>(VALUES) ?? rows?.querySelector<HTMLElement>('button'));
        if (control) {
            control.focus();
            return;
        }
        if (state.problem !== undefined) {
            box.current?.querySelector('.banner')?.scrollIntoView({ block: 'nearest' });
        }
        if (document.activeElement === document.body && before.current instanceof HTMLElement) {
            before.current.focus({ preventScroll: true });
        }
        // Typing clears single faults; that must not move the focus.
    }, [state.under, state.refusals]);
    return box;
}
