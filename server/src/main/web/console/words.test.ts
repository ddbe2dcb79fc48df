import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CloseReason, Parked } from '#protocol/customer.js';
import { clock, closeWords, dateFormat, parkedWords } from './words.js';

const TIME = Date.UTC(2026, 10, 23, 13, 5);

test('days and times are English, with the clock of the user’s own language', () => {
    const day = (locale: string): string => dateFormat({ weekday: 'long', timeZone: 'UTC' }, locale).format(TIME);
    assert.deepEqual(['en-US', 'de', 'ar-EG'].map(day), ['Monday', 'Monday', 'Monday']);
    const time = (locale: string): string => dateFormat({ hour: '2-digit', minute: '2-digit', timeZone: 'UTC' }, locale).format(TIME);
    assert.equal(time('de'), '13:05');
    assert.equal(time('en-GB'), '13:05');
    assert.match(time('en-US'), /^01:05\sPM$/);
    assert.match(time('ar-EG'), /^01:05\spm$/);
});

test('time that runs down, to the second and never below nothing', () => {
    assert.deepEqual([0, -5, 1, 59_001, 65_000, 3_600_000].map(clock), ['0:00', '0:00', '0:01', '1:00', '1:05', '60:00']);
});

test('what takes no room says why, what takes its own says nothing', () => {
    assert.deepEqual([Parked.UNSPECIFIED, Parked.ON_HOLD, Parked.IDLE, Parked.WANTED, 42 as Parked].map((parked) => parkedWords(parked)?.name), [
        undefined,
        'On hold',
        'Idle',
        'Comes back',
        undefined,
    ]);
    assert.equal(closeWords(CloseReason.WAITED_TOO_LONG), 'nobody took it in time');
});
