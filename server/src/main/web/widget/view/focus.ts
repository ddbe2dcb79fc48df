const FOCUSABLE = 'button, [href], input, textarea, [tabindex="0"]';

/** Tab goes round inside of the element. */
export function keepFocusInside(element: HTMLElement, event: KeyboardEvent): void {
    if (event.key !== 'Tab') {
        return;
    }
    const stops = [...element.querySelectorAll<HTMLElement>(FOCUSABLE)].filter((each) => each.getClientRects().length > 0);
    const root = element.getRootNode() as ShadowRoot;
    const edge = event.shiftKey ? stops[0] : stops.at(-1);
    if (root.activeElement === edge || root.activeElement === element) {
        event.preventDefault();
        (event.shiftKey ? stops.at(-1) : stops[0])?.focus();
    }
}
