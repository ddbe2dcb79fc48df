import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dateFormat } from './words.js';

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
