/** Children of an element; what is undefined or false is left out. */
export type Child = Node | string | undefined | false;

/** An element with attributes and children. Text goes in as text nodes, here and everywhere. */
export function h<K extends keyof HTMLElementTagNameMap>(
    tag: K,
    attributes: { readonly [name: string]: string } = {},
    ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
        element.setAttribute(name, value);
    }
    for (const child of children) {
        if (child !== undefined && child !== false) {
            element.append(child);
        }
    }
    return element;
}

/** A button that does something; never one that submits. */
export function button(className: string, label: string, pressed: () => void, ...children: readonly Child[]): HTMLButtonElement {
    const attributes = { type: 'button', class: className, ...(children.length > 0 ? { 'aria-label': label, title: label } : {}) };
    const element = h('button', attributes, ...(children.length > 0 ? children : [label]));
    element.addEventListener('click', pressed);
    return element;
}

const SVG = 'http://www.w3.org/2000/svg';

/** A line drawing on a 24 × 24 grid in the colour of the text around it. */
export function icon(path: string): SVGElement {
    const svg = document.createElementNS(SVG, 'svg');
    svg.setAttribute('viewBox', '0 0 24 24');
    svg.setAttribute('aria-hidden', 'true');
    const line = document.createElementNS(SVG, 'path');
    line.setAttribute('d', path);
    svg.append(line);
    return svg;
}

/** Sets only what differs, so that nothing is announced or laid out anew. */
export function setText(element: HTMLElement, text: string): void {
    if (element.textContent !== text) {
        element.textContent = text;
    }
}

export function setShown(element: HTMLElement, shown: boolean): void {
    if (element.hidden === shown) {
        element.hidden = !shown;
    }
}
