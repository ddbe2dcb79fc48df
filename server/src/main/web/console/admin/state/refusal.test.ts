import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ChatError } from '../../../client/errors.js';
import { agentKind } from '../kinds/agent.js';
import { queueKind } from '../kinds/queue.js';
import { siteKind } from '../kinds/site.js';
import { deletionRefused, refusalOf } from './refusal.js';

const invalid = (details: Record<string, string>): ChatError =>
    new ChatError('INVALID_FIELD', 'A field is wrong.', false, { field: Object.keys(details).join(', '), ...details });

test('each fault goes to its field of the form', () => {
    const error = invalid({ display_name: '1–64 characters', 'skills[2].level': '1–10', capacity: '1–100' });
    assert.deepEqual(refusalOf(error, agentKind), {
        faults: { displayName: '1–64 characters.', 'skills[2].level': '1–10.', capacity: '1–100.' },
        problem: undefined,
    });
    assert.deepEqual(refusalOf(invalid({ offer_timeout_ms: 'no', 'requirements[0].skill': 'no' }), queueKind).faults, {
        offerTimeout: 'No.',
        'requirements[0].skill': 'No.',
    });
});

test('faults of a queue’s rows go to their row, and of opening hours too', () => {
    const paths = [
        ['steps[1].after_ms', 'steps[1].after_ms'],
        ['steps[1].widen_to[2]', 'steps[1].widen_to'],
        ['preferences[0].level_max', 'preferences[0].level_max'],
        ['opening_hours.time_zone', 'timeZone'],
        ['opening_hours.weekly[2].from_minute', 'weekly[2].from_minute'],
        ['opening_hours.weekly', 'weekly'],
        ['opening_hours.holidays[1].hours[0].until_minute', 'holidays[1].hours[0].until_minute'],
        ['overflow_queue', 'overflow'],
    ] as const;
    for (const [path, field] of paths) {
        const { faults, problem } = refusalOf(invalid({ [path]: 'no' }), queueKind);
        assert.deepEqual([Object.keys(faults), problem], [[field], undefined], path);
    }
    const cyclic = new ChatError('CYCLIC_OVERFLOW', '', false, { field: 'overflow_queue', overflow_queue: 'its chats would come back to this queue' });
    assert.deepEqual(refusalOf(cyclic, queueKind).faults, { overflow: 'Its chats would come back to this queue.' });
});

test('faults of a list’s items stand together at the list and say which', () => {
    const { faults } = refusalOf(invalid({ 'origins[0]': 'bad', 'origins[3]': 'bad' }), siteKind);
    assert.deepEqual(faults, { origins: 'Address 1: Bad. Address 4: Bad.' });
    assert.deepEqual(refusalOf(invalid({ 'queues[1]': 'gone' }), siteKind).faults, { queues: 'Queue 2 of those chosen: Gone.' });
});

test('a fault that no field shows stands above the form', () => {
    const { faults, problem } = refusalOf(invalid({ revision: '0 for a new object', name: 'bad' }), siteKind);
    assert.deepEqual(faults, { name: 'Bad.' });
    assert.equal(problem?.text, 'revision: 0 for a new object.');
    const bare = refusalOf(new ChatError('INVALID_FIELD', 'A field is wrong.', false), siteKind);
    assert.equal(bare.problem?.text, 'A field is wrong.');
});

test('a taken name goes to the field that must be unique', () => {
    const taken = new ChatError('NAME_TAKEN', '', false);
    assert.deepEqual(Object.keys(refusalOf(taken, siteKind).faults), ['key']);
    assert.deepEqual(Object.keys(refusalOf(taken, queueKind).faults), ['name']);
});

test('only a conflict can be mended by loading the present version', () => {
    assert.equal(refusalOf(new ChatError('CONFLICT', '', false), queueKind).problem?.kind, 'conflict');
    assert.equal(refusalOf(new ChatError('NOT_FOUND', '', false), queueKind).problem?.kind, 'gone');
    const busy = refusalOf(new ChatError('OVERLOADED', 'Busy.', true), queueKind).problem;
    assert.equal(busy?.kind, 'failed');
    assert.match(busy.text, /^Busy\. .*still here/);
    assert.match(refusalOf(ChatError.unreachable(), queueKind).problem?.text ?? '', /Save again/);
});

test('what is in use is not deleted, and who uses it is named', () => {
    const used = new ChatError('IN_USE', 'Used.', false, { queues: 'billing', agents: 'anna, ben and 3 more' });
    assert.equal(
        deletionRefused(used, 'skill'),
        'This skill is still in use by queues: billing; agents: anna, ben and 3 more. Take it away there first.',
    );
    assert.match(deletionRefused(new ChatError('IN_USE', 'Used.', false), 'site'), /by others\./);
    assert.match(deletionRefused(new ChatError('CONFLICT', '', false), 'site'), /Somebody else changed this site/);
    assert.equal(deletionRefused(ChatError.unreachable(), 'site'), 'The server cannot be reached.');
});
