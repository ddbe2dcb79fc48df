import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isolated } from './text.js';

test('a name is isolated, and cut between characters when it is long', () => {
    assert.equal(isolated('Anna'), '\u2068Anna\u2069');
    assert.equal(isolated('😀'.repeat(40)), `\u2068${'😀'.repeat(40)}\u2069`);
    assert.equal(isolated('😀'.repeat(41)), `\u2068${'😀'.repeat(39)}…\u2069`);
});
