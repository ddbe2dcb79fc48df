const CHARACTERS_MAX = 40;

/** A name within a sentence: not longer than is needed to know it, and kept from changing the direction of what is around it. */
export function isolated(name: string): string {
    const characters = [...name];
    const shown = characters.length > CHARACTERS_MAX ? `${characters.slice(0, CHARACTERS_MAX - 1).join('')}…` : name;
    return `\u2068${shown}\u2069`; // first strong isolate … pop
}
