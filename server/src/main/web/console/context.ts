import { Component, type ComponentClass, createContext, type FunctionComponent, h, type VNode } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import type { Api } from './api.js';
import type { Desk } from './desk/desk.js';
import type { Session } from './session.js';
import type { ConsoleEvent } from './state/events.js';
import type { ConsoleState } from './state/state.js';
import type { Store } from './store.js';

export interface Console {
    readonly store: Store<ConsoleState, ConsoleEvent>;
    readonly session: Session;
    /** Milliseconds of the clock that state and events use. */
    readonly now: () => number;
}

export const ConsoleContext = createContext<Console | undefined>(undefined);

export function useConsole(): Console {
    const value = useContext(ConsoleContext);
    if (value === undefined) {
        throw new Error('Used outside of the console.');
    }
    return value;
}

/** Part of the state. Draws again when that part is another object or value; what it returns must not be made anew. */
export function useSelect<Part>(select: (state: ConsoleState) => Part): Part {
    const { store } = useConsole();
    const part = select(store.get());
    const [, draw] = useState({});
    useEffect(() => {
        let shown = select(store.get());
        if (shown !== part) {
            draw({});
        }
        return store.watch(() => {
            const next = select(store.get());
            if (next !== shown) {
                shown = next;
                draw({});
            }
        });
        // The selector may close over properties: it is subscribed anew with each drawing of its component.
    });
    return part;
}

export function useDesk(): Desk {
    return useConsole().session.desk;
}

/** Calls of the services under /api. */
export function useApi(): Api {
    return useConsole().session.api;
}

/** Draws again only when a property is another; for rows of long lists. */
export function memo<Props extends object>(draw: FunctionComponent<Props>): ComponentClass<Props> {
    return class extends Component<Props> {
        override shouldComponentUpdate(next: Props): boolean {
            const keys = Object.keys(next) as (keyof Props)[];
            return keys.some((key) => next[key] !== this.props[key]);
        }

        override render(): VNode | null {
            return h(draw as FunctionComponent, this.props);
        }
    };
}
