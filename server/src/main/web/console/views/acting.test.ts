import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AgentState, Presence } from '#protocol/customer.js';
import { ChatError } from '../../client/errors.js';
import { assignableFirst, isOvertaken, notAssignable, ownerTold, supervisingRefused, takingRefused } from './acting.js';

const refusal = (code: string, details = {}): ChatError => new ChatError(code, `Said of ${code}.`, false, details);
const agent = (name: string, presence: Presence, load: number, capacity: number): AgentState => ({
    ...AgentState.decode(new Uint8Array()),
    name,
    presence,
    load,
    capacity,
});

test('who was overtaken is told so; other refusals leave a choice', () => {
    assert.deepEqual(['CONFLICT', 'CHAT_CLOSED', 'UNKNOWN_CHAT', 'NOT_WAITING', 'AGENT_FULL', 'ACTIVE_LIMIT'].map((code) => isOvertaken(refusal(code))), [
        true,
        true,
        true,
        true,
        false,
        false,
    ]);
    assert.equal(isOvertaken(new Error('x')), false);
    assert.equal(supervisingRefused(refusal('AGENT_FULL')), 'He has no room for this chat.');
    assert.equal(supervisingRefused(refusal('ACTIVE_LIMIT')), 'The queue of this chat has as many chats with agents as it may.');
    assert.equal(supervisingRefused(refusal('OVERLOADED')), 'Said of OVERLOADED.');
});

test('why a chat could not be taken', () => {
    assert.equal(takingRefused(refusal('NOT_A_MEMBER', { agent: '8', name: 'Ben' }), 'Carla'), 'Ben has the chat with Carla already.');
    assert.equal(takingRefused(refusal('NOT_A_MEMBER'), 'Carla'), 'Another agent has the chat with Carla already.');
    assert.equal(takingRefused(refusal('AGENT_FULL'), 'Carla'), 'You cannot take the chat with Carla: you have no room for it.');
    assert.equal(takingRefused(refusal('ACTIVE_LIMIT'), 'Carla'), 'You cannot take the chat with Carla: its queue has as many chats with agents as it may.');
    assert.equal(takingRefused(refusal('OVERLOADED'), 'Carla'), 'The chat with Carla could not be taken. Said of OVERLOADED.');
});

test('agents who may get it come first, the least loaded on top; room is counted in units', () => {
    const agents = [
        agent('Away', Presence.AWAY, 0, 3),
        agent('Full', Presence.AVAILABLE, 3, 3),
        agent('Half', Presence.AVAILABLE, 2, 4),
        agent('Busy', Presence.BUSY, 1, 4),
        { ...agent('Leaving', Presence.AVAILABLE, 0, 4), nextPresence: Presence.BUSY },
    ];
    assert.deepEqual(assignableFirst(agents, 1).map(({ name }) => name), ['Busy', 'Half', 'Away', 'Leaving', 'Full']);
    assert.deepEqual(agents.map((each) => notAssignable(each, 3)), ['away', 'full', 'full', undefined, 'soon busy']);
});

test('who has the chat is read from the refusal, if that says it', () => {
    assert.deepEqual(ownerTold(refusal('NOT_A_MEMBER', { agent: '8', name: 'Ben' })), { id: '8', name: 'Ben' });
    assert.deepEqual(ownerTold(refusal('NOT_A_MEMBER', { agent: '8' })), { id: '8', name: '' });
    assert.equal(ownerTold(refusal('NOT_A_MEMBER')), undefined);
    assert.equal(ownerTold(refusal('AGENT_FULL', { agent: '8' })), undefined);
    assert.equal(ownerTold(new Error('x')), undefined);
});
