import { Error as ErrorFrame } from '#protocol/customer.js';
import { RenewRequest, Tokens as TokensAnswer } from '#protocol/auth.js';
import type { Environment, HttpAnswer } from './environment.js';
import { ChatError } from './errors.js';

/** A token this close to its end is not worth a handshake. */
const LEAST_LIFE_MS = 5_000;

/** What is kept between pages. Times by the computer's clock; where that was set wrongly the server says so. */
export interface StoredTokens {
    readonly access: string;
    readonly accessUntil: number;
    readonly renewal: string;
    /** "customer:<id>" or "agent:<id>". */
    readonly subject: string;
}

export interface TokenStore {
    load(): StoredTokens | undefined;
    save(tokens: StoredTokens | undefined): void;
}

/** A call of the token service that signs in anew: method and body. */
export interface SignIn {
    readonly method: string;
    readonly body: Uint8Array;
}

/** Hands out access tokens: the one at hand, one by renewal, or one by signing in again. */
export class Tokens {
    private current: Promise<string> | undefined;

    constructor(
        private readonly environment: Environment,
        /** Of the server, without a slash at the end. */
        private readonly server: string,
        private readonly store: TokenStore,
        /** How to sign in when nothing is stored; undefined where a person has to do it. */
        private readonly signIn: SignIn | undefined,
    ) {}

    /**
     * An access token. Rejects with a retryable ChatError when the server cannot be reached, and with another when there
     * will be no token: TOKEN_REVOKED, ORIGIN_NOT_ALLOWED, or SIGN_IN_FAILED.
     */
    access(): Promise<string> {
        this.current ??= this.obtain().finally(() => (this.current = undefined));
        return this.current;
    }

    /** A token that the server has not seen to be old, whatever is at hand. */
    renew(): Promise<string> {
        this.dropAccess();
        return this.access();
    }

    /** Milliseconds for which the access token at hand is good. */
    remainingMs(): number {
        return (this.store.load()?.accessUntil ?? 0) - this.environment.wallTime();
    }

    /**
     * The server does not take the access token (any more).
     *
     * @param refused which; one that another page has got meanwhile is kept
     */
    dropAccess(refused?: string): void {
        const stored = this.store.load();
        if (stored !== undefined && (refused === undefined || stored.access === refused)) {
            this.store.save({ ...stored, access: '', accessUntil: 0 });
        }
    }

    private obtain(): Promise<string> {
        const fresh = this.fresh();
        if (fresh !== undefined) {
            return Promise.resolve(fresh);
        }
        return this.environment.exclusively('switchboard-tokens', async () => {
            // Another tab may have done it while we waited for our turn.
            const meanwhile = this.fresh();
            return meanwhile ?? this.fetch();
        });
    }

    private fresh(): string | undefined {
        const stored = this.store.load();
        const left = (stored?.accessUntil ?? 0) - this.environment.wallTime();
        return stored !== undefined && stored.access !== '' && left > LEAST_LIFE_MS ? stored.access : undefined;
    }

    private async fetch(): Promise<string> {
        const stored = this.store.load();
        if (stored !== undefined && stored.renewal !== '') {
            try {
                return await this.call('Renew', RenewRequest.encode({ renewalToken: stored.renewal }).finish());
            } catch (error) {
                const refusal = error as ChatError;
                if (refusal.retryable || refusal.code === 'TOKEN_REVOKED') {
                    throw refusal;
                }
                this.store.save(undefined);
            }
        }
        if (this.signIn === undefined) {
            throw new ChatError('SIGN_IN_FAILED', 'Sign in again.', false);
        }
        return this.call(this.signIn.method, this.signIn.body);
    }

    private async call(method: string, body: Uint8Array): Promise<string> {
        const answer = await this.environment.post(`${this.server}/api/auth/${method}`, body);
        const stored = tokensOf(answer, this.environment.wallTime());
        this.store.save(stored);
        return stored.access;
    }
}

/** The tokens in an answer of the token service; throws its refusal. */
export function tokensOf(answer: HttpAnswer, wallTime: number): StoredTokens {
    if (answer.status !== 200) {
        throw errorOf(answer);
    }
    const tokens = decodeTokens(answer.body);
    if (tokens === undefined || tokens.accessToken === '' || tokens.subject === '') {
        // The sign-in page of a hotel's network, for example.
        throw ChatError.unreachable();
    }
    return {
        access: tokens.accessToken,
        accessUntil: wallTime + tokens.accessExpiresInMs,
        renewal: tokens.renewalToken,
        subject: tokens.subject,
    };
}

function decodeTokens(body: Uint8Array): TokensAnswer | undefined {
    try {
        return TokensAnswer.decode(body);
    } catch {
        return undefined;
    }
}

/**
 * The error in an answer. Without one something between us and the server speaks (a proxy, a network that wants a sign-in),
 * and whatever it refuses says nothing about us: it may pass, and no token may be thrown away for it.
 */
export function errorOf(answer: HttpAnswer): ChatError {
    try {
        const error = ErrorFrame.decode(answer.body);
        if (error.code !== 0 && error.name !== '') {
            return ChatError.of(error);
        }
    } catch {
        // Falls through to the status.
    }
    return new ChatError('UNREACHABLE', `The server answered ${answer.status}.`, true);
}
