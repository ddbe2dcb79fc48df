import { useEffect } from 'preact/hooks';
import { Banner, Button, EmptyState, Field, Spinner, Table } from '../components/index.js';
import { plural } from '../words.js';
import { Heading } from './parts/Heading.js';
import { hrefOfKind, type SectionView } from './sections/section.js';
import type { Stored } from './service.js';
import type { Values } from './state/form.js';
import { filtered, type ListState } from './state/list.js';
import { type ListStore, load, useAdmin, useStore } from './store.js';

/** All objects of a kind, page by page, with a filter over those that are loaded. */
export function ListPage<Item extends Stored, V extends Values<V>>({ section }: { section: SectionView<Item, V> }) {
    const { kind, columns } = section;
    const admin = useAdmin();
    const list = admin.list<Item>(kind.path);
    const state = useStore(list);
    const objects = kind.objects(admin.service);
    useEffect(() => void load(list, objects, 'first'), [list]);

    const none = state.loaded && state.items.length + state.recent.length === 0 && state.problem === undefined;
    const shown = filtered(state, kind.textOf);
    const newOne = (
        <a class="button button-main" href={hrefOfKind(kind.path, 'new')}>
            New {kind.one}
        </a>
    );
    return (
        <div class="admin-page">
            <header class="admin-head">
                <div class="admin-head-text">
                    <Heading>{kind.title}</Heading>
                    {!none && <p class="hint">{kind.about}</p>}
                </div>
                {!none && newOne}
            </header>
            {state.problem !== undefined && (
                <Banner
                    tone="bad"
                    actions={
                        <Button small onClick={() => void load(list, objects, state.loaded && state.cursor !== '' ? 'more' : 'first')}>
                            Try again
                        </Button>
                    }
                >
                    The {kind.many} could not be loaded. {state.problem}
                </Banner>
            )}
            {none ?
                <EmptyState icon={kind.icon} title={`No ${kind.many} yet`} actions={newOne}>
                    {kind.about}
                </EmptyState>
            : state.loaded && state.items.length + state.recent.length > 0 ?
                <>
                    <FilterBar list={list} state={state} shown={shown.length} kind={kind} />
                    {shown.length > 0 && <Table label={kind.title} columns={columns} rows={shown} rowKey={(item) => item.id} />}
                    <More state={state} onMore={() => void load(list, objects, 'more')} />
                </>
            : state.loading !== undefined && <Spinner label={`Loading ${kind.many} …`} />}
        </div>
    );
}

interface FilterBarProps<Item extends Stored> {
    list: ListStore<Item>;
    state: ListState<Item>;
    shown: number;
    kind: { readonly one: string; readonly many: string };
}

function FilterBar<Item extends Stored>({ list, state, shown, kind }: FilterBarProps<Item>) {
    const { items, recent, cursor, filter } = state;
    const loaded = cursor === '' ? plural(items.length, kind.one, kind.many) : `The first ${items.length} ${kind.many}${recent.length === 0 ? '' : `, ahead of them ${recent.length} of yours`}`;
    return (
        <div class="admin-filter">
            <Field
                label={`Filter ${kind.many}`}
                hideLabel
                type="search"
                placeholder="Filter"
                value={filter}
                onInput={(value) => list.dispatch({ type: 'filtered', filter: value })}
            />
            <span class="small soft" role="status">
                {filter.trim() === '' ? loaded : `${shown} of ${cursor === '' ? items.length : `the first ${items.length + recent.length}`} fit`}
                {filter.trim() !== '' && cursor !== '' && '; the filter looks only at what is loaded'}
            </span>
        </div>
    );
}

function More<Item extends Stored>({ state, onMore }: { state: ListState<Item>; onMore: () => void }) {
    return state.cursor === '' ? null : (
            <div class="admin-more">
                <Button busy={state.loading === 'more'} onClick={onMore}>
                    Load more
                </Button>
            </div>
        );
}
