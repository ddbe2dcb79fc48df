/** Texts by key that outlive the page, as far as the browser lets them. */
export interface Area {
    get(key: string): string | undefined;
    set(key: string, value: string): void;
    remove(key: string): void;
    /** All keys that begin so. */
    keys(start: string): string[];
}

/**
 * A browser's storage under a prefix. Where it is blocked or full, what could not be stored is kept in memory: it then
 * lives as long as the page.
 */
export function area(storage: () => Storage, prefix: string): Area {
    const memory = new Map<string, string>();
    const tried = <T>(task: (storage: Storage) => T, otherwise: T): T => {
        try {
            return task(storage());
        } catch {
            return otherwise;
        }
    };
    return {
        get: (key) => memory.get(key) ?? tried((stored) => stored.getItem(prefix + key), null) ?? undefined,
        set: (key, value) => {
            const done = tried((stored) => {
                stored.setItem(prefix + key, value);
                return true;
            }, false);
            if (done) {
                memory.delete(key);
            } else {
                memory.set(key, value);
            }
        },
        remove: (key) => {
            memory.delete(key);
            tried((stored) => stored.removeItem(prefix + key), undefined);
        },
        keys: (start) => {
            const found = tried((stored) => {
                const all: string[] = [];
                for (let i = 0; i < stored.length; i++) {
                    const key = stored.key(i);
                    if (key?.startsWith(prefix + start)) {
                        all.push(key.slice(prefix.length));
                    }
                }
                return all;
            }, []);
            return [...new Set([...found, ...[...memory.keys()].filter((key) => key.startsWith(start))])];
        },
    };
}
