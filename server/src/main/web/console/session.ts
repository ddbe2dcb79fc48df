import { Tokens as TokensAnswer, RedeemLinkRequest, RevokeRequest, SignInRequest } from '#protocol/auth.js';
import { Done } from '#protocol/customer.js';
import { browser } from '../client/browser.js';
import { type ClosedBecause, Connection } from '../client/connection.js';
import { ChatError } from '../client/errors.js';
import { type SignIn, type StoredTokens, Tokens, tokensOf } from '../client/tokens.js';
import { Api, messageOf } from './api.js';
import { type Address, Desk } from './desk/desk.js';
import { hrefOf } from './route.js';
import { forgetDesks, forgetTokens, loadDesks, tokenStore } from './storage.js';
import type { ConsoleEvent } from './state/events.js';
import type { ConsoleState } from './state/state.js';
import type { Store } from './store.js';

const address: Address = {
    go: (route) => (location.hash = hrefOf(route)),
    say: (route) => history.replaceState(null, '', hrefOf(route)),
};

/** Plain words for the end of a connection that will not come back by itself. */
const ENDED: Record<ClosedBecause, string> = {
    requested: 'You are signed out.',
    'signed-out': 'You are signed out. Sign in again.',
    revoked: 'You were signed out everywhere, by you or by an administrator.',
    replaced: 'A newer window took over this session.',
    origin: 'The server does not accept pages from this address.',
    'too-many': 'You are signed in in too many windows. Close some of them, then sign in here again.',
    refused: 'The server ended the connection. Load this page again.',
};

/** Signs in and out, and holds what lives as long as somebody is signed in. */
export class Session {
    readonly tokens: Tokens;
    readonly api: Api;
    readonly desk: Desk;
    private connection: Connection | undefined;

    constructor(
        private readonly store: Store<ConsoleState, ConsoleEvent>,
        /** Address of the server without a slash at its end. */
        private readonly server: string,
    ) {
        this.tokens = new Tokens(browser, server, tokenStore, undefined);
        this.api = new Api(browser, server, this.tokens);
        this.desk = new Desk(store, browser, address);
    }

    /** Goes on with the tokens of this browser, if there are any. */
    start(): void {
        const stored = tokenStore.load();
        if (stored === undefined) {
            this.store.dispatch({ type: 'signed-out', reason: undefined });
        } else {
            this.enter(stored);
        }
    }

    /** Rejects with what is wrong, fit to be shown. */
    signIn(name: string, password: string): Promise<void> {
        return this.exchange({ method: 'SignIn', body: SignInRequest.encode({ name, password }).finish() });
    }

    /** Uses a one-time link; when it is used up, the sign-in page says so. */
    async redeem(code: string): Promise<void> {
        try {
            await this.exchange({ method: 'RedeemLink', body: RedeemLinkRequest.encode({ code }).finish() });
        } catch (error) {
            const used = error instanceof ChatError && error.code === 'SIGN_IN_FAILED';
            const reason = used ? 'This link was used already or has run out. Sign in with name and password.' : messageOf(error);
            this.connection?.close();
            this.connection = undefined;
            this.store.dispatch({ type: 'signed-out', reason });
        }
    }

    /** Ends this browser's session; other devices stay signed in. Nothing that was typed stays in the browser. */
    signOut(): void {
        forgetDesks(this.store.get().subject);
        this.leave('You are signed out.');
    }

    /** Ends all sessions and tokens of this account. */
    async signOutEverywhere(): Promise<void> {
        await this.api.call('auth', 'Revoke', RevokeRequest, { subject: '' }, Done);
        this.leave('You are signed out on all devices.');
    }

    /** Tries to connect now, or makes sure that the connection lives. */
    nudge(): void {
        this.connection?.nudge();
    }

    /** Connects again after the server ended the connection for good. */
    comeBack(): void {
        this.connection?.close();
        this.start();
    }

    /** Another window of this browser signed somebody in (or out): this one follows. */
    follow(subject: string | undefined): void {
        const { access, subject: mine } = this.store.get();
        if (subject === undefined && access.kind === 'in') {
            this.leave('You signed out in another window.');
        } else if (subject !== undefined && (access.kind !== 'in' || subject !== `agent:${mine}`)) {
            this.comeBack();
        }
    }

    private async exchange(signIn: SignIn): Promise<void> {
        const answer = await browser.post(`${this.server}/api/auth/${signIn.method}`, signIn.body);
        const stored = tokensOf(answer, browser.wallTime());
        if (!TokensAnswer.decode(answer.body).subject.startsWith('agent:')) {
            throw new ChatError('FORBIDDEN', 'This account cannot use the console.', false);
        }
        this.connection?.close();
        tokenStore.save(stored);
        this.enter(stored);
    }

    private enter(stored: StoredTokens): void {
        const subject = stored.subject.replace(/^agent:/, '');
        this.store.dispatch({ type: 'signed-in', subject, desks: loadDesks(subject) });
        const url = `${this.server.replace(/^http/, 'ws')}/ws`;
        const connection: Connection = new Connection(browser, url, this.tokens, 'console', {
            changed: (state) => {
                this.store.dispatch({ type: 'line', state, now: browser.now() });
                if (state.closedBecause !== undefined) {
                    this.ended(connection, state.closedBecause);
                }
            },
            welcomed: (value) => this.desk.received({ $case: 'welcome', value }),
            pushed: (body) => this.desk.received(body),
            resumePoints: () => this.desk.resumePoints(),
        });
        this.connection = connection;
        this.desk.use(connection);
        connection.connect();
    }

    /** A session that was replaced or refused keeps its page, with a way back; the others need a new sign-in. */
    private ended(connection: Connection, because: ClosedBecause): void {
        if (connection !== this.connection || because === 'requested') {
            return;
        }
        if (because === 'signed-out' || because === 'revoked') {
            this.leave(ENDED[because]);
        }
    }

    private leave(reason: string): void {
        const connection = this.connection;
        this.connection = undefined;
        connection?.close();
        forgetTokens();
        this.store.dispatch({ type: 'signed-out', reason });
    }
}

/** Why the connection stays closed, in plain words. */
export function endedBecause(because: ClosedBecause): string {
    return ENDED[because];
}
