import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Agent, AgentRule, AppKey, Queue, Site, Skill } from '#protocol/admin.js';
import { Role } from '#protocol/customer.js';
import { agentKind } from './agent.js';
import { actorsText, appKeyKind } from './app-key.js';
import { isOverMidnight } from './opening-hours.js';
import { queueKind } from './queue.js';
import { askingGist, givingUpGist, limitsGist, openingGist, unitsGist, wrapUpGist } from './queue-gist.js';
import { siteKind } from './site.js';
import { skillKind } from './skill.js';

const queue: Queue = {
    id: '7',
    revision: 3,
    name: 'billing',
    title: 'Billing',
    priorityCreditMs: 1_500,
    requirements: [
        { skill: 'german', level: 4, levelMax: 0 },
        { skill: 'billing', level: 2, levelMax: 7 },
    ],
    offerTimeoutMs: 20_000,
    directAssignment: true,
    waitingLimit: 50,
    preferences: [{ skill: 'polish', level: 1, levelMax: 0 }],
    steps: [
        { afterMs: 30_000, dropPreferences: true, lowerLevels: 0, widenTo: [], raiseMs: 0 },
        { afterMs: 60_500, dropPreferences: false, lowerLevels: 2, widenTo: ['second-line'], raiseMs: 60_000 },
    ],
    agentRule: AgentRule.MOST_CAPABLE,
    offersAtOnce: 3,
    preferredAgentWaitMs: 10_000,
    prefersLastAgent: true,
    activeLimit: 40,
    maxWaitMs: 600_000,
    overflowQueue: 'second-line',
    weight: 2,
    agentCapacity: 6,
    holdKeepsUnits: true,
    idleAfterMs: 120_000,
    wrapUpMs: 90_000,
    wrapUpHoldsUnits: true,
    openingHours: {
        timeZone: 'Europe/Berlin',
        weekly: [
            { weekday: 1, fromMinute: 540, untilMinute: 1_020 },
            { weekday: 5, fromMinute: 1_320, untilMinute: 360 },
            { weekday: 7, fromMinute: 0, untilMinute: 1_440 },
        ],
        holidays: [
            { date: '2026-12-24', name: 'Christmas Eve', hours: [{ weekday: 0, fromMinute: 540, untilMinute: 720 }] },
            { date: '2026-12-25', name: 'Christmas', hours: [] },
        ],
    },
    waitingPausesWhenClosed: true,
    warnings: [],
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
    mayTakeOver: true,
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

test('what is nothing to the service is nothing in the form, and a queue of a server without the rules is always open', () => {
    const bare = { ...Queue.decode(new Uint8Array()), name: 'sales', title: 'Sales' };
    const values = queueKind.valuesOf(bare);
    assert.deepEqual([values.offerTimeout, values.waitingLimit, values.weight, values.maxWait, values.always], ['', '', '', '', true]);
    assert.deepEqual(queueKind.itemOf(values, bare), { ...bare, agentRule: AgentRule.LEAST_LOADED });
    assert.deepEqual(queueKind.check(values), {});
    const none = agentKind.valuesOf({ ...agent, capacity: 0 });
    assert.equal(none.capacity, '');
    assert.equal(agentKind.itemOf(none, agent).capacity, 0);
});

test('steps, hours and days go out in order, and faults stand where they lie then', () => {
    const values = queueKind.valuesOf(queue);
    const steps = [...values.steps].reverse();
    const weekly = [...values.weekly].reverse();
    const holidays = [...values.holidays].reverse();
    const tidied = queueKind.tidy?.({ ...values, steps, weekly, holidays });
    assert.ok(tidied);
    assert.deepEqual(queueKind.itemOf(tidied, queue), queue);
});

test('each setting of a queue that can be wrong is refused at its field', () => {
    const values = queueKind.valuesOf(queue);
    const wrong: Partial<typeof values>[] = [
        { offersAtOnce: '11' },
        { preferredWait: '3601' },
        { activeLimit: '0' },
        { maxWait: '0.5' },
        { weight: '101' },
        { agentCapacity: '1.5' },
        { idleAfter: '9' },
        { wrapUp: '3601' },
        { timeZone: 'Berlin' },
    ];
    assert.deepEqual(wrong.map((each) => Object.keys(queueKind.check({ ...values, ...each }))), wrong.map((each) => Object.keys(each)));
    const rows = {
        requirements: [{ skill: 'german', level: 5, levelMax: 4 }],
        steps: [
            { id: 0, after: '', drop: false, lower: '10', widenTo: [], raise: 'x' },
            { id: 1, after: '90', drop: false, lower: '', widenTo: [], raise: '' },
        ],
        weekly: [{ id: 0, weekday: 1, from: '', until: '' }],
        holidays: [
            { id: 0, date: '2026-12-24', name: '', hours: [] },
            { id: 1, date: '2026-12-24', name: 'x'.repeat(65), hours: [{ from: '', until: '10:00' }] },
            { id: 2, date: '', name: '', hours: [] },
        ],
    };
    assert.deepEqual(Object.keys(queueKind.check({ ...values, ...rows })), [
        'requirements[0].level_max',
        'steps[0].after_ms',
        'steps[0].lower_levels',
        'steps[0].raise_ms',
        'steps[1]',
        'weekly[0].from_minute',
        'weekly[0].until_minute',
        'holidays[1].date',
        'holidays[1].name',
        'holidays[1].hours[0].from_minute',
        'holidays[2].date',
    ]);
    assert.deepEqual(queueKind.check({ ...values, ...rows, steps: [], requirements: [], always: true }), {}, 'hours that do not count');
});

test('parts of a queue in a few words: what is not the default', () => {
    const values = queueKind.valuesOf(queue);
    assert.deepEqual([askingGist, givingUpGist, limitsGist, unitsGist, wrapUpGist, openingGist].map((gist) => gist(values)), [
        'without asking · last agent first · waits 10 s for preferred agents',
        '1 preferred skill · 2 steps',
        'credit 1.5 s · 50 may wait · 40 with agents · waits at most 600 s · overflows to second-line',
        'weight 2 · capacity 6 · hold keeps units · idle after 120 s',
        '90 s · holds its units',
        '3 lines of hours · 2 special days · Europe/Berlin',
    ]);
    assert.deepEqual([askingGist, givingUpGist, limitsGist, unitsGist, wrapUpGist, openingGist].map((gist) => gist(queueKind.blank)), [
        '15 s to answer',
        'as by default',
        'as by default',
        'as by default',
        'none',
        'always open',
    ]);
});

test('hours that end on the next day', () => {
    const over = (from: string, until: string): boolean => isOverMidnight({ from, until });
    assert.deepEqual([over('22:00', '06:00'), over('09:00', '17:00'), over('09:00', '00:00'), over('09:00', '09:00'), over('', '06:00')], [
        true,
        false,
        false,
        true,
        false,
    ]);
});

test('what cannot be sent is refused at its field', () => {
    assert.deepEqual(Object.keys(queueKind.check({ ...queueKind.blank, credit: '-1', offerTimeout: '301', waitingLimit: 'x' })), [
        'offerTimeout',
        'credit',
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
