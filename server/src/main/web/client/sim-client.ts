// For tests: one connection in a simulated world, with a record of what it reports.
import type { ResumePoint } from '#protocol/customer.js';
import type { ServerBody } from './codec.js';
import { Connection, type ConnectionState } from './connection.js';
import { ChatError } from './errors.js';
import { SimEnvironment, type SimSocket } from './sim-environment.js';
import { grantAll, MemoryStore, tokens } from './sim-tokens.js';

export class SimClient {
    readonly store = new MemoryStore();
    readonly states: ConnectionState[] = [];
    readonly pushes: ServerBody[] = [];
    readonly outcomes: string[] = [];
    readonly connection: Connection;
    resume: ResumePoint[] = [];
    welcomes = 0;

    constructor(readonly environment = new SimEnvironment()) {
        grantAll(environment);
        this.connection = new Connection(environment, 'wss://chat.example/ws', tokens(environment, this.store), 'test', {
            changed: (state) => this.states.push(state),
            welcomed: () => (this.welcomes += 1),
            pushed: (body) => this.pushes.push(body),
            resumePoints: () => this.resume,
        });
    }

    get state(): ConnectionState {
        return this.states.at(-1) ?? { phase: 'disconnected' };
    }

    get socket(): SimSocket {
        return this.environment.socket;
    }

    pass(ms: number): Promise<void> {
        return this.environment.pass(ms);
    }

    /** To the moment at which the client has said hello. */
    async greeting(): Promise<SimSocket> {
        this.connection.connect();
        await this.pass(0);
        this.socket.accept();
        return this.socket;
    }

    async connected(): Promise<SimSocket> {
        const socket = await this.greeting();
        socket.welcome();
        return socket;
    }

    /** Lets the pause after a lost connection go by, to the next hello. */
    async nextGreeting(): Promise<SimSocket> {
        const before = this.environment.sockets.length;
        for (let waited = 0; waited < 60_000 && this.environment.sockets.length === before; waited += 50) {
            await this.pass(50);
        }
        this.socket.accept();
        return this.socket;
    }

    send(lane: string, messageId: string, deadlineMs?: number): void {
        const body = { $case: 'send', value: { chat: lane, messageId, text: messageId, audience: 0, refersTo: 0 } } as const;
        this.connection.request(lane, body, deadlineMs).then(
            () => this.outcomes.push(`${messageId} done`),
            (error: unknown) => this.outcomes.push(`${messageId} ${error instanceof ChatError ? error.code : String(error)}`),
        );
    }
}

/** Acknowledges what the client sends, and answers its heartbeats. */
export function answering(environment: SimEnvironment): void {
    let sequence = 0;
    environment.habits.frame = (socket, { id, body }) => {
        if (body?.$case === 'heartbeat') {
            socket.push({ $case: 'heartbeat', value: {} });
        } else if (body?.$case === 'send') {
            socket.reply(id, { $case: 'sent', value: { sequence: ++sequence, timeMs: 0 } });
        } else if (body?.$case === 'authenticate') {
            socket.reply(id, { $case: 'done', value: {} });
        }
    };
}
