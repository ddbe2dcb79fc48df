// For tests: answers of the token service, and a token store in memory.
import { CustomerTokenRequest, RenewRequest, Tokens as TokensAnswer } from '#protocol/auth.js';
import { Error as ErrorFrame } from '#protocol/customer.js';
import type { HttpAnswer } from './environment.js';
import type { SimEnvironment, SimPost } from './sim-environment.js';
import { type SignIn, type StoredTokens, Tokens, type TokenStore } from './tokens.js';

export const SERVER = 'https://chat.example';
export const signIn: SignIn = {
    method: 'CustomerToken',
    body: CustomerTokenRequest.encode({ ...CustomerTokenRequest.decode(new Uint8Array()), site: 'demo' }).finish(),
};

export class MemoryStore implements TokenStore {
    tokens: StoredTokens | undefined;
    load = (): StoredTokens | undefined => this.tokens;
    save = (tokens: StoredTokens | undefined): void => {
        this.tokens = tokens;
    };
}

export function tokens(environment: SimEnvironment, store: TokenStore, ...how: [] | [undefined]): Tokens {
    return new Tokens(environment, SERVER, store, how.length === 0 ? signIn : undefined);
}

export function granted(number: number, lifeMs = 900_000, subject = 'customer:17'): HttpAnswer {
    const answer = {
        accessToken: `access-${number}`,
        accessExpiresInMs: lifeMs,
        renewalToken: `renewal-${number}`,
        renewalExpiresInMs: 86_400_000,
        subject,
    };
    return { status: 200, body: TokensAnswer.encode({ ...TokensAnswer.decode(new Uint8Array()), ...answer }).finish() };
}

export function refused(status: number, name: string, retryable = false): HttpAnswer {
    return { status, body: ErrorFrame.encode({ code: 1, name, message: name, retryable, details: {} }).finish() };
}

export const plain = (status: number, text: string): HttpAnswer => ({ status, body: new TextEncoder().encode(text) });

export const methodOf = (post: SimPost): string => post.url.slice(`${SERVER}/api/auth/`.length);
export const renewalOf = (post: SimPost): string => RenewRequest.decode(post.body).renewalToken;

/** Gives each call that asks a new token, at once. */
export function grantAll(environment: SimEnvironment, subject?: string): SimEnvironment {
    let number = 0;
    environment.habits.post = (post) => post.answer(granted(++number, undefined, subject));
    return environment;
}
