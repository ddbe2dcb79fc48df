import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AgentRule, Decision, Explanation } from '#protocol/admin.js';
import { requirementWords, ruleWords, stepWords } from '../rules.js';
import { becauseOf, candidateLine, changesSooner, decisionLine, filterLines, nextStepWords, stepsTaken } from './explained.js';

const decision = (changes: Partial<Decision>): Decision => ({ ...Decision.decode(new Uint8Array()), ...changes });

test('filters end with the one that leaves nobody', () => {
    const lines = filterLines([
        { filter: 'queue', removed: 2, remaining: 3 },
        { filter: 'skill', removed: 0, remaining: 3 },
        { filter: 'presence', removed: 3, remaining: 0 },
        { filter: 'room', removed: 0, remaining: 0 },
    ]);
    assert.deepEqual(lines.map(({ key, out }) => [key, out]), [
        ['queue', '2 do not serve it'],
        ['skill', undefined],
        ['presence', '3 are not'],
    ]);
});

test('a filter of a newer server is named as it is', () => {
    assert.match(filterLines([{ filter: 'mood', removed: 1, remaining: 1 }])[0]?.out ?? '', /mood/);
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

test('every filter of the router has words', () => {
    for (const filter of ['queue', 'skill', 'capacity', 'presence', 'room', 'asked-before', 'preferred']) {
        for (const count of [1, 2]) {
            const [line] = filterLines([{ filter, removed: count, remaining: count }]);
            assert.doesNotMatch(`${line?.left} ${line?.out}`, /“/, filter);
        }
    }
});

test('every outcome has words, with who and which step', () => {
    const line = (outcome: string): string => decisionLine(decision({ outcome, agent: '8', step: 2 }), () => 'Ben $&');
    assert.equal(line('accepted'), 'Ben $& accepted.');
    assert.equal(line('taken'), 'Another agent who was asked too was faster than Ben $&.');
    assert.equal(line('relaxed'), 'Step 2 was taken.');
    assert.equal(line('prioritised'), 'A supervisor changed its priority.');
    for (const outcome of ['queued', 'offered', 'assigned', 'declined', 'timed-out', 'withdrawn', 'requeued', 'transferred', 'unassigned', 'closed']) {
        assert.notEqual(line(outcome), `${outcome}.`);
    }
    const byHand = decision({ outcome: 'assigned', agent: '8', load: 1, capacity: 3, rule: 'taken from the queue by this agent' });
    assert.equal(decisionLine(byHand, () => 'Ben'), 'Assigned to Ben, who carried 1 of 3: taken from the queue by this agent.');
    assert.match(decisionLine({ ...byHand, score: 12, candidates: 1 }, () => 'Ben'), /carried 1 of 3 and had levels 12 in all: .*, of 1 agent who fitted\.$/);
});

test('steps: what was taken, what comes next, and whether something else comes sooner', () => {
    const nextStep = { afterMs: 90_000, dropPreferences: true, lowerLevels: 1, widenTo: ['second-line', 'sales'], raiseMs: 60_000 };
    assert.equal(
        nextStepWords({ nextStep }),
        'preferred skills are dropped, levels are lowered by 1, agents of second-line, sales may have it too, its credit is raised by 1 min.',
    );
    assert.equal(nextStepWords({ nextStep: undefined }), undefined);
    assert.match(stepWords({ ...nextStep, dropPreferences: false, lowerLevels: 0, widenTo: [], raiseMs: 0 }), /nothing/);
    assert.deepEqual([0, 1, 2].map(stepsTaken), [
        'It has given up nothing so far.',
        'It has taken 1 step so far.',
        'It has taken 2 steps so far.',
    ]);
    const said = (changes: Partial<Explanation>): Explanation => ({ ...Explanation.decode(new Uint8Array()), ...changes });
    assert.equal(changesSooner(said({})), false);
    assert.equal(changesSooner(said({ nextChangeInMs: 5 })), true);
    assert.equal(changesSooner(said({ nextChangeInMs: 5, nextStep, nextStepInMs: 5 })), false);
    assert.equal(changesSooner(said({ nextChangeInMs: 4, nextStep, nextStepInMs: 5 })), true);
});

test('a candidate’s load, idle time and levels', () => {
    const facts = { agent: '8', name: 'Ben', load: 1, capacity: 3, idleMs: 65_000, preferred: false };
    assert.equal(candidateLine({ ...facts, score: 0 }), 'carries 1 of 3, idle for 1 min');
    assert.equal(candidateLine({ ...facts, score: 12 }), 'carries 1 of 3, idle for 1 min, levels 12 in all');
});

test('requirements with and without an upper limit; a rule of a newer server has no words', () => {
    assert.deepEqual([0, 10, 5].map((levelMax) => requirementWords({ skill: 'german', level: 3, levelMax })), [
        'german ≥ 3',
        'german ≥ 3',
        'german 3–5',
    ]);
    assert.equal(ruleWords(AgentRule.UNSPECIFIED)?.name, 'Least loaded');
    assert.equal(ruleWords(42 as AgentRule), undefined);
});

test('why it waits, or that somebody has it', () => {
    assert.equal(becauseOf('all agents that fit are at their capacity'), 'It waits because all agents that fit are at their capacity.');
    assert.match(becauseOf(''), /An agent has/);
});
