import assert from 'node:assert/strict';
import { test } from 'node:test';
import { indexIn, levelFaults, millisecondsOf, numberOf, secondsFault, secondsText, wholeFault } from './inputs.js';

test('numbers are digits with at most one point or comma', () => {
    assert.equal(numberOf(' 1,5 '), 1.5);
    assert.equal(numberOf('007'), 7);
    for (const wrong of ['', '-1', '1e3', '1.2.3', '0x10', '١', 'NaN', '9999999999']) {
        assert.equal(numberOf(wrong), undefined, wrong);
    }
});

test('whole numbers keep their bounds, and nothing means the default', () => {
    for (const right of ['', ' ', '1', '100']) {
        assert.equal(wholeFault(right, 1, 100), undefined, right);
    }
    for (const wrong of ['0', '101', '1.5', 'many']) {
        assert.equal(wholeFault(wrong, 1, 100), 'A whole number from 1 to 100.', wrong);
    }
});

test('seconds become whole milliseconds and come back as written', () => {
    assert.equal(secondsFault('0.5', 1_000, 300_000), 'Seconds from 1 to 300.');
    assert.equal(secondsFault('300', 1_000, 300_000), undefined);
    assert.equal(secondsFault('300.001', 1_000, 300_000), 'Seconds from 1 to 300.');
    for (const text of ['15', '1.5', '0.001', '2.675', '3600']) {
        assert.equal(secondsText(millisecondsOf(text)), text);
    }
});

test('rows without a skill and skills named twice are found where they are', () => {
    const levels = ['german', '', 'polish', 'german'].map((skill) => ({ skill, level: 5 }));
    assert.deepEqual(Object.keys(levelFaults('skills', levels)), ['skills[1].skill', 'skills[3].skill']);
});

test('the index in a path of a list', () => {
    assert.equal(indexIn('origins', 'origins[12]'), 12);
    assert.equal(indexIn('origins', 'origins'), undefined);
    assert.equal(indexIn('origins', 'other[1]'), undefined);
});
