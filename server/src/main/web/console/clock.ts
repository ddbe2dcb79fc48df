import { useEffect, useState } from 'preact/hooks';
import { useConsole, useSelect } from './context.js';

// One timer for all that tick at the same pace, however many there are.
const tickers = new Map<number, { readonly listeners: Set<() => void>; readonly timer: ReturnType<typeof setInterval> }>();

function onTick(everyMs: number, listener: () => void): () => void {
    let ticker = tickers.get(everyMs);
    if (ticker === undefined) {
        const listeners = new Set<() => void>();
        ticker = { listeners, timer: setInterval(() => listeners.forEach((each) => each()), everyMs) };
        tickers.set(everyMs, ticker);
    }
    const { listeners, timer } = ticker;
    listeners.add(listener);
    return () => {
        listeners.delete(listener);
        if (listeners.size === 0) {
            clearInterval(timer);
            tickers.delete(everyMs);
        }
    };
}

/** The environment's clock, drawn again each so many milliseconds. */
export function useNow(everyMs = 1_000): number {
    const { now } = useConsole();
    const [, draw] = useState({});
    useEffect(() => onTick(everyMs, () => draw({})), [everyMs]);
    return now();
}

/** The server's clock, as far as it is known. */
export function useServerNow(everyMs = 1_000): number {
    const ahead = useSelect((state) => state.serverAhead);
    return useNow(everyMs) + ahead;
}
