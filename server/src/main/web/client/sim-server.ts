// For tests: a server and a network with faults drawn from the seed of the world they are in.
import assert from 'node:assert/strict';
import type { ClientFrame, ServerBody } from './codec.js';
import { type SimEnvironment, type SimSocket, someWelcome } from './sim-environment.js';
import { granted, plain, refused } from './sim-tokens.js';

const COME_BACK = [1001, 1006, 1011, 4000, 4002, 4003, 4100, 4101];

/** What becomes of a message: probabilities, taken in this order. */
const FATES = [
    ['lost with the connection', 0.03],
    ['answer lost with the connection', 0.04],
    ['connection goes dead', 0.02],
    ['refused for now', 0.05],
    ['stored, outcome unknown', 0.04],
    ['answered twice', 0.1],
    ['answered very late', 0.03],
] as const;

/** One connection as the server knows it. */
interface Line {
    greeted: boolean;
    /** Takes nothing and says nothing any more, and nobody is told. */
    dead: boolean;
    frames: number[];
    /** When the frame sent last arrives; none overtakes another. */
    arrives: number;
}

export class SimServer {
    faulty = true;
    /** Message ids by lane, in the order in which they were stored. */
    readonly stored = new Map<string, string[]>();
    readonly complaints: string[] = [];
    private readonly texts = new Map<string, string>();
    private readonly lines = new Map<SimSocket, Line>();
    private tokens = 0;

    constructor(private readonly environment: SimEnvironment) {
        environment.habits.post = (post) => {
            const answers = [
                () => post.fail(),
                () => post.answer(plain(502, 'Bad Gateway')),
                () => post.answer(plain(200, '<html>')),
                () => post.answer(refused(503, 'NOT_READY', true)),
            ];
            const fault = this.faulty && this.chance(0.3) ? this.oneOf(answers) : undefined;
            this.later(500, fault ?? (() => post.answer(granted(++this.tokens, this.faulty ? 30_000 : 900_000))));
        };
        environment.habits.socket = (socket) => this.opened(socket);
        environment.habits.frame = (socket, frame) => this.arrived(socket, frame);
    }

    /** The connections of this moment break, or go dead without a word. */
    disturb(): void {
        for (const [socket, line] of this.lines) {
            if (socket.open && !line.dead) {
                line.dead = this.chance(0.3);
                if (!line.dead) {
                    socket.close(this.oneOf(COME_BACK));
                }
            }
        }
    }

    private opened(socket: SimSocket): void {
        const line: Line = { greeted: false, dead: this.faulty && this.chance(0.05), frames: [], arrives: 0 };
        this.lines.set(socket, line);
        this.later(200, () => {
            if (socket.open && !line.dead) {
                if (this.faulty && this.chance(0.2)) {
                    socket.close(1006);
                } else {
                    socket.accept();
                }
            }
        });
    }

    private arrived(socket: SimSocket, { id, body }: ClientFrame): void {
        const line = this.lines.get(socket);
        if (line === undefined || !socket.open) {
            this.complaints.push(`${body?.$case} on a closed connection`);
        } else if (body?.$case === 'hello') {
            this.later(200, () => this.greeted(socket, line));
        } else if (!line.greeted) {
            this.complaints.push(`${body?.$case} ahead of the welcome`);
        } else {
            this.count(line);
            const now = this.environment.now();
            line.arrives = Math.max(line.arrives, now + this.environment.random() * 100);
            this.environment.schedule(line.arrives - now, () => {
                if (!line.dead && socket.open) {
                    this.handle(socket, line, id, body);
                }
            });
        }
    }

    private greeted(socket: SimSocket, line: Line): void {
        if (!socket.open || line.dead) {
            return;
        }
        if (this.faulty && this.chance(0.1)) {
            socket.close(this.oneOf(COME_BACK));
            return;
        }
        line.greeted = true;
        socket.welcome({ tokenExpiresInMs: this.faulty ? 20_000 : 900_000 });
    }

    private handle(socket: SimSocket, line: Line, id: number, body: ClientFrame['body']): void {
        if (body?.$case === 'heartbeat') {
            socket.push({ $case: 'heartbeat', value: {} });
        } else if (body?.$case === 'authenticate') {
            socket.reply(id, { $case: 'done', value: {} });
        } else if (body?.$case === 'send') {
            const { chat, messageId, text } = body.value;
            this.message(socket, line, id, chat, messageId, text);
        } else {
            this.complaints.push(`unexpected ${body?.$case}`);
        }
    }

    private message(socket: SimSocket, line: Line, id: number, chat: string, messageId: string, text: string): void {
        const fate = this.fate();
        const answer: ServerBody = { $case: 'sent', value: { sequence: 1, timeMs: 0 } };
        if (fate === 'lost with the connection') {
            socket.close(1006);
            return;
        }
        if (fate === 'refused for now') {
            socket.refuse(id, this.oneOf(['STORAGE_UNAVAILABLE', 'OVERLOADED', 'NOT_READY', 'RATE_LIMITED']), true);
            return;
        }
        this.store(chat, messageId, text);
        switch (fate) {
            case 'answer lost with the connection':
                socket.close(1006);
                break;
            case 'connection goes dead':
                line.dead = true;
                break;
            case 'stored, outcome unknown':
                socket.refuse(id, 'OUTCOME_UNKNOWN', true);
                break;
            case 'answered very late':
                this.later(30_000, () => !line.dead && socket.reply(id, answer));
                break;
            case 'answered twice':
                socket.push({ $case: 'entryPush', value: { chat, entry: undefined } });
                socket.reply(id, answer);
                socket.push({ $case: 'entryPush', value: { chat, entry: undefined } });
                socket.reply(id, answer);
                break;
            default:
                socket.reply(id, answer);
        }
    }

    /** Once for each message id, as the real server does. */
    private store(chat: string, messageId: string, text: string): void {
        const known = this.texts.get(messageId);
        if (known !== undefined) {
            if (known !== text) {
                this.complaints.push(`${messageId} came with another text`);
            }
            return;
        }
        this.texts.set(messageId, text);
        const lane = this.stored.get(chat) ?? [];
        lane.push(messageId);
        this.stored.set(chat, lane);
    }

    private count(line: Line): void {
        const now = this.environment.now();
        line.frames = [...line.frames.filter((at) => now - at < 1_000), now];
        const { framesBurst, framesPerSecond } = someWelcome.limits ?? assert.fail();
        if (line.frames.length > framesBurst + framesPerSecond) {
            this.complaints.push(`${line.frames.length} frames in a second`);
        }
    }

    private fate(): string {
        let drawn = this.faulty ? this.environment.random() : 1;
        for (const [fate, chance] of FATES) {
            if (drawn < chance) {
                return fate;
            }
            drawn -= chance;
        }
        return 'answered';
    }

    private later(maxMs: number, task: () => unknown): void {
        this.environment.schedule(this.environment.random() * maxMs, () => void task());
    }

    private chance(probability: number): boolean {
        return this.environment.random() < probability;
    }

    private oneOf<T>(values: readonly T[]): T {
        return values[Math.floor(this.environment.random() * values.length)] ?? assert.fail();
    }
}
