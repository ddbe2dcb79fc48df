// For tests: a world with a clock of its own, in which the test plays the server.
import assert from 'node:assert/strict';
import { Welcome } from '#protocol/customer.js';
import { ServerFrame } from '#protocol/frames.js';
import { ClientFrame, type BodyOf, type ClientBody, type ServerBody } from './codec.js';
import type { Environment, HttpAnswer, Socket, SocketListener } from './environment.js';
import { ChatError } from './errors.js';

interface Timer {
    readonly due: number;
    readonly order: number;
    readonly task: () => void;
}

/** A call of the token service that waits for the test's answer. */
export interface SimPost {
    readonly url: string;
    readonly body: Uint8Array;
    answer(answer: HttpAnswer): void;
    /** The network does not answer. */
    fail(): void;
}

/** A frame of the client. */
export interface Sent<Case extends ClientBody['$case']> {
    readonly id: number;
    readonly value: Extract<ClientBody, { $case: Case }>['value'];
}

/** One socket as the server sees it. */
export class SimSocket {
    readonly received: ClientFrame[] = [];
    /** The code with which the client closed it. */
    closedWith: number | undefined;

    constructor(
        readonly url: string,
        readonly openedAt: number,
        private readonly listener: SocketListener,
        private readonly arrived: (socket: SimSocket, frame: ClientFrame) => void,
    ) {}

    get open(): boolean {
        return this.closedWith === undefined;
    }

    /** For the client. */
    readonly clientSide: Socket = {
        send: (bytes) => {
            const frame = ClientFrame.decode(bytes);
            this.received.push(frame);
            this.arrived(this, frame);
        },
        close: (code) => {
            this.closedWith ??= code;
        },
    };

    accept(): void {
        this.listener.opened();
    }

    /** Late calls are made too: the client has to ignore them by itself. */
    push(body: ServerBody): void {
        this.reply(0, body);
    }

    reply(replyTo: number, body: ServerBody | undefined): void {
        this.bytes(ServerFrame.encode({ replyTo, body }).finish());
    }

    bytes(bytes: Uint8Array): void {
        this.listener.message(bytes);
    }

    refuse(replyTo: number, name: string, retryable = false): void {
        this.reply(replyTo, { $case: 'error', value: { code: 1, name, message: name, retryable, details: {} } });
    }

    close(code: number): void {
        this.closedWith ??= code;
        this.listener.closed(code);
    }

    /** Frames of the client with that body. */
    sent<Case extends ClientBody['$case']>(name: Case): Sent<Case>[] {
        return this.received.flatMap(({ id, body }) => (body?.$case === name ? [{ id, value: body.value } as Sent<Case>] : []));
    }

    /** Takes the client's hello and greets. */
    welcome(changes: Partial<Welcome> = {}): void {
        const hello = this.sent('hello')[0];
        assert.ok(hello, 'the client has said hello');
        this.reply(hello.id, { $case: 'welcome', value: { ...someWelcome, ...changes } });
    }
}

const noWelcome: BodyOf<'welcome'> = Welcome.decode(new Uint8Array());

export const someWelcome: BodyOf<'welcome'> = {
    ...noWelcome,
    session: 'session-1',
    heartbeatMs: 20_000,
    tokenExpiresInMs: 900_000,
    limits: { textMaxChars: 4_000, frameMaxBytes: 65_536, framesPerSecond: 20, framesBurst: 40, chatMaxEntries: 5_000 },
};

/** What the environment does by itself, unless a test sets it. */
export interface Habits {
    post: (post: SimPost) => void;
    socket: (socket: SimSocket) => void;
    frame: (socket: SimSocket, frame: ClientFrame) => void;
}

const STEPS_MAX = 2_000_000;

export class SimEnvironment implements Environment {
    readonly sockets: SimSocket[] = [];
    readonly posts: SimPost[] = [];
    readonly habits: Habits = { post: () => {}, socket: () => {}, frame: () => {} };
    /** How wrong the computer's clock is. */
    clockErrorMs = 0;
    steps = 0;
    private time = 1_000;
    private order = 0;
    private keys = 0;
    private timers: Timer[] = [];
    private readonly locks = new Map<string, Promise<unknown>>();

    constructor(private seed = 1) {}

    now = (): number => this.time;

    wallTime = (): number => 1_763_800_000_000 + this.time + this.clockErrorMs;

    /** Mulberry32: small, and the same everywhere. */
    random = (): number => {
        this.seed = (this.seed + 0x6d2b79f5) | 0;
        let t = Math.imul(this.seed ^ (this.seed >>> 15), 1 | this.seed);
        t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
        return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
    };

    schedule = (delayMs: number, task: () => void): (() => void) => {
        const timer = { due: this.time + Math.max(0, delayMs), order: this.order++, task };
        this.timers.push(timer);
        return () => {
            this.timers = this.timers.filter((other) => other !== timer);
        };
    };

    openSocket = (url: string, listener: SocketListener): Socket => {
        const socket = new SimSocket(url, this.time, listener, (from, frame) => this.habits.frame(from, frame));
        this.sockets.push(socket);
        this.habits.socket(socket);
        return socket.clientSide;
    };

    post = (url: string, body: Uint8Array): Promise<HttpAnswer> =>
        new Promise((resolve, reject) => {
            const post = { url, body, answer: resolve, fail: () => reject(ChatError.unreachable()) };
            this.posts.push(post);
            this.habits.post(post);
        });

    exclusively = async <T>(name: string, task: () => Promise<T>): Promise<T> => {
        const before = this.locks.get(name) ?? Promise.resolve();
        const mine = before.then(task, task);
        this.locks.set(name, mine);
        return mine;
    };

    newKey = (): string => `key-${String(++this.keys).padStart(8, '0')}`;

    get timersPending(): number {
        return this.timers.length;
    }

    get socket(): SimSocket {
        const last = this.sockets.at(-1);
        assert.ok(last, 'a socket was opened');
        return last;
    }

    get lastPost(): SimPost {
        const last = this.posts.at(-1);
        assert.ok(last, 'something was posted');
        return last;
    }

    /** Lets so much time pass, with everything that falls due in it. */
    async pass(ms: number): Promise<void> {
        const end = this.time + ms;
        for (;;) {
            await settled();
            const next = this.timers.reduce<Timer | undefined>(
                (first, timer) =>
                    first === undefined || timer.due < first.due || (timer.due === first.due && timer.order < first.order)
                        ? timer
                        : first,
                undefined,
            );
            if (next === undefined || next.due > end) {
                this.time = end;
                return;
            }
            this.steps += 1;
            assert.ok(this.steps < STEPS_MAX, 'the client does endless work');
            this.time = Math.max(this.time, next.due);
            this.timers = this.timers.filter((other) => other !== next);
            next.task();
        }
    }
}

/** After all promises that can go on have gone on. */
export function settled(): Promise<void> {
    return new Promise((resolve) => setImmediate(resolve));
}
