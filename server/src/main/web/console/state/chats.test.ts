import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AuthorKind, ResumeOutcome } from '#protocol/customer.js';
import { deskOf, OVER_MAX, standingOf } from './chats.js';
import { after, answered, asked, chat, closed, frame, noted, push, reply, then, update, waitingAgain, welcome, withOther } from './samples.js';

const snapshot = (value: ReturnType<typeof chat>, entries = [asked(1)], outcome = ResumeOutcome.WHOLE) => ({
    chat: value,
    outcome,
    entries,
    more: false,
});

test('unread are the texts of the customer below what was in view', () => {
    const state = after(reply(chat('a'), [asked(1), asked(2)]));
    assert.equal(deskOf(state, 'a').unread, 2);
    const seen = then(state, { type: 'seen', chat: 'a' });
    assert.equal(deskOf(seen, 'a').unread, 0);
    assert.equal(deskOf(then(seen, push('a', asked(3))), 'a').unread, 1);
    assert.equal(then(seen, { type: 'seen', chat: 'a' }), seen, 'seen once more is no change');
});

test('whoever answers in another window has read; a note is no answer', () => {
    const state = after(reply(chat('a'), [asked(1)]));
    assert.equal(deskOf(then(state, push('a', answered(2))), 'a').unread, 0);
    assert.equal(deskOf(then(state, push('a', noted(2))), 'a').unread, 1);
});

test('the customer waits since the first text that nobody answered', () => {
    const state = after(reply(chat('a'), [asked(1), answered(2), asked(3), asked(4), noted(5)]));
    assert.equal(deskOf(state, 'a').waitingSince, 3_000);
    assert.equal(deskOf(then(state, push('a', answered(6))), 'a').waitingSince, undefined);
    assert.equal(deskOf(then(state, update(closed('a'))), 'a').waitingSince, undefined, 'nobody waits in a closed chat');
});

test('a chat that was passed on stays in sight, read-only, and comes back as mine', () => {
    const state = after(reply(chat('a'), [asked(1)]), update(waitingAgain('a')));
    assert.equal(standingOf(state, 'a'), 'passed-on');
    assert.equal(standingOf(then(state, reply(chat('a', { assignment: 2 }))), 'a'), 'mine');
    assert.equal(standingOf(then(state, update(withOther('a'))), 'a'), 'passed-on');
});

test('a chat that the welcome has no more went elsewhere while this window was away', () => {
    const state = then(after(reply(chat('a')), reply(chat('b'))), welcome({ chats: [snapshot(chat('b'))] }));
    assert.equal(standingOf(state, 'a'), 'passed-on');
    assert.equal(standingOf(state, 'b'), 'mine');
    assert.equal(standingOf(then(state, push('a', asked(1))), 'a'), 'passed-on', 'an entry alone does not bring it back');
    assert.equal(standingOf(then(state, update(chat('a'))), 'a'), 'mine');
});

test('a chat that was closed while away is closed, with its last entries', () => {
    const state = then(
        after(reply(chat('a'), [asked(1)])),
        welcome({ chats: [snapshot(closed('a'), [answered(2)], ResumeOutcome.RECOVERED)] }),
    );
    assert.equal(standingOf(state, 'a'), 'closed');
    assert.deepEqual(state.book.get('a')?.entries.map(({ sequence }) => sequence), [1, 2]);
});

test('a whole snapshot replaces what was held, and unread follows', () => {
    const before = then(after(reply(chat('a'), [asked(1), asked(2)])), { type: 'seen', chat: 'a' });
    const state = then(before, welcome({ chats: [snapshot(chat('a'), [asked(1), asked(2), asked(3)])] }));
    assert.equal(state.book.get('a')?.entries.length, 3);
    assert.equal(deskOf(state, 'a').unread, 1);
});

test('what is written is unsent until its entry comes, whichever comes first of entry and reply', () => {
    const written = then(after(reply(chat('a'))), { type: 'written', chat: 'a', id: 'm1', text: 'Hello', note: false });
    assert.deepEqual(deskOf(written, 'a').outbox.map(({ id }) => id), ['m1']);
    const stored = then(written, push('a', answered(1, { messageId: 'm1' })));
    assert.deepEqual(deskOf(stored, 'a').outbox, []);
});

test('a refused text stays until it is discarded, and the others with it', () => {
    const state = then(
        after(reply(chat('a'))),
        { type: 'drafted', chat: 'a', text: 'Hel', note: true },
        { type: 'written', chat: 'a', id: 'm1', text: 'Hello', note: true },
        { type: 'written', chat: 'a', id: 'm2', text: 'there', note: false },
        { type: 'send-refused', chat: 'a', id: 'm1', why: 'The chat is closed.' },
    );
    assert.equal(deskOf(state, 'a').draft, '');
    assert.deepEqual(deskOf(state, 'a').outbox.map(({ refused }) => refused), ['The chat is closed.', undefined]);
    const rest = then(state, { type: 'discarded', chat: 'a', id: 'm1' });
    assert.deepEqual(deskOf(rest, 'a').outbox.map(({ id }) => id), ['m2']);
});

test('only a chat that is over can be dismissed, and a late update does not bring it back', () => {
    const open = after(reply(chat('a')));
    assert.ok(then(open, { type: 'dismissed', chat: 'a' }).book.has('a'));
    const gone = then(open, update(closed('a')), { type: 'dismissed', chat: 'a' });
    assert.ok(!gone.book.has('a'));
    assert.ok(!gone.desks.has('a'));
    assert.ok(!then(gone, update(closed('a'))).book.has('a'));
});

test('of chats that are over only so many are kept; open ones are not touched', () => {
    let state = after(reply(chat('open')));
    for (let i = 0; i < OVER_MAX + 5; i += 1) {
        state = then(state, reply(chat(`c${i}`)), update(closed(`c${i}`)));
    }
    assert.equal(state.book.size, OVER_MAX + 1);
    assert.ok(state.book.has('open'));
    assert.ok(!state.book.has('c4'));
    assert.ok(state.book.has('c5'));
});

test('direct assignment: an update makes the chat known, its entries follow', () => {
    const state = after(update(chat('a')), push('a', asked(1)));
    assert.equal(standingOf(state, 'a'), 'mine');
    assert.equal(deskOf(state, 'a').unread, 1);
});

test('who types is forgotten at once when the connection is lost', () => {
    const author = { kind: AuthorKind.CUSTOMER, id: '17', name: '' };
    const state = after(reply(chat('a')), frame({ $case: 'typing', value: { chat: 'a', typing: true, author } }));
    assert.ok(state.book.get('a')?.typing);
    const lost = then(state, { type: 'line', state: { phase: 'reconnecting', retryInMs: 500 }, now: 1 });
    assert.equal(lost.book.get('a')?.typing, undefined);
});
