import type { ResumePoint, Welcome } from '#protocol/customer.js';
import { ReconnectPauses } from './backoff.js';
import {
    actionOf,
    CLOSE_DRAIN,
    CLOSE_NORMAL,
    CLOSE_ORIGIN_NOT_ALLOWED,
    CLOSE_OVERLOADED,
    CLOSE_REPLACED,
    CLOSE_REVOKED,
    CLOSE_TOO_MANY_SESSIONS,
} from './close-codes.js';
import { type ClientBody, decode, encode, type ServerBody } from './codec.js';
import type { Environment, Socket } from './environment.js';
import { ChatError } from './errors.js';
import { Liveness } from './liveness.js';
import { Pace } from './pace.js';
import { TokenRenewal } from './renewal.js';
import { Requests } from './requests.js';
import type { Tokens } from './tokens.js';

const ATTEMPT_MAX_MS = 15_000;
/** An answer to a probe comes within this, or the connection is dead. */
const PROBE_MS = 4_000;
/** A connection that lived this long was a good one; the pauses begin anew. */
const GOOD_LIFE_MS = 5_000;
const RESUME_MAX = 50;
const REQUEST_DEADLINE_MS = 30_000;

export type Phase = 'disconnected' | 'connecting' | 'connected' | 'reconnecting' | 'closed';

/** Why a connection is closed for good. */
export type ClosedBecause = 'requested' | 'revoked' | 'replaced' | 'origin' | 'signed-out' | 'too-many' | 'refused';

export interface ConnectionState {
    readonly phase: Phase;
    /** While waiting for the next attempt: milliseconds until it. */
    readonly retryInMs?: number;
    /** While waiting for the next attempt: the server is there, but said that it cannot take us now. */
    readonly notReady?: boolean;
    readonly closedBecause?: ClosedBecause;
}

/** Called in the order in which things happen; requests made inside of a call are fine. */
export interface ConnectionListener {
    changed(state: ConnectionState): void;
    welcomed(welcome: Welcome): void;
    /** A push. Frames of a newer server whose body is unknown do not arrive here. */
    pushed(body: ServerBody): void;
    resumePoints(): ResumePoint[];
}

/**
 * One client's connection: gets a token, opens the socket, greets, and keeps doing so until it is closed or told to stay
 * away. Each attempt has a number, and what arrives for an earlier one is ignored.
 */
export class Connection {
    private readonly pauses: ReconnectPauses;
    private readonly pace = new Pace();
    private readonly requests: Requests;
    private readonly liveness: Liveness;
    private readonly renewal: TokenRenewal;
    private state: ConnectionState = { phase: 'disconnected' };
    private attempt = 0;
    private socket: Socket | undefined;
    private session = '';
    private helloId = 0;
    private welcomedAt: number | undefined;
    private comeBackInMs: number | undefined;
    private cancelStep = (): void => {};
    /** What the present connection was greeted with. */
    private token = '';

    constructor(
        private readonly environment: Environment,
        /** URL of the WebSocket. */
        private readonly url: string,
        private readonly tokens: Tokens,
        /** Name and version of this program, for the server's logs. */
        private readonly client: string,
        private readonly listener: ConnectionListener,
    ) {
        this.pauses = new ReconnectPauses(environment);
        this.requests = new Requests(environment, this.pace, (frame) => {
            this.transmit(frame);
            this.liveness.asked();
        });
        this.liveness = new Liveness(
            environment,
            () => this.transmit(encode(0, { $case: 'heartbeat', value: {} })),
            () => this.lost(),
        );
        this.renewal = new TokenRenewal(environment, tokens, (token) => {
            this.token = token;
            return this.request('token', { $case: 'authenticate', value: { token } });
        });
    }

    /** Starts connecting unless it has. */
    connect(): void {
        if (this.state.phase === 'disconnected') {
            this.become({ phase: 'connecting' });
            this.start();
        }
    }

    /**
     * Sends a request and repeats it until it has an answer or its time is over; those of one lane go in order. Rejects
     * with a ChatError.
     */
    request(lane: string, body: ClientBody, deadlineMs = REQUEST_DEADLINE_MS): Promise<ServerBody> {
        return this.state.phase === 'closed'
            ? Promise.reject(ChatError.closed())
            : this.requests.add(lane, body, deadlineMs);
    }

    /** Sends a frame that has no answer, if that is possible at once. */
    cast(body: ClientBody): void {
        if (this.state.phase === 'connected' && this.pace.take(this.environment.now())) {
            this.transmit(encode(0, body));
        }
    }

    /** The network may have changed: asks the server for a sign of life, or makes the next attempt now. */
    nudge(): void {
        if (this.state.phase === 'connected') {
            this.liveness.probe(PROBE_MS);
        } else if (this.state.retryInMs !== undefined) {
            this.start();
        }
    }

    /** Closes for good. */
    close(): void {
        this.end('requested');
    }

