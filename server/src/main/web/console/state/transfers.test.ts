import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AuthorKind, TransferState, TransferUpdate } from '#protocol/customer.js';
import { golden } from '../../client/golden.js';
import { endOf, shortEnd, underWay } from '../views/standing.js';
import { deskOf } from './chats.js';
import { after, asked, chat, frame, offer, reply, then, update, waitingAgain, welcome } from './samples.js';
import type { ConsoleState } from './state.js';

const ben = { kind: AuthorKind.AGENT, id: '8', name: 'Ben' };
const news = (state: TransferState, changes: Partial<TransferUpdate> = {}): TransferUpdate => ({
    ...TransferUpdate.decode(new Uint8Array()),
    chat: 'a',
    assignment: 1,
    state,
    queue: 'billing',
    queueTitle: 'Billing',
    ...changes,
});
const told = (...of: Parameters<typeof news>) => frame({ $case: 'transferUpdate', value: news(...of) });
const offered = told(TransferState.OFFERED, { agent: ben });
const taken = told(TransferState.TAKEN, { agent: ben });
const passedOn = (): ConsoleState => after(reply(chat('a'), [asked(1)]), update(waitingAgain('a')));
const routed = (id: string | undefined) => ({ type: 'routed', route: { page: 'chats', chat: id } }) as const;
const toasts = (state: ConsoleState): string[] => state.toasts.map(({ text }) => text);
const end = (state: ConsoleState): string => endOf(state.book.get('a')?.chat ?? chat('a'), deskOf(state, 'a'));

test('offered to an agent, who takes it: a word, and the chat leaves the list', () => {
    const open = then(passedOn(), offered);
    assert.deepEqual(toasts(open), []);
    assert.equal(underWay(deskOf(open, 'a')), 'Offered to Ben …');
    assert.match(end(open), /offered to Ben/);
    const settled = then(open, taken);
    assert.deepEqual(toasts(settled), ['Ben has taken the chat with Customer 17.']);
    assert.equal(settled.book.has('a'), false);
});

test('who looks at the chat keeps it in view until he goes elsewhere', () => {
    const settled = then(passedOn(), routed('a'), offered, taken);
    assert.equal(end(settled), 'This chat is with Ben now.');
    assert.deepEqual(settled.panes.map((pane) => pane.chat), ['a']);
    const elsewhere = then(settled, routed(undefined));
    assert.equal(elsewhere.book.has('a'), false);
    assert.deepEqual(elsewhere.panes, []);
});

test('what was written and cannot be sent any more is not thrown away with the chat', () => {
    const written = { type: 'written', chat: 'a', id: 'm1', text: 'Hello', note: false } as const;
    const settled = then(passedOn(), written, offered, taken);
    assert.ok(settled.book.has('a'));
    assert.equal(then(settled, { type: 'discarded', chat: 'a', id: 'm1' }).book.has('a'), false);
});

test('the agent does not take it: a word, and where it waits; then somebody else has it', () => {
    const back = then(passedOn(), offered, told(TransferState.WAITING));
    assert.deepEqual(toasts(back), ['Ben did not take the chat with Customer 17. It waits in Billing.']);
    assert.equal(end(back), 'Ben did not take this chat. It waits in Billing.');
    assert.equal(end(then(back, told(TransferState.WAITING))), end(back), 'as long as nobody has it');
    assert.equal(toasts(then(back, told(TransferState.WAITING))).length, 1);
    assert.equal(shortEnd(waitingAgain('a'), deskOf(back, 'a')), 'In queue');
    assert.deepEqual(toasts(then(back, taken)).slice(1), ['Ben has taken the chat with Customer 17.']);
});

test('to a queue: no word until somebody has it, or it ends', () => {
    const waits = then(passedOn(), told(TransferState.WAITING));
    assert.deepEqual(toasts(waits), []);
    assert.equal(underWay(deskOf(waits, 'a')), 'Waits in Billing');
    const ended = then(waits, told(TransferState.CLOSED));
    assert.deepEqual(toasts(ended), ['The chat with Customer 17 ended before anybody had taken it.']);
    assert.equal(ended.book.has('a'), false);
});

test('a chat that comes back to who gave it away is simply his', () => {
    const mine = then(passedOn(), told(TransferState.WAITING), frame({ $case: 'offer', value: offer('1', 'a') }), reply(chat('a', { assignment: 2 })));
    assert.equal(deskOf(mine, 'a').transfer, undefined);
    assert.equal(then(mine, told(TransferState.TAKEN, { agent: { ...ben, id: '7', name: 'Anna' } })).book.has('a'), true);
    assert.deepEqual(toasts(mine), []);
});

test('a reconnect tells what was missed; what it does not name is not waited for any longer', () => {
    const open = then(passedOn(), offered);
    const settled = then(open, welcome({ transfers: [news(TransferState.TAKEN, { agent: ben })] }));
    assert.equal(settled.book.has('a'), false);
    assert.equal(toasts(settled).length, 1);
    const unknown = then(open, welcome());
    assert.equal(underWay(deskOf(unknown, 'a')), undefined);
    assert.equal(end(unknown), 'This chat is no longer yours.');
});

test('golden transfer update: of a chat that is not held nothing is made', () => {
    const state = after(frame(golden('server-transfer_update')));
    assert.deepEqual([state.book.size, state.desks.size, state.toasts.length], [0, 0, 0]);
});
