/** Holds the state, lets events change it by the reducer, and tells who listens. */
export class Store<State, Event> {
    private readonly listeners = new Set<() => void>();

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
        }
    }

    subscribe(listener: () => void): () => void {
        this.listeners.add(listener);
        return () => this.listeners.delete(listener);
    }
}
