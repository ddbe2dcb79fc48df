import { useEffect, useRef, useState } from 'preact/hooks';
import { messageOf } from '../api.js';

export interface Fetched<Value> {
    readonly value: Value | undefined;
    readonly problem: string | undefined;
    /** Asks again, now or as soon as the least pause is over. */
    readonly again: () => void;
}

/**
 * What a call answers: at once, again when `key` or `version` changes, and every `everyMs`; never twice within `leastMs`,
 * and not while the page is out of view. Another `key` is another question; then the old answer is not shown.
 */
export function useFetched<Value>(
    ask: () => Promise<Value>,
    key: string,
    version: unknown,
    { leastMs = 2_000, everyMs = 10_000 } = {},
): Fetched<Value> {
    const [answer, setAnswer] = useState<{ key: string; value?: Value; problem?: string }>({ key });
    const run = useRef<() => void>(() => undefined);
    useEffect(() => {
        let over = false;
        let asking = false;
        let wanted = false;
        let last = -Infinity;
        let timer: ReturnType<typeof setTimeout> | undefined;
        const soon = (): void => {
            clearTimeout(timer);
            if (asking || document.hidden) {
                wanted = true;
                return;
            }
            const pause = last + leastMs - performance.now();
            if (pause > 0) {
                timer = setTimeout(soon, pause);
                return;
            }
            wanted = false;
            asking = true;
            last = performance.now();
            ask()
                .then(
                    (value) => over || setAnswer({ key, value }),
                    (error: unknown) =>
                        over || setAnswer((before) => ({ ...(before.key === key ? before : { key }), problem: messageOf(error) })),
                )
                .finally(() => {
                    asking = false;
                    if (!over) {
                        timer = setTimeout(soon, wanted ? leastMs : everyMs);
                    }
                });
        };
        run.current = soon;
        const seen = (): void => {
            if (!document.hidden && wanted) {
                soon();
            }
        };
        soon();
        document.addEventListener('visibilitychange', seen);
        return () => {
            over = true;
            clearTimeout(timer);
            document.removeEventListener('visibilitychange', seen);
        };
    }, [key]);
    useEffect(() => run.current(), [version]);
    const fits = answer.key === key;
    return {
        value: fits ? answer.value : undefined,
        problem: fits ? answer.problem : undefined,
        again: () => run.current(),
    };
}
