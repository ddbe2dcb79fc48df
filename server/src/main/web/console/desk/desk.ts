import { Presence, type ResumePoint } from '#protocol/customer.js';
import type { ServerBody } from '../../client/codec.js';
import type { Connection } from '../../client/connection.js';
import type { Environment } from '../../client/environment.js';
import { type Api, messageOf } from '../api.js';
import type { ConsoleEvent } from '../state/events.js';
import type { ConsoleState } from '../state/state.js';
import type { Store } from '../store.js';

/** What an agent does, as requests; what the server says, as events. */
export class Desk {
    private connection: Connection | undefined;

    constructor(
        private readonly store: Store<ConsoleState, ConsoleEvent>,
        private readonly environment: Environment,
        readonly api: Api,
    ) {}

    /** Works over this connection from now on. */
    use(connection: Connection): void {
        this.connection = connection;
    }

    received(body: ServerBody): void {
        this.store.dispatch({ type: 'frame', body, now: this.environment.now() });
    }

    resumePoints(): ResumePoint[] {
        return [];
    }

    /** Shown at once; when the server refuses, its word replaces it. */
    setPresence(presence: Presence): void {
        const before = this.store.get().me?.presence ?? Presence.OFFLINE;
        this.store.dispatch({ type: 'presence-chosen', presence });
        this.request('presence', { $case: 'setPresence', value: { presence } }).catch((error: unknown) => {
            this.store.dispatch({ type: 'presence-chosen', presence: before });
            this.say('bad', `Your presence could not be changed. ${messageOf(error)}`);
        });
    }

    say(tone: 'info' | 'good' | 'warn' | 'bad', text: string): void {
        this.store.dispatch({ type: 'said', tone, text });
    }

    private async request(lane: string, body: Parameters<Connection['request']>[1], deadlineMs?: number): Promise<void> {
        const connection = this.connection;
        if (connection === undefined) {
            return;
        }
        this.received(await connection.request(lane, body, deadlineMs));
    }
}
