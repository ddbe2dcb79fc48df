import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Pace } from './pace.js';

test('a burst goes at once, then as many a second as the server takes', () => {
    const pace = new Pace();
    pace.start(20, 40, 0);
    const taken: number[] = [];
    for (let now = 0; now < 10_000; now++) {
        while (pace.take(now)) {
            taken.push(now);
        }
    }
    assert.equal(taken.filter((at) => at === 0).length, 36);
    for (let from = 0; from < 9_000; from += 500) {
        const inOneSecond = taken.filter((at) => at > from && at <= from + 1_000).length;
        assert.ok(inOneSecond <= 20 && inOneSecond >= 16, `${inOneSecond} in the second after ${from}`);
    }
});

test('the wait is as long as it takes for the next frame, and not more', () => {
    const pace = new Pace();
    pace.start(1, 1, 0);
    assert.ok(pace.take(0));
    assert.ok(!pace.take(0));
    const wait = pace.waitMs();
    assert.ok(!pace.take(wait - 2));
    assert.ok(pace.take(wait));
});

test('a quiet time saves up no more than the burst', () => {
    const pace = new Pace();
    pace.start(10, 10, 0);
    let taken = 0;
    while (pace.take(60_000)) {
        taken += 1;
    }
    assert.equal(taken, 9);
});

test('limits of zero do not stop everything', () => {
    const pace = new Pace();
    pace.start(0, 0, 0);
    assert.ok(pace.take(0));
    assert.ok(pace.waitMs() < 2_000);
});
