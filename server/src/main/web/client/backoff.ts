import type { Environment } from './environment.js';

/** Pauses between attempts: each drawn evenly up to a bound that doubles, so that clients do not come in waves. */
export class Backoff {
    private bound: number;

    constructor(
        private readonly environment: Environment,
        private readonly minMs: number,
        private readonly maxMs: number,
    ) {
        this.bound = minMs;
    }

    next(): number {
        const pause = this.minMs / 2 + this.environment.random() * (this.bound - this.minMs / 2);
        this.bound = Math.min(this.maxMs, this.bound * 2);
        return pause;
    }

    reset(): void {
        this.bound = this.minMs;
    }
}
