import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AgentState, AuthorKind, TransferState, TransferUpdate } from '#protocol/customer.js';
import { endOf, shortEnd, takeable } from '../views/standing.js';
import { deskOf, standingOf } from './chats.js';
import { after, asked, chat, closed, frame, reply, then, update, waitingAgain, withOther } from './samples.js';
import type { ConsoleState } from './state.js';

const nothing = new Uint8Array();
const routed = (id: string | undefined) => ({ type: 'routed', route: { page: 'chats', chat: id } }) as const;
const toasts = (state: ConsoleState): string[] => state.toasts.map(({ text }) => text);
const right = frame({ $case: 'agentState', value: { ...AgentState.decode(nothing), mayTakeOver: true } });
const TAKEN = 'Ben has taken the chat with Customer 17.';

test('a chat that a colleague takes leaves the list with a word who has it', () => {
    const state = then(after(reply(chat('a'), [asked(1)])), update(withOther('a')));
    assert.deepEqual(toasts(state), [TAKEN]);
    assert.equal(state.book.has('a'), false);
});

test('it stays while it is looked at, says who has it, and comes back when it is taken back', () => {
    const taken = then(after(reply(chat('a'), [asked(1)])), routed('a'), update(withOther('a')));
    assert.equal(endOf(withOther('a'), deskOf(taken, 'a')), 'Ben has taken this chat.');
    assert.equal(shortEnd(withOther('a'), deskOf(taken, 'a')), 'Taken');
    const back = then(taken, reply(chat('a', { assignment: 3 })), routed(undefined));
    assert.equal(standingOf(back, 'a'), 'mine');
    assert.equal(deskOf(back, 'a').taken, false);
    assert.equal(then(taken, routed(undefined)).book.has('a'), false);
});

test('a chat that was given away to somebody who got it at once is told of once', () => {
    const value = { ...TransferUpdate.decode(nothing), chat: 'a', state: TransferState.TAKEN, agent: { kind: AuthorKind.AGENT, id: '8', name: 'Ben' } };
    const state = then(after(reply(chat('a'))), routed('a'), update(withOther('a')), frame({ $case: 'transferUpdate', value }));
    assert.deepEqual(toasts(state), [TAKEN]);
});

test('it can be taken over with the right to, while a colleague has it', () => {
    const looking = then(after(reply(chat('a'))), routed('a'));
    const passed = then(looking, update(withOther('a')));
    assert.equal(takeable(passed, 'a'), undefined);
    assert.deepEqual(takeable(then(passed, right), 'a'), { chat: 'a', customer: 'Customer 17', owner: { kind: AuthorKind.AGENT, id: '8', name: 'Ben' } });
    assert.deepEqual(takeable(then(passed, right), 'r0-9'), { chat: 'r0-9', customer: 'r0-9', owner: { id: '', name: '' } });
    for (const other of [then(looking, right), then(looking, right, update(closed('a'))), then(looking, right, update(waitingAgain('a')))]) {
        assert.equal(takeable(other, 'a'), undefined);
    }
});
