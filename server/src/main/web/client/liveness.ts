import type { Environment } from './environment.js';

/** When something was sent that has an answer and then nothing at all comes for so long, the connection is dead. */
export const SILENCE_MAX_MS = 10_000;

/**
 * Tells a dead connection from a quiet one, though the network may not tell for minutes. The server answers every heartbeat
 * at once. A request alone proves nothing, its answer may take its time: half-way to the limit a heartbeat asks.
 */
export class Liveness {
    private cancelBeat = (): void => {};
    private cancelLook: (() => void) | undefined;
    private intervalMs = 0;
    private live = false;
    /** When the oldest frame was sent since which nothing came. */
    private askedAt: number | undefined;
    /** How long may pass in silence after it. */
    private limitMs = SILENCE_MAX_MS;
    private beaten = false;

    constructor(
        private readonly environment: Environment,
        private readonly heartbeat: () => void,
        private readonly dead: () => void,
    ) {}

    start(intervalMs: number): void {
        this.stop();
        this.live = true;
        this.intervalMs = Math.max(1_000, intervalMs);
        this.scheduleBeat();
    }

    stop(): void {
        this.live = false;
        this.cancelBeat();
        this.forgetAsking();
    }

    /** A frame that has an answer was sent. */
    asked(): void {
        if (this.live && this.askedAt === undefined) {
            this.askedAt = this.environment.now();
            this.limitMs = SILENCE_MAX_MS;
            this.look();
        }
    }

    /** Asks now, and takes less patience: the network may have changed. */
    probe(limitMs: number): void {
        if (!this.live) {
            return;
        }
        const now = this.environment.now();
        this.askedAt ??= now;
        const limitFromNow = now - this.askedAt + limitMs;
        // A second probe does not give a dead connection more time.
        this.limitMs = Math.min(this.limitMs, limitFromNow);
        this.beaten = true;
        this.heartbeat();
        this.look();
    }

    /** Anything at all came from the server. */
    heard(): void {
        const wasBeat = this.beaten;
        this.forgetAsking();
        if (this.live && wasBeat) {
            // Browsers slow down chains of timers in hidden pages to one a minute, which would miss heartbeats. A timer that
            // the arrival of a message starts begins a new chain.
            this.cancelBeat();
            this.scheduleBeat();
        }
    }

    private forgetAsking(): void {
        this.askedAt = undefined;
        this.limitMs = SILENCE_MAX_MS;
        this.beaten = false;
        this.cancelLook?.();
        this.cancelLook = undefined;
    }

    private scheduleBeat(): void {
        this.cancelBeat = this.environment.schedule(this.intervalMs, () => {
            this.scheduleBeat();
            this.beaten = true;
            this.heartbeat();
            this.asked();
        });
    }

    private look(): void {
        this.cancelLook?.();
        this.cancelLook = undefined;
        if (this.askedAt === undefined) {
            return;
        }
        const silent = this.environment.now() - this.askedAt;
        if (silent >= this.limitMs) {
            this.dead();
            return;
        }
        const halfway = this.limitMs / 2;
        if (silent >= halfway && !this.beaten) {
            this.beaten = true;
            this.heartbeat();
        }
        const pause = silent < halfway ? halfway - silent : this.limitMs - silent;
        this.cancelLook = this.environment.schedule(Math.max(1, pause), () => this.look());
    }
}
