import type { Environment } from './environment.js';

/** After so many intervals of silence the other side is taken for dead; the server counts the same way. */
const SILENT_INTERVALS = 2.5;

/** Sends a heartbeat in each interval and notices when nothing comes back. */
export class Heartbeats {
    private cancel: (() => void) | undefined;
    private askedAt: number | undefined;

    constructor(
        private readonly environment: Environment,
        private readonly beat: () => void,
        private readonly dead: () => void,
    ) {}

    start(intervalMs: number): void {
        this.stop();
        const interval = Math.max(1_000, intervalMs);
        const tick = (): void => {
            // Measured from our own beat: a laptop that slept has heard nothing because it asked nothing.
            const silence = this.askedAt === undefined ? 0 : this.environment.now() - this.askedAt;
            if (silence >= interval * (SILENT_INTERVALS - 1)) {
                this.dead();
                return;
            }
            this.askedAt ??= this.environment.now();
            this.beat();
            this.cancel = this.environment.schedule(interval, tick);
        };
        this.cancel = this.environment.schedule(interval, tick);
    }

    heard(): void {
        this.askedAt = undefined;
    }

    stop(): void {
        this.cancel?.();
        this.cancel = undefined;
        this.askedAt = undefined;
    }
}
