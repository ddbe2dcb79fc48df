import assert from 'node:assert/strict';
import { test } from 'node:test';
import { QueueLoad, Role } from '#protocol/customer.js';
import { golden, goldenNames } from '../../client/golden.js';
import { reduce } from './reducer.js';
import { panesInView } from './panes.js';
import { oldestWaitMs } from './queues.js';
import { initialState } from './state.js';
import { after, chat, closed, frame, reply, then, update, welcome } from './samples.js';

const routed = (id: string | undefined) => ({ type: 'routed', route: { page: 'chats', chat: id } }) as const;
const load = (queue: string, changes: Partial<QueueLoad> = {}) =>
    frame({ $case: 'queueLoad', value: { ...QueueLoad.decode(new Uint8Array()), queue, title: queue, ...changes } }, 1_000);

test('every golden frame can be taken, in any order, twice', () => {
    let state = after();
    for (const name of [...goldenNames, ...[...goldenNames].reverse()]) {
        state = reduce(state, frame(golden(name), 1));
    }
    assert.equal(state.access.kind, 'in');
});

test('golden agent state is what the bar shows', () => {
    const body = golden('server-agent_state');
    assert.ok(body.$case === 'agentState');
    assert.deepEqual(after(frame(body)).me, body.value);
});

test('the server time is known from the welcome', () => {
    const state = after(welcome({ serverTimeMs: 1_763_800_000_000, role: Role.ADMINISTRATOR }, 2_000));
    assert.equal(state.serverAhead, 1_763_799_998_000);
    assert.equal(state.role, Role.ADMINISTRATOR);
});

test('nothing of the one before stays when somebody else signs in', () => {
    const state = then(after(reply(chat('a')), load('billing')), { type: 'signed-out', reason: 'Bye' });
    assert.deepEqual([state.book.size, state.queues.size, state.desks.size, state.subject], [0, 0, 0, '']);
    assert.deepEqual(state.access, { kind: 'out', reason: 'Bye' });
});

test('queues lie by title, change by pushes, and go when they have no title', () => {
    const state = after(load('sales', { waiting: 2, oldestWaitedMs: 5_000 }), load('billing'));
    assert.deepEqual([...state.queues.keys()], ['billing', 'sales']);
    const sales = state.queues.get('sales');
    assert.ok(sales);
    assert.equal(oldestWaitMs(sales, 4_000), 8_000);
    assert.deepEqual([...then(state, load('billing', { title: '' })).queues.keys()], ['sales']);
});

test('a welcome says all queues anew', () => {
    assert.equal(then(after(load('sales')), welcome()).queues.size, 0);
});

test('panes: beside while there is room, then in place of the loose one; pinned ones stay', () => {
    const chats = ['a', 'b', 'c', 'd'].map((id) => reply(chat(id)));
    const two = then(after(...chats), { type: 'room', panes: 2 }, routed('a'), routed('b'));
    assert.deepEqual(two.panes.map((pane) => pane.chat), ['a', 'b']);
    const pinned = then(two, { type: 'pinned', chat: 'b', pinned: true }, routed('c'));
    assert.deepEqual(pinned.panes.map((pane) => pane.chat), ['c', 'b']);
    assert.equal(then(pinned, routed('b')).panes, pinned.panes, 'what lies open is only put into focus');
    const narrow = then(pinned, { type: 'room', panes: 1 });
    assert.deepEqual(panesInView(narrow).map((pane) => pane.chat), ['c']);
    assert.deepEqual(panesInView(then(narrow, routed('b'))).map((pane) => pane.chat), ['b']);
});

test('who comes by the address of a chat finds it open', () => {
    const signedIn = { type: 'signed-in', subject: '7', desks: new Map() } as const;
    assert.deepEqual(then(initialState, routed('a'), signedIn).panes.map((pane) => pane.chat), ['a']);
});

test('a pane whose chat is over makes place first', () => {
    const chats = ['a', 'b', 'c'].map((id) => reply(chat(id)));
    const state = then(after(...chats), { type: 'room', panes: 3 }, routed('a'), routed('b'), update(closed('a')), routed('c'));
    assert.deepEqual(state.panes.map((pane) => pane.chat), ['c', 'b']);
});

test('toasts are few: the oldest goes', () => {
    const state = then(after(), ...[1, 2, 3, 4, 5].map((n) => ({ type: 'said', tone: 'info', text: `${n}` }) as const));
    assert.deepEqual(state.toasts.map(({ text }) => text), ['2', '3', '4', '5']);
    assert.equal(new Set(state.toasts.map(({ id }) => id)).size, 4);
});
