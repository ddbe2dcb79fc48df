/** A page with unsaved input; it may want a word before it is left. */
export interface Keeper {
    /** Answers whether the page stays, although the address has left it; then it has put the address back. */
    readonly moved: (event: HashChangeEvent) => boolean;
    /** Answers whether it asks first; then it calls `go` once it may be left. */
    readonly leaving: (go: () => void) => boolean;
}

let keeper: Keeper | undefined;

/** Lets a page have a word before it is left; returns what takes that back. There is one page at a time. */
export function keepPage(keep: Keeper): () => void {
    keeper = keep;
    return () => {
        if (keeper === keep) {
            keeper = undefined;
        }
    };
}

export function isKept(event: HashChangeEvent): boolean {
    return keeper?.moved(event) === true;
}

/** Does what ends the page, after the question if there is one. */
export function leavePage(go: () => void): void {
    if (keeper?.leaving(go) !== true) {
        go();
    }
}
