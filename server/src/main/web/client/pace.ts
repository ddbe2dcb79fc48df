/** Keeps to the server's frame rate: a bucket of `burst` that fills by `perSecond`. */
export class Pace {
    private perMs = 1;
    private burst = 1;
    private level = 1;
    private at = 0;

    start(perSecond: number, burst: number, now: number): void {
        // A little below the limit: the server's clock and ours run apart.
        this.perMs = (Math.max(1, perSecond) * 0.9) / 1000;
        this.burst = Math.max(1, Math.floor(burst * 0.9));
        this.level = this.burst;
        this.at = now;
    }

    /** Whether a frame may be sent now; if so it counts as sent. */
    take(now: number): boolean {
        this.level = Math.min(this.burst, this.level + (now - this.at) * this.perMs);
        this.at = now;
        if (this.level < 1) {
            return false;
        }
        this.level -= 1;
        return true;
    }

    /** Milliseconds until the next frame may go, at least 1. */
    waitMs(): number {
        return Math.max(1, Math.ceil((1 - this.level) / this.perMs));
    }
}
