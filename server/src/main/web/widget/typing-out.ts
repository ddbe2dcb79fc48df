import type { Environment } from '../client/environment.js';

/** Half of the time after which receivers forget it. */
const REPEAT_MS = 3_000;
const IDLE_MS = 4_000;

/** Tells the other side that the customer types: at most every three seconds, and when he stops. */
export class TypingOut {
    private toldAt: number | undefined;
    private cancelIdle = (): void => {};

    constructor(
        private readonly environment: Environment,
        private readonly tell: (typing: boolean) => void,
    ) {}

    typed(): void {
        const now = this.environment.now();
        if (this.toldAt === undefined || now - this.toldAt >= REPEAT_MS) {
            this.toldAt = now;
            this.tell(true);
        }
        this.cancelIdle();
        this.cancelIdle = this.environment.schedule(IDLE_MS, () => {
            this.toldAt = undefined;
            this.tell(false);
        });
    }

    /** The message itself says that he stopped. */
    sent(): void {
        this.cancelIdle();
        this.toldAt = undefined;
    }
}
