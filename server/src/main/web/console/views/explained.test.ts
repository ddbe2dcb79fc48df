import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Decision } from '#protocol/admin.js';
import { becauseOf, decisionLine, stepsOf } from './explained.js';

const decision = (changes: Partial<Decision>): Decision => ({ ...Decision.decode(new Uint8Array()), ...changes });

test('steps end with the filter that leaves nobody', () => {
    const steps = stepsOf([
        { filter: 'queue', removed: 2, remaining: 3 },
        { filter: 'skill', removed: 0, remaining: 3 },
        { filter: 'presence', removed: 3, remaining: 0 },
        { filter: 'room', removed: 0, remaining: 0 },
    ]);
    assert.deepEqual(steps.map(({ key, out }) => [key, out]), [
        ['queue', '2 do not serve it'],
        ['skill', undefined],
        ['presence', '3 are not'],
    ]);
});

test('a filter of a newer server is named as it is', () => {
    assert.match(stepsOf([{ filter: 'mood', removed: 1, remaining: 1 }])[0]?.out ?? '', /mood/);
});

test('decisions in sentences', () => {
    const facts = { agent: '8', load: 1, capacity: 3, candidates: 2, rule: 'least relative load' };
    const nameOf = () => 'Ben';
    assert.equal(
        decisionLine(decision({ outcome: 'offered', ...facts }), nameOf),
        'Offered to Ben, who carried 1 of 3: least relative load, of 2 agents who fitted.',
    );
    assert.equal(decisionLine(decision({ outcome: 'timed-out', ...facts }), nameOf), 'Ben did not answer in time.');
    assert.equal(decisionLine(decision({ outcome: 'mooned' }), nameOf), 'mooned.');
});

test('why it waits, or that somebody has it', () => {
    assert.equal(becauseOf('all agents that fit are at their capacity'), 'It waits because all agents that fit are at their capacity.');
    assert.match(becauseOf(''), /An agent has/);
});
