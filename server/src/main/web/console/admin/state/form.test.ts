import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type FormEvent, type FormState, isDirty, openForm, reduceForm, reopenForm } from './form.js';

interface Thing {
    readonly revision: number;
}
interface ThingValues {
    readonly name: string;
    readonly limit: string;
    readonly skills: readonly string[];
}

const stored: ThingValues = { name: 'billing', limit: '10', skills: ['german'] };
const opened = openForm<Thing, ThingValues>({ revision: 1 }, stored);
const after = (...events: FormEvent<Thing, ThingValues>[]): FormState<Thing, ThingValues> =>
    events.reduce(reduceForm<Thing, ThingValues>, opened);

test('a form is dirty as long as a value differs from the stored one', () => {
    assert.equal(isDirty(opened), false);
    assert.equal(isDirty(after({ type: 'changed', values: { skills: [] } })), true);
    assert.equal(isDirty(after({ type: 'changed', values: { name: 'x' } }, { type: 'changed', values: { name: 'billing' } })), false);
});

test('a refusal keeps what was typed and ends saving', () => {
    const state = after(
        { type: 'changed', values: { name: 'x' } },
        { type: 'saving' },
        { type: 'refused', faults: { name: 'bad' }, problem: undefined },
    );
    assert.equal(state.under, undefined);
    assert.equal(state.values.name, 'x');
    assert.equal(state.faults['name'], 'bad');
    assert.equal(state.refusals, 1);
});

test('a fault goes with a change of its field, or of its part, and no other does', () => {
    const faults = { name: 'bad', 'skills[0].level': 'bad', limit: 'bad' };
    const refused: FormEvent<Thing, ThingValues> = { type: 'refused', faults, problem: undefined };
    assert.deepEqual(Object.keys(after(refused, { type: 'changed', values: { skills: [] } }).faults), ['name', 'limit']);
    assert.deepEqual(Object.keys(after(refused, { type: 'changed', values: { name: '' } }).faults), ['skills[0].level', 'limit']);
});

test('what was saved is the new start', () => {
    const saved = after(
        { type: 'changed', values: { name: 'X' } },
        { type: 'saving' },
        { type: 'saved', item: { revision: 2 }, values: { ...stored, name: 'x' } },
    );
    assert.equal(isDirty(saved), false);
    assert.equal(saved.values.name, 'x');
    assert.equal(saved.base?.revision, 2);
});

test('the present version keeps what was typed and takes over the rest', () => {
    const state = after(
        { type: 'changed', values: { name: 'mine' } },
        { type: 'refused', faults: {}, problem: { kind: 'conflict', text: '' } },
        { type: 'loading' },
        { type: 'present', item: { revision: 5 }, values: { name: 'billing', limit: '99', skills: ['german'] } },
    );
    assert.deepEqual(state.values, { name: 'mine', limit: '99', skills: ['german'] });
    assert.deepEqual(state.theirs, {});
    assert.equal(state.base?.revision, 5);
    assert.equal(state.problem, undefined);
    assert.equal(state.under, undefined);
    assert.equal(isDirty(state), true);
});

test('a field changed by both shows what is stored, and can take it', () => {
    const state = after(
        { type: 'changed', values: { name: 'mine', skills: ['german', 'polish'] } },
        { type: 'present', item: { revision: 5 }, values: { name: 'theirs', limit: '10', skills: ['german', 'polish'] } },
    );
    assert.equal(state.values.name, 'mine');
    assert.deepEqual(state.theirs, { name: 'theirs' }, 'both made the same change of the skills');
    const taken = reduceForm(state, { type: 'theirs-taken', field: 'name' });
    assert.equal(taken.values.name, 'theirs');
    assert.deepEqual(taken.theirs, {});
    assert.equal(isDirty(taken), false);
});

test('a form that comes back has what was typed, over what is stored by now', () => {
    const before = after({ type: 'changed', values: { name: 'x', limit: '20' } }, { type: 'saving' });
    const back = reopenForm(before, { revision: 2 }, { ...stored, name: 'y', skills: ['dutch'] });
    assert.deepEqual(back.values, { name: 'x', limit: '20', skills: ['dutch'] });
    assert.deepEqual(back.theirs, { name: 'y' });
    assert.deepEqual([back.base?.revision, back.under, back.returned, isDirty(back)], [2, undefined, true, true]);
    const fresh = reopenForm(before, undefined, stored);
    assert.deepEqual([fresh.values.name, fresh.returned, isDirty(fresh)], ['x', true, true]);
});
