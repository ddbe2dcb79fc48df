import type { Stored } from '../service.js';

/** The objects of one kind that are loaded, and how far. */
export interface ListState<Item extends Stored> {
    readonly items: readonly Item[];
    /** What was stored here and lies beyond the pages that are loaded; shown first, so that one sees what one did. */
    readonly recent: readonly Item[];
    /** Where the next page begins; empty after the last. */
    readonly cursor: string;
    /** "first": from the start, what is shown stays until the answer. */
    readonly loading: 'first' | 'more' | undefined;
    /** Whether any page has come. */
    readonly loaded: boolean;
    readonly problem: string | undefined;
    readonly filter: string;
    /** Number of the present load; answers to earlier ones change nothing. */
    readonly run: number;
}

export type ListEvent<Item extends Stored> =
    | { readonly type: 'load'; readonly part: 'first' | 'more' }
    | { readonly type: 'page'; readonly run: number; readonly items: readonly Item[]; readonly nextCursor: string }
    | { readonly type: 'failed'; readonly run: number; readonly problem: string }
    | { readonly type: 'filtered'; readonly filter: string }
    | { readonly type: 'stored'; readonly item: Item }
    | { readonly type: 'deleted'; readonly id: string };

export const emptyList: ListState<never> = {
    items: [],
    recent: [],
    cursor: '',
    loading: undefined,
    loaded: false,
    problem: undefined,
    filter: '',
    run: 0,
};

export function reduceList<Item extends Stored>(state: ListState<Item>, event: ListEvent<Item>): ListState<Item> {
    switch (event.type) {
        case 'load':
            return event.part === 'more' && (state.cursor === '' || state.loading !== undefined) ?
                    state
                :   { ...state, loading: event.part, problem: undefined, run: state.run + 1 };
        case 'page': {
            if (event.run !== state.run) {
                return state;
            }
            const items = state.loading === 'more' ? append(state.items, event.items) : event.items;
            const recent = state.recent.filter(({ id }) => !items.some((item) => item.id === id));
            return { ...state, items, recent, cursor: event.nextCursor, loading: undefined, loaded: true };
        }
        case 'failed':
            return event.run === state.run ? { ...state, loading: undefined, problem: event.problem } : state;
        case 'filtered':
            return { ...state, filter: event.filter };
        case 'stored':
            return put(state, event.item);
        case 'deleted':
            return { ...state, items: without(state.items, event.id), recent: without(state.recent, event.id) };
    }
}

/** Those whose text has all words of the filter, in whatever order and case. */
export function filtered<Item extends Stored>(state: ListState<Item>, textOf: (item: Item) => string): readonly Item[] {
    const items = [...state.recent, ...state.items];
    const words = state.filter.toLowerCase().split(/\s+/).filter((word) => word !== '');
    return words.length === 0 ?
            items
        :   items.filter((item) => {
                const text = textOf(item).toLowerCase();
                return words.every((word) => text.includes(word));
            });
}

/** What was stored here while the page was under way may be in both. */
function append<Item extends Stored>(items: readonly Item[], more: readonly Item[]): Item[] {
    const ids = new Set(more.map((item) => item.id));
    return [...items.filter((item) => !ids.has(item.id)), ...more];
}

/** A new object has the highest id: in the order of ids it comes last, after the last page. */
function put<Item extends Stored>(state: ListState<Item>, item: Item): ListState<Item> {
    const { items, recent, cursor, loaded } = state;
    if (items.some(({ id }) => id === item.id)) {
        return { ...state, items: items.map((each) => (each.id === item.id ? item : each)) };
    }
    return loaded && cursor === '' ?
            { ...state, items: [...items, item] }
        :   { ...state, recent: [item, ...without(recent, item.id)] };
}

function without<Item extends Stored>(items: readonly Item[], id: string): readonly Item[] {
    return items.filter((item) => item.id !== id);
}
