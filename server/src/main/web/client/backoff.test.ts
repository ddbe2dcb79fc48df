import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Backoff, ReconnectPauses } from './backoff.js';
import { SimEnvironment } from './sim-environment.js';

test('pauses of repeats lie between half the least one and a bound that doubles to the greatest', () => {
    for (let seed = 1; seed <= 100; seed++) {
        const backoff = new Backoff(new SimEnvironment(seed), 100, 5_000);
        for (const bound of [100, 200, 400, 800, 1_600, 3_200, 5_000, 5_000]) {
            const pause = backoff.next();
            assert.ok(pause >= 50 && pause <= bound, `${pause} of ${bound}`);
        }
    }
});

test('in the first minute of an outage attempts come at most 5 s apart, later at most 30 s', async () => {
    const environment = new SimEnvironment();
    const pauses = new ReconnectPauses(environment);
    environment.random = () => 0.999_999;
    const asked: number[] = [];
    for (let i = 0; i < 22; i++) {
        const pause = pauses.next();
        asked.push(Math.round(pause));
        await environment.pass(pause);
    }
    assert.deepEqual(asked.slice(0, 6), [1_000, 2_000, 4_000, 5_000, 5_000, 5_000]);
    assert.deepEqual(asked.slice(-2), [30_000, 30_000]);
    assert.ok(asked.filter((pause) => pause === 5_000).length >= 9);
});

test('a new outage has a first minute of its own', async () => {
    const environment = new SimEnvironment();
    const pauses = new ReconnectPauses(environment);
    environment.random = () => 1;
    pauses.next();
    await environment.pass(120_000);
    pauses.reset();
    assert.deepEqual([1, 2, 3, 4, 5].map(() => pauses.next()), [1_000, 2_000, 4_000, 5_000, 5_000]);
});

test('pauses are drawn from 250 ms up, and begin anew after a good connection', () => {
    const environment = new SimEnvironment();
    const pauses = new ReconnectPauses(environment);
    environment.random = () => 0;
    assert.equal(pauses.next(), 250);
    pauses.next();
    pauses.next();
    pauses.reset();
    environment.random = () => 1;
    assert.equal(pauses.next(), 1_000);
});