    private start(): void {
        this.attempt += 1;
        const number = this.attempt;
        this.cancelStep();
        this.become({ phase: this.state.phase });
        this.tokens.access().then(
            (token) => {
                if (number === this.attempt) {
                    this.open(token);
                }
            },
            (error: unknown) => {
                if (number === this.attempt) {
                    this.noToken(error);
                }
            },
        );
    }

    private noToken(error: unknown): void {
        if (!(error instanceof ChatError) || error.retryable) {
            this.lost();
        } else if (error.code === 'TOKEN_REVOKED') {
            this.end('revoked');
        } else {
            this.end(error.code === 'ORIGIN_NOT_ALLOWED' ? 'origin' : 'signed-out');
        }
    }

    private open(token: string): void {
        const number = this.attempt;
        const mine = (): boolean => number === this.attempt;
        this.token = token;
        this.cancelStep = this.environment.schedule(ATTEMPT_MAX_MS, () => this.lost());
        this.socket = this.environment.openSocket(this.url, {
            opened: () => mine() && this.greet(token),
            message: (bytes) => mine() && this.received(bytes),
            closed: (code) => mine() && this.closedByServer(code),
        });
    }

    private greet(token: string): void {
        this.helloId = this.requests.nextId();
        const hello: ClientBody = {
            $case: 'hello',
            value: {
                token,
                session: this.session,
                client: this.client,
                capabilities: [],
                resume: this.listener.resumePoints().slice(0, RESUME_MAX),
            },
        };
        this.transmit(encode(this.helloId, hello));
    }

    private received(bytes: Uint8Array): void {
        const frame = decode(bytes);
        if (frame === undefined) {
            this.lost();
            return;
        }
        this.liveness.heard();
        const body = frame.body;
        if (this.welcomedAt === undefined) {
            // An error in answer to the hello is followed by a close whose code says what to do.
            if (body?.$case === 'welcome' && frame.replyTo === this.helloId) {
                this.welcomed(body.value);
            }
        } else if (frame.replyTo !== 0) {
            this.requests.answered(frame);
        } else if (body?.$case === 'goAway') {
            this.comeBackInMs = body.value.reconnectInMs * (1 + this.environment.random());
        } else if (body !== undefined && body.$case !== 'heartbeat' && body.$case !== 'error') {
            this.listener.pushed(body);
        }
    }

    private welcomed(welcome: Welcome): void {
        this.cancelStep();
        this.welcomedAt = this.environment.now();
        this.session = welcome.session;
        this.pace.start(
            welcome.limits?.framesPerSecond ?? 1,
            welcome.limits?.framesBurst ?? 1,
            this.environment.now(),
        );
        this.liveness.start(welcome.heartbeatMs);
        this.renewal.start(welcome.tokenExpiresInMs);
        this.become({ phase: 'connected' });
        this.listener.welcomed(welcome);
        this.requests.connected(welcome.limits?.frameMaxBytes ?? 0);
    }

    private closedByServer(code: number): void {
        this.socket = undefined;
        const action = actionOf(code);
        if (action === 'stay-away') {
            this.end(
                code === CLOSE_REVOKED ? 'revoked'
                : code === CLOSE_REPLACED ? 'replaced'
                : code === CLOSE_ORIGIN_NOT_ALLOWED ? 'origin'
                : code === CLOSE_TOO_MANY_SESSIONS ? 'too-many'
                : 'refused',
            );
            return;
        }
        if (action === 'new-token') {
            this.tokens.dropAccess(this.token);
        }
        this.lost(code === CLOSE_OVERLOADED || code === CLOSE_DRAIN);
    }

    private lost(notReady = false): void {
        if (this.welcomedAt !== undefined && this.environment.now() - this.welcomedAt >= GOOD_LIFE_MS) {
            this.pauses.reset();
        }
        const wasWelcomed = this.welcomedAt !== undefined;
        this.drop();
        if (this.state.phase === 'closed' || this.state.phase === 'disconnected') {
            return;
        }
        const retryInMs = this.comeBackInMs ?? this.pauses.next();
        this.comeBackInMs = undefined;
        this.become({ phase: wasWelcomed ? 'reconnecting' : this.state.phase, retryInMs, notReady });
        this.cancelStep = this.environment.schedule(retryInMs, () => this.start());
    }

    private end(because: ClosedBecause): void {
        if (this.state.phase === 'closed') {
            return;
        }
        this.drop();
        this.become({ phase: 'closed', closedBecause: because });
        this.requests.failAll(ChatError.closed());
    }

    private drop(): void {
        this.attempt += 1;
        this.cancelStep();
        this.renewal.stop();
        this.liveness.stop();
        this.requests.disconnected();
        this.welcomedAt = undefined;
        this.socket?.close(CLOSE_NORMAL);
        this.socket = undefined;
    }

    private become(state: ConnectionState): void {
        this.state = state;
        this.listener.changed(state);
    }

    private transmit(frame: Uint8Array): void {
        this.socket?.send(frame);
    }
}
