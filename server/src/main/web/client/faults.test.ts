// Goal: whatever the network and the server do, each request ends once, in order, and without endless work.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SimClient } from './sim-client.js';
import { SimEnvironment } from './sim-environment.js';
import { SimServer } from './sim-server.js';

const SEEDS = Number(process.env['SEEDS'] ?? 60);
const FIRST_SEED = Number(process.env['SEED'] ?? 1);
const FAULTY_MS = 120_000;
const LANES = ['a', 'b', 'c'];
const MESSAGES = 60;

/** 1. Messages at random moments while faults happen. 2. The faults end. 3. What holds then? */
async function run(seed: number): Promise<void> {
    const environment = new SimEnvironment(seed);
    const client = new SimClient(environment);
    const server = new SimServer(environment);
    client.connection.connect();

    const added = new Map<string, string[]>(LANES.map((lane) => [lane, []]));
    const hasty = new Set<string>();
    for (let i = 0; i < MESSAGES; i++) {
        await client.pass((environment.random() * 2 * FAULTY_MS) / MESSAGES);
        const lane = LANES[Math.floor(environment.random() * LANES.length)] ?? 'a';
        const key = `message-${i}`;
        added.get(lane)?.push(key);
        if (environment.random() < 0.2) {
            hasty.add(key);
            client.send(lane, key, 3_000);
        } else {
            client.send(lane, key, Infinity);
        }
        if (environment.random() < 0.1) {
            client.connection.nudge();
        }
        if (environment.random() < 0.1) {
            server.disturb();
        }
    }
    server.faulty = false;
    const sockets = environment.sockets.length;
    await client.pass(180_000);

    assert.deepEqual(server.complaints, []);
    assert.equal(client.state.phase, 'connected');
    assert.ok(environment.sockets.length - sockets <= 3, `${environment.sockets.length - sockets} connections without faults`);
    const rate = (counted: number): number => counted / ((FAULTY_MS + 180_000) / 1_000);
    assert.ok(rate(environment.steps) < 40, `${environment.steps} timers`);
    assert.ok(rate(sockets) < 0.8, `${sockets} connections`);
    assert.ok(rate(environment.posts.length) < 1.5, `${environment.posts.length} calls`);

    const outcomes = new Map<string, string>();
    for (const line of client.outcomes) {
        const [key, outcome] = line.split(' ') as [string, string];
        assert.ok(!outcomes.has(key), `${key} ended twice`);
        outcomes.set(key, outcome);
    }
    for (const [lane, keys] of added) {
        const stored = server.stored.get(lane) ?? [];
        assert.deepEqual(stored, keys.filter((key) => stored.includes(key)), `order of lane ${lane}`);
        for (const key of keys) {
            const outcome = outcomes.get(key);
            assert.ok(outcome !== undefined, `${key} has no outcome`);
            assert.ok(hasty.has(key) || outcome === 'done', `${key}: ${outcome}`);
            if (outcome === 'done') {
                assert.ok(stored.includes(key), `${key} is acknowledged and not stored`);
            } else if (stored.includes(key)) {
                assert.equal(outcome, 'OUTCOME_UNKNOWN', `${key} was stored`);
            }
        }
    }
}

test(`requests under faults, ${SEEDS} seeds`, async () => {
    for (let seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++) {
        try {
            await run(seed);
        } catch (error) {
            throw new Error(`with SEED=${seed} SEEDS=1: ${(error as Error).message}`, { cause: error });
        }
    }
});
