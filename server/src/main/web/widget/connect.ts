import { CustomerTokenRequest } from '#protocol/auth.js';
import { Connection, type ConnectionListener } from '../client/connection.js';
import type { Environment } from '../client/environment.js';
import { Tokens, type TokenStore } from '../client/tokens.js';

/** What a connection needs to know of the script tag. */
export interface Target {
    /** Origin of the server. */
    readonly server: string;
    readonly site: string;
}

/** A connection as the site's anonymous customer whose tokens are in the store, or as a new one. */
export function connectionTo(environment: Environment, target: Target, store: TokenStore, listener: ConnectionListener): Connection {
    const { server, site } = target;
    const signIn = { method: 'CustomerToken', body: CustomerTokenRequest.encode({ site }).finish() };
    const tokens = new Tokens(environment, server, store, signIn);
    return new Connection(environment, `${server.replace(/^http/, 'ws')}/ws`, tokens, 'widget 1', listener);
}
