import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makePassword, passwordFault } from './password.js';

test('passwords have 10 to 200 characters', () => {
    assert.match(passwordFault('123456789') ?? '', /At least 10 .* 9\./);
    assert.equal(passwordFault('1234567890'), undefined);
    assert.equal(passwordFault('x'.repeat(200)), undefined);
    assert.match(passwordFault('x'.repeat(201)) ?? '', /At most 200 .* 201\./);
});

test('a made password is good, can be read out, and is another each time', () => {
    const made = new Set(Array.from({ length: 100 }, () => makePassword()));
    assert.equal(made.size, 100);
    for (const password of made) {
        assert.equal(passwordFault(password), undefined);
        assert.match(password, /^([a-km-np-z2-9]{4}-){4}[a-km-np-z2-9]{4}$/);
    }
});

test('every character is as likely as the others', () => {
    const counts = new Map<string, number>();
    for (let from = 0; from < 256; from += 20) {
        const password = makePassword((bytes) => bytes.map((_, at) => (from + at) % 256));
        for (const character of password.replaceAll('-', '')) {
            counts.set(character, (counts.get(character) ?? 0) + 1);
        }
    }
    assert.equal(counts.size, 32);
});
