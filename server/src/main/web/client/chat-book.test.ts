import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ChatPhase, type Entry } from '#protocol/customer.js';
import { applyFrame, emptyBook, heldUpTo, isIncomplete, merge, resumePoint } from './chat-book.js';
import { golden, noEntry } from './golden.js';

const entry = (sequence: number, previous = sequence - 1): Entry => ({ ...noEntry, sequence, previous, text: `line ${sequence}` });
const sequences = (entries: readonly Entry[]): number[] => entries.map((each) => each.sequence);

test('merge keeps order and holds each entry once', () => {
    assert.deepEqual(sequences(merge([entry(1), entry(3)], [entry(3), entry(2)])), [1, 2, 3]);
    assert.deepEqual(sequences(merge([], [entry(2), entry(1)])), [1, 2]);
    assert.deepEqual(sequences(merge([entry(1)], [entry(2), entry(3)])), [1, 2, 3]);
});

test('what is held ends before a gap, and staff entries leave none', () => {
    assert.equal(heldUpTo([entry(1), entry(2), entry(4)]), 2);
    assert.equal(heldUpTo([entry(1), entry(4, 1)]), 4);
    assert.equal(heldUpTo([entry(2)]), 0);
});

test('a resume point names the time of the last entry before a gap', () => {
    const timed = [entry(1), entry(2), entry(4)].map((each) => ({ ...each, timeMs: each.sequence * 10 }));
    assert.deepEqual(resumePoint('r0-7', timed), { chat: 'r0-7', lastSequence: 2, lastTimeMs: 20 });
    assert.deepEqual(resumePoint('r0-7', []), { chat: 'r0-7', lastSequence: 0, lastTimeMs: 0 });
});

test('golden welcome: each snapshot becomes a held chat, a whole one drops what was held', () => {
    const welcome = golden('server-welcome');
    const [snapshot] = welcome.$case === 'welcome' ? welcome.value.chats : [];
    assert.ok(snapshot?.chat);
    const before = applyFrame(
        emptyBook,
        { $case: 'chatReply', value: { chat: snapshot.chat, entries: [entry(1)], more: false } },
        0,
    );
    const after = applyFrame(before, welcome, 0).get(snapshot.chat.id);
    assert.ok(after);
    assert.equal(after.chat.phase, ChatPhase.CLOSED);
    assert.ok(!sequences(after.entries).includes(1));
});

test('golden pushes about a chat that is held change it; about others they change nothing', () => {
    const update = golden('server-chat_update');
    assert.ok(update.$case === 'chatUpdate' && update.value.chat);
    const book = applyFrame(emptyBook, update, 0);
    const id = update.value.chat.id;

    const place = golden('server-place_update');
    assert.ok(place.$case === 'placeUpdate');
    const placed = applyFrame(book, { $case: 'placeUpdate', value: { ...place.value, chat: id } }, 0);
    assert.equal(placed.get(id)?.chat.place, place.value.place);
    assert.equal(applyFrame(book, { $case: 'placeUpdate', value: { ...place.value, chat: 'other' } }, 0), book);

    const push = golden('server-entry_push');
    assert.ok(push.$case === 'entryPush');
    const pushed = applyFrame(book, { $case: 'entryPush', value: { ...push.value, chat: id } }, 0).get(id);
    assert.equal(pushed?.entries.length, 1);
    assert.ok(pushed && isIncomplete(pushed), 'the golden entry names a predecessor that is not held');
});

test('typing ends with its time, with a false one, and with an entry of the same author', () => {
    const update = golden('server-chat_update');
    assert.ok(update.$case === 'chatUpdate' && update.value.chat);
    const chat = update.value.chat.id;
    const author = { kind: 2, id: '7', name: 'Anna' };
    const book = applyFrame(applyFrame(emptyBook, update, 0), { $case: 'typing', value: { chat, typing: true, author } }, 100);
    assert.equal(book.get(chat)?.typing?.until, 6_100);
    const stopped = applyFrame(book, { $case: 'typing', value: { chat, typing: false, author } }, 200);
    assert.equal(stopped.get(chat)?.typing, undefined);
    const spoken = applyFrame(book, { $case: 'entryPush', value: { chat, entry: { ...entry(1), author } } }, 300);
    assert.equal(spoken.get(chat)?.typing, undefined);
});
