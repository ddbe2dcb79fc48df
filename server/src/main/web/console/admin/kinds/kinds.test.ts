import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Agent, AppKey, Queue, Site, Skill } from '#protocol/admin.js';
import { Role } from '#protocol/customer.js';
import { agentKind } from './agent.js';
import { actorsText, appKeyKind } from './app-key.js';
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

const appKey: AppKey = { id: '4', revision: 1, title: 'Reception', site: 'shop', agents: ['anna', 'ben'], administration: true, secret: '' };

test('an app key goes through its form: as some agents, every agent, or none', () => {
    for (const agents of [['anna', 'ben'], ['*'], []]) {
        const key = { ...appKey, agents };
        assert.deepEqual(appKeyKind.itemOf(appKeyKind.valuesOf(key), key), key);
    }
    assert.deepEqual(['anna,  ben', ''].map((names) => appKeyKind.itemOf({ ...appKeyKind.blank, actors: 'some', agents: names }, appKey).agents), [['anna', 'ben'], []]);
    assert.deepEqual([['anna', 'ben'], ['*'], ['anna'], []].map((agents) => actorsText({ agents })), ['anna +1', 'every agent', 'anna', 'none']);
});

test('an app key that would be good for nothing is refused where it can be mended', () => {
    assert.deepEqual(Object.keys(appKeyKind.check(appKeyKind.blank)), ['title', 'administration']);
    assert.deepEqual(Object.keys(appKeyKind.check({ ...appKeyKind.blank, title: 'x', actors: 'some', agents: ' ' })), ['agents']);
    assert.deepEqual(appKeyKind.check({ ...appKeyKind.blank, title: 'x', actors: 'all' }), {});
});

test('the filter finds an agent by names, role, queue and skill', () => {
    for (const word of ['berg', 'anna', 'supervisor', 'billing', 'german', 'disabled']) {
        assert.ok(agentKind.textOf(agent).toLowerCase().includes(word), word);
    }
});
