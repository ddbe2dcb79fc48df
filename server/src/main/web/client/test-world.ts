// For tests: a world with a clock that the test moves, and sockets whose other end the test holds.
import { Tokens as TokensAnswer } from '#protocol/auth.js';
import { type ClientBody, ClientFrame, ServerFrame, type ServerBody } from './codec.js';
import type { Environment, HttpAnswer, Socket, SocketListener } from './environment.js';

interface Task {
    readonly at: number;
    readonly order: number;
    readonly run: () => void;
}

/** A frame of one kind that the client sent. */
export interface Received<Case extends ClientBody['$case']> {
    readonly id: number;
    readonly value: Extract<ClientBody, { $case: Case }>['value'];
}

export class TestSocket implements Socket {
    readonly received: ClientFrame[] = [];
    closedWith: number | undefined;

    constructor(private readonly listener: SocketListener) {}

    send(message: Uint8Array): void {
        this.received.push(ClientFrame.decode(message));
    }

    close(code: number): void {
        this.closedWith = code;
    }

    opened(): void {
        this.listener.opened();
    }

    push(body: ServerBody): void {
        this.reply(0, body);
    }

    reply(replyTo: number, body: ServerBody): void {
        this.raw(ServerFrame.encode({ replyTo, body }).finish());
    }

    raw(bytes: Uint8Array): void {
        this.listener.message(bytes);
    }

    breakOff(code = 1006): void {
        this.listener.closed(code);
    }

    /** What the client sent of that kind, oldest first, with the ids of the frames. */
    all<Case extends ClientBody['$case']>(kind: Case): Received<Case>[] {
        return this.received.filter(({ body }) => body?.$case === kind).map(({ id, body }) => ({ id, value: body?.value as unknown }) as Received<Case>);
    }
}

export class TestWorld implements Environment {
    readonly sockets: TestSocket[] = [];
    readonly posts: string[] = [];
    /** What the token service answers. */
    answer = (): HttpAnswer => ({ status: 200, body: TestWorld.tokens('customer:1') });
    wall = 1_790_000_000_000;
    private time = 1_000;
    private tasks: Task[] = [];
    private orders = 0;
    private keys = 0;

    static tokens(subject: string): Uint8Array {
        return TokensAnswer.encode({
            accessToken: `access of ${subject}`,
            accessExpiresInMs: 900_000,
            renewalToken: `renewal of ${subject}`,
            renewalExpiresInMs: 9_000_000,
            role: 1,
            subject,
        }).finish();
    }

    now = (): number => this.time;
    wallTime = (): number => this.wall;
    random = (): number => 0.5;
    newKey = (): string => `key-${String((this.keys += 1)).padStart(8, '0')}`;
    exclusively = <T>(_: string, task: () => Promise<T>): Promise<T> => task();

    schedule(delayMs: number, run: () => void): () => void {
        const task = { at: this.time + delayMs, order: (this.orders += 1), run };
        this.tasks.push(task);
        return () => (this.tasks = this.tasks.filter((other) => other !== task));
    }

    openSocket(_: string, listener: SocketListener): Socket {
        const socket = new TestSocket(listener);
        this.sockets.push(socket);
        return socket;
    }

    post(url: string): Promise<HttpAnswer> {
        this.posts.push(url);
        return Promise.resolve().then(() => this.answer());
    }

    /** The socket that was opened last. */
    get socket(): TestSocket {
        const last = this.sockets.at(-1);
        if (last === undefined) {
            throw new Error('no socket was opened');
        }
        return last;
    }

    /** Lets everything happen that waits for nothing but its turn. */
    async settle(): Promise<void> {
        for (let i = 0; i < 5; i++) {
            await new Promise((resolve) => setImmediate(resolve));
        }
    }

    async advance(ms: number): Promise<void> {
        const until = this.time + ms;
        await this.settle();
        for (;;) {
            const [next] = this.tasks.filter((task) => task.at <= until).sort((a, b) => a.at - b.at || a.order - b.order);
            if (next === undefined) {
                break;
            }
            this.tasks = this.tasks.filter((task) => task !== next);
            this.wall += next.at - this.time;
            this.time = next.at;
            next.run();
            await this.settle();
        }
        this.wall += until - this.time;
        this.time = until;
    }
}
