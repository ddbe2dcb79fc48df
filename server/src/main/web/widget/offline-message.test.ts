import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LeaveMessageRequest } from '#protocol/offline.js';
import { fields, keyOf } from './offline-message.js';
import { offlineTexts } from './offline-texts.js';

test('the form writes the message that the protocol knows', () => {
    const texts = ['message-1', '', 'r0-5', 'Carla 👋', 'carla@example.com', 'ü'.repeat(4_000)];
    const [key, queue, chat, name, contact, text] = texts;
    assert.deepEqual(LeaveMessageRequest.decode(fields(texts)), { key, queue, chat, name, contact, text });
});

test('a repeat has the same key, another message another one', () => {
    const message = ['sales', '', 'Carla', 'carla@example.com', 'Where is my parcel?'];
    assert.match(keyOf(message), /^[A-Za-z0-9_-]{8,64}$/);
    assert.equal(keyOf([...message]), keyOf(message));
    const keys = new Set(Array.from({ length: 10_000 }, (_, i) => keyOf([...message.slice(0, 4), `${i}`])));
    assert.equal(keys.size, 10_000);
    assert.notEqual(keyOf(['ab', 'c']), keyOf(['a', 'bc']));
});

test('all languages have the same parameters', () => {
    const parameters = (text: string) => text.match(/\{\w+\}/g)?.join() ?? '';
    for (const texts of Object.values(offlineTexts)) {
        for (const [key, text] of Object.entries(texts)) {
            assert.equal(parameters(text), parameters(offlineTexts['en']![key as keyof typeof texts]), key);
        }
    }
});
