/** Answers whether the page that is shown stays, although the address has left it; then it has put the address back. */
export type Keeper = (event: HashChangeEvent) => boolean;

let keeper: Keeper | undefined;

/** Lets a page with unsaved input have a word before it is left; returns what takes that back. There is one page at a time. */
export function keepPage(keep: Keeper): () => void {
    keeper = keep;
    return () => {
        if (keeper === keep) {
            keeper = undefined;
        }
    };
}

export function isKept(event: HashChangeEvent): boolean {
    return keeper?.(event) === true;
}
