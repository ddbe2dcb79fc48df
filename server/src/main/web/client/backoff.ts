import type { Environment } from './environment.js';

/** Pauses between repeats of a request: each drawn evenly up to a bound that doubles, so that clients do not come in waves. */
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
}

const RECONNECT_MIN_MS = 250;
const FIRST_TOP_MS = 1_000;
/** A restart of the server takes seconds: whoever comes back within a minute shall not wait longer than this. */
const EARLY_TOP_MS = 5_000;
const EARLY_MS = 60_000;
const LATE_TOP_MS = 30_000;

/** Pauses between attempts to connect; see "Reconnecting" in docs/protocol.md. */
export class ReconnectPauses {
    private topMs = FIRST_TOP_MS;
    private since: number | undefined;

    constructor(private readonly environment: Environment) {}

    /** The next pause of the outage; the first one after a reset begins it. */
    next(): number {
        const now = this.environment.now();
        this.since ??= now;
        const top = Math.min(this.topMs, now - this.since < EARLY_MS ? EARLY_TOP_MS : LATE_TOP_MS);
        this.topMs = Math.min(LATE_TOP_MS, top * 2);
        return RECONNECT_MIN_MS + this.environment.random() * (top - RECONNECT_MIN_MS);
    }

    /** The outage is over. */
    reset(): void {
        this.topMs = FIRST_TOP_MS;
        this.since = undefined;
    }
}
