import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Agent, Queue, Site, Skill } from '#protocol/admin.js';
import { Role } from '#protocol/customer.js';
import { agentKind } from './agent.js';
import { queueKind } from './queue.js';
import { siteKind } from './site.js';
import { skillKind } from './skill.js';

const queue: Queue = {
    id: '7',
    revision: 3,
    name: 'billing',
    title: 'Billing',
    priorityCreditMs: 1_500,
    requirements: [{ skill: 'german', level: 4 }],
    offerTimeoutMs: 20_000,
    directAssignment: true,
    waitingLimit: 50,
};
const agent: Agent = {
    id: '8',
    revision: 2,
    name: 'anna',
    displayName: 'Anna <b>Berg</b>',
    role: Role.SUPERVISOR,
    capacity: 5,
    queues: ['billing'],
    skills: [{ skill: 'german', level: 9 }],
    disabled: true,
};
const site: Site = {
    id: '9',
    revision: 1,
    name: 'Shop',
    key: 'shop',
    origins: ['https://a.example', 'https://b.example'],
    defaultQueue: 'billing',
    queues: ['billing'],
};
const skill: Skill = { id: '1', revision: 1, name: 'german' };

test('an object goes through its form unchanged, every field of it', () => {
    assert.deepEqual(queueKind.itemOf(queueKind.valuesOf(queue), queue), queue);
    assert.deepEqual(agentKind.itemOf(agentKind.valuesOf(agent), agent), agent);
    assert.deepEqual(siteKind.itemOf(siteKind.valuesOf(site), site), site);
    assert.deepEqual(skillKind.itemOf(skillKind.valuesOf(skill), skill), skill);
    assert.deepEqual(queueKind.check(queueKind.valuesOf(queue)), {});
    assert.deepEqual(agentKind.check(agentKind.valuesOf(agent)), {});
    assert.deepEqual(siteKind.check(siteKind.valuesOf(site)), {});
});

test('empty numbers ask for the defaults of the service', () => {
    const item = queueKind.itemOf({ ...queueKind.blank, offerTimeout: '', waitingLimit: ' ' }, { id: '', revision: 0 });
    assert.equal(item.offerTimeoutMs, 0);
    assert.equal(item.waitingLimit, 0);
    assert.equal(agentKind.itemOf({ ...agentKind.blank, capacity: '' }, { id: '', revision: 0 }).capacity, 0);
});

test('what cannot be sent is refused at its field', () => {
    assert.deepEqual(Object.keys(queueKind.check({ ...queueKind.blank, credit: '-1', offerTimeout: '301', waitingLimit: 'x' })), [
        'credit',
        'offerTimeout',
        'waitingLimit',
    ]);
    assert.deepEqual(Object.keys(agentKind.check({ ...agentKind.blank, capacity: '101' })), ['capacity']);
    assert.deepEqual(Object.keys(siteKind.check({ ...siteKind.blank, origins: 'x' })), ['origins', 'defaultQueue']);
});

test('the filter finds an agent by names, role, queue and skill', () => {
    for (const word of ['berg', 'anna', 'supervisor', 'billing', 'german', 'disabled']) {
        assert.ok(agentKind.textOf(agent).toLowerCase().includes(word), word);
    }
});
