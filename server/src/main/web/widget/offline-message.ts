/** A Protobuf message whose fields 1, 2, 3 … are texts. By hand: a codec would be larger than the form. */
export function fields(texts: readonly string[]): Uint8Array {
    const bytes: number[] = [];
    texts.forEach((text, i) => {
        const utf8 = new TextEncoder().encode(text);
        bytes.push(((i + 1) << 3) | 2);
        let length = utf8.length;
        for (; length > 127; length >>>= 7) {
            bytes.push((length & 127) | 128);
        }
        bytes.push(length, ...utf8);
    });
    return Uint8Array.from(bytes);
}

/**
 * One key for one message: who sends the same once more, even from another page, because he did not hear what became of it,
 * leaves it once. 53 bits are plenty for the few that one customer leaves in a day.
 */
export function keyOf(texts: readonly string[]): string {
    let [one, other] = [0xdeadbeef, 0x41c6ce57];
    for (const byte of fields(texts)) {
        one = Math.imul(one ^ byte, 2654435761);
        other = Math.imul(other ^ byte, 1597334677);
    }
    one = Math.imul(one ^ (one >>> 16), 2246822507) ^ Math.imul(other ^ (other >>> 13), 3266489909);
    other = Math.imul(other ^ (other >>> 16), 2246822507) ^ Math.imul(one ^ (one >>> 13), 3266489909);
    return `message-${((other >>> 0) % 0x200000) * 0x100000000 + (one >>> 0)}`;
}
