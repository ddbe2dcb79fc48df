import type { ClientBody, ServerBody } from '../../client/codec.js';
import type { Connection } from '../../client/connection.js';
import type { Environment } from '../../client/environment.js';
import { ChatError } from '../../client/errors.js';
import type { Toast } from '../components/Toasts.js';
import type { ConsoleEvent } from '../state/events.js';
import type { ConsoleState } from '../state/state.js';
import type { Store } from '../store.js';

/** The present connection and the state, for those who ask and tell. */
export class Wire {
    private connection: Connection | undefined;

    constructor(
        readonly store: Store<ConsoleState, ConsoleEvent>,
        readonly environment: Environment,
    ) {}

    use(connection: Connection): void {
        this.connection = connection;
    }

    state(): ConsoleState {
        return this.store.get();
    }

    /** What the server said becomes state: a push, or the reply to a request. */
    take(body: ServerBody): void {
        this.store.dispatch({ type: 'frame', body, now: this.environment.now() });
    }

    /** Rejects with a ChatError; CLOSED where nobody is signed in. */
    ask(lane: string, body: ClientBody, deadlineMs?: number): Promise<ServerBody> {
        return this.connection?.request(lane, body, deadlineMs) ?? Promise.reject(ChatError.closed());
    }

    cast(body: ClientBody): void {
        this.connection?.cast(body);
    }

    say(tone: Toast['tone'], text: string): void {
        this.store.dispatch({ type: 'said', tone, text });
    }
}
