import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ClientFrame, decode, encode } from './codec.js';
import { goldenBytes, goldenJson, goldenNames } from './golden.js';

const camel = (name: string): string => name.replace(/_./g, (match) => match.charAt(1).toUpperCase());

test('every golden frame of the server decodes to the body that its JSON has', () => {
    assert.ok(goldenNames.length > 15);
    for (const name of goldenNames) {
        const frame = decode(goldenBytes(name));
        assert.ok(frame?.body, name);
        assert.ok(Object.hasOwn(goldenJson(name) as object, frame.body.$case), `${name}: ${frame.body.$case}`);
        assert.ok(name.startsWith('server-'));
        assert.ok(camel(name.slice('server-'.length)).startsWith(frame.body.$case), name);
    }
});

test('golden frames of the client come out of the encoder as they are', () => {
    for (const name of ['client-send', 'client-start_chat', 'client-accept_offer', 'client-close_chat', 'client-typing']) {
        const bytes = goldenBytes(name);
        const frame = ClientFrame.decode(bytes);
        assert.ok(frame.body);
        assert.deepEqual(encode(frame.id, frame.body), bytes, name);
    }
});

test('bytes that are no frame give undefined, a body of a newer server gives none', () => {
    assert.equal(decode(new Uint8Array([0x0a, 0xff])), undefined);
    // Field 1000, length-delimited, empty: what a body added later looks like.
    const frame = decode(new Uint8Array([0xc2, 0x3e, 0x00]));
    assert.ok(frame);
    assert.equal(frame.body, undefined);
});
