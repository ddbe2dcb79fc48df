const HIDDEN_MS = 200;

/** Holds the state, lets events change it by the reducer, and tells who listens. */
export class Store<State, Event> {
    private readonly listeners = new Set<() => void>();
    private readonly watchers = new Set<() => void>();
    private drawing = false;

    constructor(
        private state: State,
        private readonly reduce: (state: State, event: Event) => State,
    ) {}

    get(): State {
        return this.state;
    }

    dispatch(event: Event): void {
        const before = this.state;
        this.state = this.reduce(before, event);
        if (this.state !== before) {
            for (const listener of this.listeners) {
                listener();
            }
            this.drawSoon();
        }
    }

    /** Each change, at once. */
    subscribe(listener: () => void): () => void {
        this.listeners.add(listener);
        return () => this.listeners.delete(listener);
    }

    /** For drawing: however many changes come at once, one call before the next picture. */
    watch(watcher: () => void): () => void {
        this.watchers.add(watcher);
        return () => this.watchers.delete(watcher);
    }

    private drawSoon(): void {
        if (this.drawing || this.watchers.size === 0) {
            return;
        }
        this.drawing = true;
        const draw = (): void => {
            this.drawing = false;
            this.watchers.forEach((watcher) => watcher());
        };
        // No pictures are made of a page out of view.
        if (document.hidden) {
            setTimeout(draw, HIDDEN_MS);
        } else {
            requestAnimationFrame(draw);
        }
    }
}
