// For tests: the encoded samples that the Java tests decode too.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Entry } from '#protocol/customer.js';
import { decode, type ServerBody } from './codec.js';

const folder = process.env['GOLDEN_FRAMES'] ?? '';

/** Names of the samples of frames from the server. */
export const goldenNames: readonly string[] = readdirSync(folder)
    .filter((file) => file.startsWith('server-') && file.endsWith('.bin'))
    .map((file) => file.slice(0, -'.bin'.length));

export function goldenBytes(name: string): Uint8Array {
    return new Uint8Array(readFileSync(join(folder, `${name}.bin`)));
}

/** The same sample as Protobuf's JSON. */
export function goldenJson(name: string): unknown {
    return JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'));
}

export function golden(name: string): ServerBody {
    const body = decode(goldenBytes(name))?.body;
    if (body === undefined) {
        throw new Error(`${name} has no body`);
    }
    return body;
}

/** All fields at their defaults, to be spread and overwritten. */
export const noEntry: Entry = Entry.decode(new Uint8Array());
