/** A name within a sentence, kept from changing the direction of what is around it (U+2068 … U+2069). */
export function isolated(name: string): string {
    return `\u2068${name}\u2069`;
}
