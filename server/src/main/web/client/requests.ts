import { Backoff } from './backoff.js';
import { type ClientBody, encode, type ServerBody, type ServerFrame } from './codec.js';
import type { Environment } from './environment.js';
import { ChatError } from './errors.js';
import type { Pace } from './pace.js';

const ANSWER_TIMEOUT_MS = 10_000;
const REPEAT_MIN_MS = 100;
const REPEAT_MAX_MS = 5_000;
/** More than any person makes, and a bound for memory. */
export const REQUESTS_MAX = 1_000;

interface Request {
    readonly lane: string;
    readonly body: ClientBody;
    readonly pauses: Backoff;
    readonly done: (answer: ServerBody) => void;
    readonly failed: (error: ChatError) => void;
    stage: 'queued' | 'ready' | 'sent' | 'paused' | 'done';
    /** Whether an attempt without answer may have been carried out. */
    uncertain: boolean;
    refusal: ChatError | undefined;
    cancelStep: () => void;
    cancelDeadline: () => void;
}

/**
 * Requests without a final answer. Those of one lane (a chat, an offer) go one at a time, so that repeating one cannot let
 * a later one overtake it. What had no answer when the connection broke, or was answered "not now", is sent again with the
 * same key; the key (message id, chat key, offer) makes that harmless. The same goes for what is not answered in time: that
 * the connection is dead, others find out (see Liveness).
 */
export class Requests {
    private readonly lanes = new Map<string, Request[]>();
    private readonly sent = new Map<number, Request>();
    private ready: Request[] = [];
    private cancelPump: (() => void) | undefined;
    private lastId = 0;
    private count = 0;
    private live = false;
    private frameBytesMax = 0;

    constructor(
        private readonly environment: Environment,
        private readonly pace: Pace,
        private readonly transmit: (frame: Uint8Array) => void,
    ) {}

    nextId(): number {
        this.lastId += 1;
        return this.lastId;
    }

    add(lane: string, body: ClientBody, deadlineMs: number): Promise<ServerBody> {
        if (this.count >= REQUESTS_MAX) {
            return Promise.reject(ChatError.tooManyRequests());
        }
        this.count += 1;
        return new Promise((resolve, reject) => {
            const request: Request = {
                lane,
                body,
                pauses: new Backoff(this.environment, REPEAT_MIN_MS, REPEAT_MAX_MS),
                done: resolve,
                failed: reject,
                stage: 'queued',
                uncertain: false,
                refusal: undefined,
                cancelStep: () => {},
                cancelDeadline: () => {},
            };
            if (deadlineMs !== Infinity) {
                request.cancelDeadline = this.environment.schedule(deadlineMs, () => this.expire(request));
            }
            const queue = this.lanes.get(lane);
            if (queue === undefined) {
                this.lanes.set(lane, [request]);
                this.makeReady(request);
            } else {
                queue.push(request);
            }
        });
    }

    /** @param frameBytesMax larger frames are not sent; 0 for no limit */
    connected(frameBytesMax: number): void {
        this.live = true;
        this.frameBytesMax = frameBytesMax;
        this.pump();
    }

    /** What had no answer waits for the next connection, ahead of what was not sent yet. */
    disconnected(): void {
        this.live = false;
        this.cancelPump?.();
        this.cancelPump = undefined;
        const unanswered = [...this.sent.values()];
        this.sent.clear();
        for (const request of unanswered) {
            request.cancelStep();
            request.uncertain = true;
            request.stage = 'ready';
        }
        this.ready = [...unanswered, ...this.ready];
    }

    /** Late answers to a repeated request are ignored. */
    answered(frame: ServerFrame): void {
        const request = this.sent.get(frame.replyTo);
        if (request === undefined) {
            return;
        }
        this.sent.delete(frame.replyTo);
        request.cancelStep();
        if (frame.body === undefined) {
            this.finish(request);
            request.failed(new ChatError('UNSUPPORTED', 'The answer could not be understood.', false));
        } else if (frame.body.$case !== 'error') {
            this.finish(request);
            request.done(frame.body);
        } else {
            this.refused(request, ChatError.of(frame.body.value));
        }
    }

    failAll(error: ChatError): void {
        this.live = false;
        const all = [...this.lanes.values()].flat();
        this.lanes.clear();
        this.sent.clear();
        this.ready = [];
        this.count = 0;
        for (const request of all) {
            request.stage = 'done';
            request.cancelStep();
            request.cancelDeadline();
            request.failed(error);
        }
    }

    private refused(request: Request, error: ChatError): void {
        if (!error.passing) {
            this.finish(request);
            request.failed(error);
            return;
        }
        request.uncertain ||= error.code === 'OUTCOME_UNKNOWN';
        request.refusal = error;
        request.stage = 'paused';
        request.cancelStep = this.environment.schedule(request.pauses.next(), () => this.makeReady(request));
    }

    private makeReady(request: Request): void {
        request.stage = 'ready';
        this.ready.push(request);
        this.pump();
    }

    private pump(): void {
        while (this.live && this.cancelPump === undefined && this.ready.length > 0) {
            if (!this.pace.take(this.environment.now())) {
                this.cancelPump = this.environment.schedule(this.pace.waitMs(), () => {
                    this.cancelPump = undefined;
                    this.pump();
                });
                return;
            }
            const request = this.ready.shift();
            if (request !== undefined) {
                this.send(request);
            }
        }
    }

    private send(request: Request): void {
        const id = this.nextId();
        const frame = encode(id, request.body);
        if (this.frameBytesMax > 0 && frame.length > this.frameBytesMax) {
            this.finish(request);
            request.failed(ChatError.tooLarge(request.body.$case === 'send'));
            return;
        }
        request.stage = 'sent';
        this.sent.set(id, request);
        request.cancelStep = this.environment.schedule(ANSWER_TIMEOUT_MS, () => {
            this.sent.delete(id);
            request.uncertain = true;
            this.makeReady(request);
        });
        this.transmit(frame);
    }

    private expire(request: Request): void {
        const unknown = request.uncertain || request.stage === 'sent';
        this.finish(request);
        request.failed(unknown ? ChatError.outcomeUnknown() : (request.refusal ?? ChatError.unreachable()));
    }

    /** Takes the request out everywhere and lets the next one of its lane go. */
    private finish(request: Request): void {
        request.stage = 'done';
        this.count -= 1;
        request.cancelStep();
        request.cancelDeadline();
        for (const [id, other] of this.sent) {
            if (other === request) {
                this.sent.delete(id);
            }
        }
        this.ready = this.ready.filter((other) => other !== request);
        const queue = this.lanes.get(request.lane);
        if (queue === undefined) {
            return;
        }
        const wasHead = queue[0] === request;
        const rest = queue.filter((other) => other !== request);
        const [next] = rest;
        if (next === undefined) {
            this.lanes.delete(request.lane);
            return;
        }
        this.lanes.set(request.lane, rest);
        if (wasHead) {
            this.makeReady(next);
        }
    }
}
