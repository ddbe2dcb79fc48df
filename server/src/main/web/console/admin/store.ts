import { createContext } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import { messageOf } from '../api.js';
import { Store } from '../store.js';
import type { AdminService, Objects, Stored } from './service.js';
import { emptyList, type ListEvent, type ListState, reduceList } from './state/list.js';

/** So many rows come at once. */
const PAGE = 100;

export type ListStore<Item extends Stored> = Store<ListState<Item>, ListEvent<Item>>;

/** What the screens share: the service, and the lists that were loaded. */
export class Admin {
    private readonly lists = new Map<string, unknown>();
    /** Of app keys that were just made, until they have been shown. */
    private readonly secrets = new Map<string, string>();

    constructor(readonly service: AdminService) {}

    keepSecret(appKey: string, secret: string): void {
        this.secrets.set(appKey, secret);
    }

    /** Once. */
    takeSecret(appKey: string): string | undefined {
        const secret = this.secrets.get(appKey);
        this.secrets.delete(appKey);
        return secret;
    }

    /** The list of that kind; kept while the screens are open, so that a way back finds its filter. */
    list<Item extends Stored>(path: string): ListStore<Item> {
        let list = this.lists.get(path) as ListStore<Item> | undefined;
        if (list === undefined) {
            list = new Store<ListState<Item>, ListEvent<Item>>(emptyList, reduceList);
            this.lists.set(path, list);
        }
        return list;
    }
}

export const AdminContext = createContext<Admin | undefined>(undefined);

export function useAdmin(): Admin {
    const admin = useContext(AdminContext);
    if (admin === undefined) {
        throw new Error('Used outside of the administration.');
    }
    return admin;
}

/** The state of a store, drawn again with each change. */
export function useStore<State, Event>(store: Store<State, Event>): State {
    const [, draw] = useState({});
    useEffect(() => {
        draw({});
        return store.subscribe(() => draw({}));
    }, [store]);
    return store.get();
}

/** Loads the list from the start, or its next page. */
export async function load<Item extends Stored>(list: ListStore<Item>, objects: Objects<Item>, part: 'first' | 'more'): Promise<void> {
    const before = list.get();
    list.dispatch({ type: 'load', part });
    const { run } = list.get();
    if (run === before.run) {
        return;
    }
    try {
        const page = await objects.list(part === 'first' ? '' : before.cursor, PAGE);
        list.dispatch({ type: 'page', run, items: page.items, nextCursor: page.nextCursor });
    } catch (error) {
        list.dispatch({ type: 'failed', run, problem: messageOf(error) });
    }
}
