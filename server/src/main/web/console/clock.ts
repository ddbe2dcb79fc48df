import { useEffect, useState } from 'preact/hooks';
import { useConsole, useSelect } from './context.js';

/** The environment's clock, drawn again each so many milliseconds. */
export function useNow(everyMs = 1_000): number {
    const { now } = useConsole();
    const [, draw] = useState(0);
    useEffect(() => {
        const timer = setInterval(() => draw((count) => count + 1), everyMs);
        return () => clearInterval(timer);
    }, [everyMs]);
    return now();
}

/** The server's clock, as far as it is known. */
export function useServerNow(everyMs = 1_000): number {
    const ahead = useSelect((state) => state.serverAhead);
    return useNow(everyMs) + ahead;
}
