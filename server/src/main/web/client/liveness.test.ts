import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Liveness } from './liveness.js';
import { SimEnvironment } from './sim-environment.js';

function watched(intervalMs: number): { environment: SimEnvironment; liveness: Liveness; beats: number[]; dead: number[] } {
    const environment = new SimEnvironment();
    const [beats, dead]: [number[], number[]] = [[], []];
    const start = environment.now();
    const liveness: Liveness = new Liveness(
        environment,
        () => beats.push(environment.now() - start),
        () => {
            dead.push(environment.now() - start);
            liveness.stop();
        },
    );
    liveness.start(intervalMs);
    return { environment, liveness, beats, dead };
}

test('beats at the interval as long as answers come', async () => {
    const { environment, liveness, beats, dead } = watched(5_000);
    for (let i = 0; i < 4; i++) {
        await environment.pass(5_000);
        liveness.heard();
    }
    assert.deepEqual(beats, [5_000, 10_000, 15_000, 20_000]);
    assert.deepEqual(dead, []);
});

test('each answer begins a new chain of timers: a slowed-down timer is overtaken', async () => {
    const { environment, liveness, beats } = watched(5_000);
    await environment.pass(5_000);
    await environment.pass(700);
    liveness.heard();
    await environment.pass(4_999);
    assert.deepEqual(beats, [5_000]);
    await environment.pass(1);
    assert.deepEqual(beats, [5_000, 10_700]);
});

test('is dead 10 s after a beat without answer', async () => {
    const { environment, dead, beats } = watched(20_000);
    await environment.pass(60_000);
    assert.deepEqual(beats, [20_000]);
    assert.deepEqual(dead, [30_000]);
});

test('after a request it asks half-way, and any frame is a sign of life', async () => {
    const { environment, liveness, beats, dead } = watched(20_000);
    liveness.asked();
    await environment.pass(5_000);
    assert.deepEqual(beats, [5_000]);
    await environment.pass(4_000);
    liveness.heard();
    await environment.pass(10_000);
    assert.deepEqual(dead, []);
});

test('a silent request is the end after 10 s, however many follow it', async () => {
    const { environment, liveness, dead } = watched(20_000);
    for (let i = 0; i < 12; i++) {
        liveness.asked();
        await environment.pass(1_000);
    }
    assert.deepEqual(dead, [10_000]);
});

test('a probe takes 4 s, and probing again gives no more time', async () => {
    const { environment, liveness, beats, dead } = watched(20_000);
    for (let i = 0; i < 5; i++) {
        liveness.probe(4_000);
        await environment.pass(1_000);
    }
    assert.deepEqual(dead, [4_000]);
    assert.deepEqual(beats, [0, 1_000, 2_000, 3_000]);
});

test('an answered probe is forgotten', async () => {
    const { environment, liveness, dead } = watched(20_000);
    liveness.probe(4_000);
    await environment.pass(3_000);
    liveness.heard();
    liveness.asked();
    await environment.pass(6_000);
    assert.deepEqual(dead, []);
});

test('nothing is left behind after the end', async () => {
    const { environment, liveness } = watched(5_000);
    liveness.asked();
    liveness.probe(4_000);
    liveness.stop();
    assert.equal(environment.timersPending, 0);
    liveness.asked();
    liveness.probe(4_000);
    liveness.heard();
    assert.equal(environment.timersPending, 0);
});
