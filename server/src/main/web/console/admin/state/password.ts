const CHARS_MIN = 10;
const CHARS_MAX = 200;
/** Without characters that are mistaken for each other; 32 of them, so that each byte gives five bits evenly. */
const ALPHABET = 'abcdefghijkmnpqrstuvwxyz23456789';
const GROUPS = 5;
const GROUP = 4;

export function passwordFault(password: string): string | undefined {
    if (password.length < CHARS_MIN) {
        return `At least ${CHARS_MIN} characters; this has ${password.length}.`;
    }
    return password.length > CHARS_MAX ? `At most ${CHARS_MAX} characters; this has ${password.length}.` : undefined;
}

/** A password of 100 random bits that can be read out: five groups of four characters. */
export function makePassword(fill: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array = (bytes) => crypto.getRandomValues(bytes)): string {
    const bytes = fill(new Uint8Array(GROUPS * GROUP));
    const characters = Array.from(bytes, (byte) => ALPHABET[byte % ALPHABET.length] ?? '');
    return Array.from({ length: GROUPS }, (_, group) => characters.slice(group * GROUP, (group + 1) * GROUP).join('')).join('-');
}
