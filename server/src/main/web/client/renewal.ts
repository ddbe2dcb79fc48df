import type { Environment } from './environment.js';
import type { Tokens } from './tokens.js';

const LEAST_MS = 1_000;
const REPEAT_MS = 10_000;

/**
 * Gives a live connection a new token in good time. Where that fails until the end, the server closes, and the next attempt
 * begins with a new token anyway.
 */
export class TokenRenewal {
    private cancel = (): void => {};
    private run = 0;

    constructor(
        private readonly environment: Environment,
        private readonly tokens: Tokens,
        private readonly authenticate: (token: string) => Promise<unknown>,
    ) {}

    /** @param expiresInMs life of the token that the connection has; 0 for one that does not end */
    start(expiresInMs: number): void {
        this.stop();
        if (expiresInMs > 0) {
            // Drawn, so that the pages of a person do not do it all at once.
            this.renewIn(Math.max(LEAST_MS, expiresInMs * (0.7 + 0.2 * this.environment.random())));
        }
    }

    stop(): void {
        this.run += 1;
        this.cancel();
    }

    private renewIn(pauseMs: number): void {
        const run = this.run;
        const stillMine = (): boolean => run === this.run;
        this.cancel = this.environment.schedule(pauseMs, () => {
            this.tokens
                .renew()
                .then((token) => (stillMine() ? this.authenticate(token) : undefined))
                .then(
                    () => stillMine() && this.start(Math.max(REPEAT_MS, this.tokens.remainingMs())),
                    () => stillMine() && this.renewIn(REPEAT_MS),
                );
        });
    }
}
