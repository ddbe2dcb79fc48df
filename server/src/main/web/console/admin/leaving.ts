import { useEffect, useRef, useState } from 'preact/hooks';
import { keepPage } from '../departure.js';
import { linkCode } from '../route.js';

/** What a page asks when somebody is about to leave it. */
export interface Leaving {
    /** Set while the question is open. */
    readonly asking: boolean;
    readonly stay: () => void;
    /** Goes, and loses what was not saved. */
    readonly leave: () => void;
    /** Goes to another place of the console, after asking if need be. */
    readonly go: (hash: string) => void;
    /** Whether the page is left on purpose. */
    readonly released: () => boolean;
}

/**
 * Keeps unsaved changes from being lost by accident: a link, the way back, a shortcut to another place, or signing out asks
 * first, and the browser asks before the page itself goes. Addresses below `here` (dialogs of the same page) pass.
 */
export function useLeaving(here: string, dirty: () => boolean): Leaving {
    const [target, setTarget] = useState<{ readonly go: () => void }>();
    const isDirty = useRef(dirty);
    isDirty.current = dirty;
    const released = useRef(false);

    useEffect(() => {
        const moved = (event: HashChangeEvent): boolean => {
            const hash = new URL(event.newURL).hash;
            const inside = hash === here || hash.startsWith(`${here}/`);
            if (released.current || inside || linkCode(hash) !== undefined || !isDirty.current()) {
                return false;
            }
            history.pushState(null, '', event.oldURL);
            setTarget({ go: () => (location.hash = hash) });
            return true;
        };
        const leaving = (go: () => void): boolean => {
            const asks = !released.current && isDirty.current();
            if (asks) {
                setTarget({ go });
            }
            return asks;
        };
        const unkeep = keepPage({ moved, leaving });
        const unloading = (event: BeforeUnloadEvent): void => {
            if (isDirty.current()) {
                event.preventDefault();
            }
        };
        window.addEventListener('beforeunload', unloading);
        return () => {
            unkeep();
            window.removeEventListener('beforeunload', unloading);
        };
    }, [here]);

    const release = (go: () => void): void => {
        released.current = true;
        go();
    };
    return {
        asking: target !== undefined,
        stay: () => setTarget(undefined),
        leave: () => target !== undefined && release(target.go),
        go: (hash) => {
            const go = (): void => void (location.hash = hash);
            if (isDirty.current()) {
                setTarget({ go });
            } else {
                release(go);
            }
        },
        released: () => released.current,
    };
}
