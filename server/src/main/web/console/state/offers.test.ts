import assert from 'node:assert/strict';
import { test } from 'node:test';
import { OfferEnd } from '#protocol/staff.js';
import { golden } from '../../client/golden.js';
import { remainingMs } from './offers.js';
import { after, chat, frame, offer, reply, then, update, welcome } from './samples.js';

const offered = (id: string, now = 0, remaining = 15_000) => frame({ $case: 'offer', value: offer(id, `chat of ${id}`, remaining) }, now);
const ended = (id: string, end: OfferEnd) => frame({ $case: 'offerEnded', value: { offer: id, end } });
const texts = (state: ReturnType<typeof after>): string[] => state.toasts.map(({ text }) => text);

test('golden offer: it is shown with the time that is left, and its golden end takes it away', () => {
    const state = after(frame(golden('server-offer'), 1_000));
    const [open] = state.offers;
    assert.ok(open);
    assert.equal(remainingMs(open, 1_000), open.offer.remainingMs);
    assert.equal(remainingMs(open, 1_000 + open.offer.remainingMs + 1), 0);
    const end = golden('server-offer_ended');
    assert.ok(end.$case === 'offerEnded');
    assert.deepEqual(then(state, frame({ ...end, value: { ...end.value, offer: open.offer.id } })).offers, []);
});

test('several offers stack, the one that runs out first on top', () => {
    const state = after(offered('1'), offered('2'), offered('3', 0, 5_000), ended('2', OfferEnd.TIMED_OUT));
    assert.deepEqual(state.offers.map((open) => open.offer.id), ['3', '1']);
    assert.match(texts(state)[0] ?? '', /^Missed/);
});

test('accepted here: no word; accepted in another window: a word, and the chat appears', () => {
    const here = after(offered('1'), { type: 'answering', offer: '1', answer: 'accept' }, reply(chat('a')), ended('1', OfferEnd.ACCEPTED));
    assert.deepEqual(texts(here), []);
    const elsewhere = after(offered('1'), ended('1', OfferEnd.ACCEPTED), update(chat('a')));
    assert.match(texts(elsewhere)[0] ?? '', /another window/);
    assert.ok(elsewhere.book.has('a'));
});

test('too late: the server does not know the offer any more', () => {
    const state = after(offered('1'), { type: 'offer-gone', offer: '1' });
    assert.deepEqual(state.offers, []);
    assert.match(texts(state)[0] ?? '', /Too late/);
    assert.equal(then(state, { type: 'offer-gone', offer: '1' }), state, 'said once');
});

test('a welcome names the open offers; their time goes on, and lost ones are told of', () => {
    const before = after(offered('1', 0, 20_000), offered('2', 0));
    const state = then(before, welcome({ offers: [offer('1', 'a', 5_000)] }, 50_000));
    const [open] = state.offers;
    assert.ok(open);
    assert.equal(state.offers.length, 1);
    assert.equal(open.totalMs, 20_000);
    assert.equal(remainingMs(open, 50_000), 5_000);
    assert.match(texts(state)[0] ?? '', /not connected/);
});

test('where another agent who was asked too was faster, that is said', () => {
    const state = after(offered('1'), ended('1', OfferEnd.TAKEN));
    assert.deepEqual(state.offers, []);
    assert.match(texts(state)[0] ?? '', /^Another agent was faster: Customer 17/);
});
