import { h } from './dom.js';

const ADDRESS = /https?:\/\/[^\s<>"'`\u2028\u2029]+/gi;
/** Punctuation that ends a sentence rather than an address. */
const TRAILING = /[.,;:!?…*_~'"»”’]+$/;

/** A text as nodes, with the addresses in it as links; other schemes stay plain text. */
export function withLinks(text: string): Node[] {
    const nodes: Node[] = [];
    let at = 0;
    for (const match of text.matchAll(ADDRESS)) {
        const address = trimmed(match[0]);
        if (!isAddress(address)) {
            continue;
        }
        nodes.push(document.createTextNode(text.slice(at, match.index)));
        nodes.push(h('a', { href: address, target: '_blank', rel: 'noopener noreferrer nofollow' }, address));
        at = match.index + address.length;
    }
    nodes.push(document.createTextNode(text.slice(at)));
    return nodes;
}

/** Without what belongs to the sentence around it; a closing bracket belongs to it unless it was opened inside. */
export function trimmed(found: string): string {
    let address = found;
    for (;;) {
        const shorter = withoutBracket(address.replace(TRAILING, ''));
        if (shorter === address) {
            return address;
        }
        address = shorter;
    }
}

function withoutBracket(address: string): string {
    const pairs = { ')': '(', ']': '[', '}': '{' } as const;
    const last = address.at(-1);
    if (last !== ')' && last !== ']' && last !== '}') {
        return address;
    }
    const opened = address.split(pairs[last]).length;
    const closed = address.split(last).length;
    return closed > opened ? address.slice(0, -1) : address;
}

export function isAddress(text: string): boolean {
    try {
        const { protocol, hostname } = new URL(text);
        return (protocol === 'http:' || protocol === 'https:') && hostname !== '';
    } catch {
        return false;
    }
}
