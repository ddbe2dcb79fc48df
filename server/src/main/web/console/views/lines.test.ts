import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Audience, type CloseReason, EntryKind, type Presence } from '#protocol/customer.js';
import { textOf } from '../state/entries.js';
import { answered, asked, ME, noted } from '../state/samples.js';
import { closeWords, presenceWords } from '../words.js';
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

test('what only a newer server knows how to show is shown as such, and inside where customers may not see it', () => {
    const kind = 42 as EntryKind;
    const entries = [asked(1, { kind, text: '' }), answered(2, { kind }), answered(3, { kind, audience: Audience.STAFF })];
    const sides = itemsOf(entries, ME, 'UTC').flatMap((item) => (item.kind === 'text' ? [item.side] : []));
    assert.deepEqual(sides, ['customer', 'own', 'note']);
    assert.deepEqual(new Set(entries.map(textOf)), new Set(['This kind of message cannot be shown here.']));
    assert.equal(textOf(asked(4)), 'line 4');
});

test('values that only a newer server knows have words', () => {
    assert.equal(presenceWords(42 as Presence).name, 'Unknown');
    assert.equal(closeWords(42 as CloseReason), 'closed');
});

test('a name is not repeated for what follows closely, but after a pause it is', () => {
    const entries = [asked(1), asked(2), asked(3, { timeMs: 300_000 }), answered(4, { timeMs: 300_001 })];
    const follows = itemsOf(entries, ME, 'UTC').flatMap((item) => (item.kind === 'text' ? [item.follows] : []));
    assert.deepEqual(follows, [false, true, false, false]);
});

test('system lines have words; what a newer server says is left out', () => {
    assert.equal(systemLine(system('joined', { agent: ME }), ME), 'You joined');
    assert.equal(systemLine(system('left', { agent: '8', name: 'Ben', reason: 'transferred' }), ME), 'Ben passed the chat on');
    assert.equal(systemLine(system('left', { agent: '8', name: 'Ben', reason: 'taken-over' }), ME), 'The chat was taken over from Ben');
    assert.equal(systemLine(system('left', { agent: ME, name: 'Anna', reason: 'moved' }), ME), 'A supervisor moved the chat from you to a queue');
    assert.match(systemLine(system('left', { agent: '8', name: 'Ben', reason: 'reassigned' }), ME) ?? '', /^A supervisor gave the chat from Ben/);
    assert.match(systemLine(system('left', { agent: ME, reason: 'agent-lost' }), ME) ?? '', /^Your connection was lost/);
    assert.match(systemLine(system('closed', { reason: 'solved' }), ME) ?? '', /solved/);
    assert.match(systemLine(system('closed', { reason: 'waited-too-long' }), ME) ?? '', /nobody took it in time/);
    assert.match(systemLine(system('closed', { reason: 'something new' }), ME) ?? '', /closed/);
    assert.deepEqual(kinds([system('of a newer server')]), ['day']);
});
