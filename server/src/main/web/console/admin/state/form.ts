/** What is wrong, by field: "name", or "skills[2].level" for a part of one. */
export type Faults = Readonly<Record<string, string>>;

/** What a form holds: values as people type and choose them, by field. Compared as JSON. */
export type Values<V> = { readonly [Field in keyof V]: unknown };

/** What is wrong with the whole. "conflict" can be mended by loading the present version, "gone" not at all. */
export interface Problem {
    readonly kind: 'failed' | 'conflict' | 'gone';
    readonly text: string;
}

export interface FormState<Item, V extends Values<V>> {
    /** As the service had it last; undefined for a new object. */
    readonly base: Item | undefined;
    /** The values of `base`, or those a new object starts with. */
    readonly start: V;
    readonly values: V;
    readonly faults: Faults;
    readonly problem: Problem | undefined;
    readonly under: 'saving' | 'loading' | undefined;
    /** Stored values of fields that were changed both here and by somebody else; here the own ones are kept. */
    readonly theirs: Partial<V>;
    /** The present version was loaded over changes made here. */
    readonly merged: boolean;
    /** It was left by a sign-out that nobody asked for, and is back. */
    readonly returned: boolean;
    /** How often something was refused; the focus goes to the first fault each time. */
    readonly refusals: number;
}

export type FormEvent<Item, V extends Values<V>> =
    | { readonly type: 'changed'; readonly values: Partial<V> }
    | { readonly type: 'saving' }
    | { readonly type: 'refused'; readonly faults: Faults; readonly problem: Problem | undefined }
    | { readonly type: 'saved'; readonly item: Item; readonly values: V }
    /** The present version is asked for. */
    | { readonly type: 'loading' }
    | { readonly type: 'present'; readonly item: Item; readonly values: V }
    /** What is stored replaces what was typed in this field. */
    | { readonly type: 'theirs-taken'; readonly field: keyof V };

export function openForm<Item, V extends Values<V>>(base: Item | undefined, start: V): FormState<Item, V> {
    return {
        base,
        start,
        values: start,
        faults: {},
        problem: undefined,
        under: undefined,
        theirs: {},
        merged: false,
        returned: false,
        refusals: 0,
    };
}

export function reduceForm<Item, V extends Values<V>>(
    state: FormState<Item, V>,
    event: FormEvent<Item, V>,
): FormState<Item, V> {
    switch (event.type) {
        case 'changed': {
            const fields = Object.keys(event.values);
            return { ...state, values: { ...state.values, ...event.values }, faults: without(state.faults, fields) };
        }
        case 'saving':
            return { ...state, under: 'saving', faults: {}, problem: undefined };
        case 'refused':
            return {
                ...state,
                under: undefined,
                faults: event.faults,
                problem: event.problem,
                refusals: state.refusals + 1,
            };
        case 'saved':
            return openForm(event.item, event.values);
        case 'loading':
            return { ...state, under: 'loading' };
        case 'present':
            return merge(state, event.item, event.values);
        case 'theirs-taken': {
            const { [event.field]: stored, ...theirs } = state.theirs;
            const values = { ...state.values, [event.field]: stored };
            return { ...state, values, theirs: theirs as Partial<V>, faults: without(state.faults, [String(event.field)]) };
        }
    }
}

/** A form whose page was gone for a while: what was typed, over what is stored by now. */
export function reopenForm<Item, V extends Values<V>>(
    before: FormState<Item, V>,
    base: Item | undefined,
    start: V,
): FormState<Item, V> {
    const typed = { ...openForm(before.base, before.start), values: before.values };
    return { ...(base === undefined ? typed : merge(typed, base, start)), merged: false, returned: true };
}

/** Whether leaving would lose something. */
export function isDirty<Item, V extends Values<V>>({ start, values }: FormState<Item, V>): boolean {
    return !same(start, values);
}

/** What was changed here stays; all else becomes what is stored. */
function merge<Item, V extends Values<V>>(state: FormState<Item, V>, item: Item, present: V): FormState<Item, V> {
    const values: Partial<V> = {};
    const theirs: Partial<V> = {};
    for (const field of Object.keys(present) as (keyof V)[]) {
        const mine = state.values[field];
        const changedHere = !same(mine, state.start[field]);
        const changedThere = !same(present[field], state.start[field]);
        values[field] = changedHere ? mine : present[field];
        if (changedHere && changedThere && !same(mine, present[field])) {
            theirs[field] = present[field];
        }
    }
    return { ...openForm(item, present), values: { ...present, ...values }, theirs, merged: true };
}

/** A fault goes as soon as its field, or a part of that, is changed. */
function without(faults: Faults, fields: readonly string[]): Faults {
    return Object.fromEntries(
        Object.entries(faults).filter(([at]) => !fields.some((field) => at === field || at.startsWith(`${field}[`))),
    );
}

function same(a: unknown, b: unknown): boolean {
    return JSON.stringify(a) === JSON.stringify(b);
}
