import assert from 'node:assert/strict';
import { test } from 'node:test';
import { emptyList, filtered, type ListEvent, type ListState, reduceList } from './list.js';

interface Thing {
    readonly id: string;
    readonly revision: number;
    readonly name: string;
}

const thing = (id: number, name = `thing ${id}`): Thing => ({ id: String(id), revision: 1, name });
const after = (...events: ListEvent<Thing>[]): ListState<Thing> => events.reduce(reduceList<Thing>, emptyList);
const ids = ({ items }: ListState<Thing>): string => items.map(({ id }) => id).join(' ');

const first: ListEvent<Thing>[] = [
    { type: 'load', part: 'first' },
    { type: 'page', run: 1, items: [thing(1), thing(2)], nextCursor: '2' },
];

test('pages add up until there is no further one', () => {
    const state = after(...first, { type: 'load', part: 'more' }, { type: 'page', run: 2, items: [thing(3)], nextCursor: '' });
    assert.equal(ids(state), '1 2 3');
    assert.equal(state.cursor, '');
    assert.equal(reduceList(state, { type: 'load', part: 'more' }), state);
});

test('the answer to an earlier load changes nothing', () => {
    const state = after(...first, { type: 'load', part: 'first' });
    const late: ListEvent<Thing> = { type: 'page', run: 1, items: [thing(9)], nextCursor: '' };
    assert.equal(reduceList(state, late), state);
    assert.equal(reduceList(state, { type: 'failed', run: 1, problem: 'late' }), state);
});

test('a load that is under way is not doubled by more, but replaced by a new start', () => {
    const loading = after(...first, { type: 'load', part: 'more' });
    assert.equal(reduceList(loading, { type: 'load', part: 'more' }), loading);
    assert.equal(reduceList(loading, { type: 'load', part: 'first' }).run, loading.run + 1);
});

test('loading anew keeps what is shown until the answer, then replaces it', () => {
    const loading = after(...first, { type: 'load', part: 'first' });
    assert.equal(ids(loading), '1 2');
    assert.equal(ids(reduceList(loading, { type: 'page', run: 2, items: [thing(2)], nextCursor: '' })), '2');
});

test('a failure keeps what is there and can be tried again', () => {
    const failed = after(...first, { type: 'load', part: 'more' }, { type: 'failed', run: 2, problem: 'no' });
    assert.equal(ids(failed), '1 2');
    assert.equal(failed.problem, 'no');
    const again = reduceList(failed, { type: 'load', part: 'more' });
    assert.equal(again.problem, undefined);
    assert.equal(again.loading, 'more');
});

test('a new one beyond the pages that are loaded comes first, until its page is loaded too', () => {
    const names = (state: ListState<Thing>): string => filtered(state, ({ name }) => name).map(({ id }) => id).join(' ');
    const state = after(...first, { type: 'stored', item: thing(7) }, { type: 'stored', item: thing(8) });
    assert.equal(names(state), '8 7 1 2');
    const again = reduceList(state, { type: 'stored', item: thing(7, 'renamed') });
    assert.equal(filtered(again, ({ name }) => name)[0]?.name, 'renamed');
    const anew: ListEvent<Thing>[] = [{ type: 'load', part: 'first' }, { type: 'page', run: 2, items: [thing(1), thing(2)], nextCursor: '2' }];
    assert.equal(names(anew.reduce(reduceList<Thing>, state)), '8 7 1 2', 'the way back to the list loads it anew');
    const more: ListEvent<Thing>[] = [{ type: 'load', part: 'more' }, { type: 'page', run: 2, items: [thing(3), thing(7)], nextCursor: '7' }];
    assert.equal(names(more.reduce(reduceList<Thing>, state)), '8 1 2 3 7');
    assert.equal(names(reduceList(state, { type: 'deleted', id: '8' })), '7 1 2');
    assert.equal(names(after({ type: 'stored', item: thing(9) }, ...first)), '9 1 2', 'made before the list was ever seen');
});

test('what was stored here is replaced in place; a new one is added only after the last page', () => {
    assert.equal(after(...first, { type: 'stored', item: thing(1, 'other') }).items[0]?.name, 'other');
    assert.equal(ids(after(...first, { type: 'stored', item: thing(7) })), '1 2');
    const whole = after({ type: 'load', part: 'first' }, { type: 'page', run: 1, items: [thing(1)], nextCursor: '' });
    const stored = reduceList(whole, { type: 'stored', item: thing(7) });
    assert.equal(ids(stored), '1 7');
    assert.equal(ids(reduceList(stored, { type: 'deleted', id: '1' })), '7');
});

test('a page repeats nothing that is shown already', () => {
    const state = after(...first, { type: 'load', part: 'more' }, { type: 'page', run: 2, items: [thing(2), thing(3)], nextCursor: '' });
    assert.equal(ids(state), '1 2 3');
});

test('the filter wants all of its words, in any order and case', () => {
    const state = after(...first, { type: 'filtered', filter: ' 2 THING ' });
    assert.deepEqual(filtered(state, ({ name }) => name).map(({ id }) => id), ['2']);
    assert.deepEqual(filtered({ ...state, filter: '  ' }, ({ name }) => name), state.items);
});
