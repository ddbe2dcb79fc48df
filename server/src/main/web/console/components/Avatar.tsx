const HUES = 8;

/** Initials on a colour that stays the same for the same id. */
export function Avatar({ name, id, small }: { name: string; id: string; small?: boolean | undefined }) {
    return (
        <span class={`avatar hue-${hueOf(id)}${small ? ' avatar-small' : ''}`} aria-hidden="true">
            {initialsOf(name)}
        </span>
    );
}

/** First characters of the first and last word that begin with a letter or a digit: "Customer 4711" is C4. */
export function initialsOf(name: string): string {
    const words = name.split(/\s+/).filter((word) => /^[\p{L}\p{N}]/u.test(word));
    const first = [...(words[0] ?? '?')][0] ?? '?';
    const last = words.length > 1 ? ([...(words.at(-1) ?? '')][0] ?? '') : '';
    return (first + last).toUpperCase();
}

function hueOf(id: string): number {
    let sum = 0;
    for (const character of id) {
        sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 9973;
    }
    return sum % HUES;
}
