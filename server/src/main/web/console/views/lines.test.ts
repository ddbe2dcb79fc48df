import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EntryKind } from '#protocol/customer.js';
import { answered, asked, ME, noted } from '../state/samples.js';
import { itemsOf, systemLine } from './lines.js';

const DAY = 86_400_000;
const kinds = (entries: Parameters<typeof itemsOf>[0]): string[] => itemsOf(entries, ME, 'UTC').map(({ kind }) => kind);
const system = (textKey: string, parameters = {}) => asked(1, { kind: EntryKind.SYSTEM, text: '', textKey, parameters });

test('days stand apart, by the clock of the reader', () => {
    assert.deepEqual(kinds([asked(1), asked(2), asked(3, { timeMs: DAY + 1 })]), ['day', 'text', 'text', 'day', 'text']);
});

test('sides: own, customer, note, and other staff', () => {
    const other = answered(4, { author: { kind: 2, id: '8', name: 'Ben' } });
    const sides = itemsOf([asked(1), answered(2), noted(3), other], ME, 'UTC').flatMap((item) => (item.kind === 'text' ? [item.side] : []));
    assert.deepEqual(sides, ['customer', 'own', 'note', 'staff']);
});

test('a name is not repeated for what follows closely, but after a pause it is', () => {
    const entries = [asked(1), asked(2), asked(3, { timeMs: 300_000 }), answered(4, { timeMs: 300_001 })];
    const follows = itemsOf(entries, ME, 'UTC').flatMap((item) => (item.kind === 'text' ? [item.follows] : []));
    assert.deepEqual(follows, [false, true, false, false]);
});

test('system lines have words; what a newer server says is left out', () => {
    assert.equal(systemLine(system('joined', { agent: ME }), ME), 'You joined');
    assert.equal(systemLine(system('left', { agent: '8', name: 'Ben', reason: 'transferred' }), ME), 'Ben passed the chat on');
    assert.match(systemLine(system('left', { agent: ME, reason: 'agent-lost' }), ME) ?? '', /^Your connection was lost/);
    assert.match(systemLine(system('closed', { reason: 'solved' }), ME) ?? '', /solved/);
    assert.match(systemLine(system('closed', { reason: 'something new' }), ME) ?? '', /closed/);
    assert.deepEqual(kinds([system('of a newer server')]), ['day']);
});
