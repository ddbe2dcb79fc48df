const ORIGINS_MAX = 50;

/** One per line; blank lines do not count. */
export function originsOf(text: string): string[] {
    return text
        .split(/\r?\n/)
        .map((line) => line.trim())
        .filter((line) => line !== '');
}

/** What is wrong with the lines, in words that say what to write instead; the first few faults are enough. */
export function originsFault(text: string): string | undefined {
    const lines = originsOf(text);
    if (lines.length > ORIGINS_MAX) {
        return `At most ${ORIGINS_MAX} addresses; these are ${lines.length}.`;
    }
    const faults = lines.map((line) => originFault(line)).filter((fault) => fault !== undefined);
    return faults.length === 0 ? undefined : faults.slice(0, 3).join(' ');
}

/** An origin is scheme, host and port of a page. The service has the last word; this says earlier what is likely. */
function originFault(line: string): string | undefined {
    const shown = `“${line.length > 60 ? `${line.slice(0, 60)}…` : line}”`;
    if (line.includes('*')) {
        return `${shown}: patterns are not possible. Name each address on a line of its own.`;
    }
    if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(line)) {
        return `${shown}: begin with https://, as in https://shop.example.com.`;
    }
    if (!/^https?:/i.test(line)) {
        return `${shown}: only http:// and https:// addresses can embed the widget.`;
    }
    let url: URL;
    try {
        url = new URL(line);
    } catch {
        return `${shown} is not an address. Write it as in https://shop.example.com.`;
    }
    const rest = line.slice(line.indexOf('://') + 3);
    if (rest.includes('@')) {
        return `${shown}: leave out the name and password.`;
    }
    return /[/?#]/.test(rest) ? `${shown}: leave out what follows the host: ${url.origin}.` : undefined;
}
