import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ServerFrame } from '#protocol/frames.js';
import { ClientFrame, type ClientBody, type ServerBody } from './codec.js';
import { ChatError } from './errors.js';
import { Pace } from './pace.js';
import { Requests, REQUESTS_MAX } from './requests.js';
import { SimEnvironment } from './sim-environment.js';

const send = (messageId: string, text = messageId): ClientBody => ({
    $case: 'send',
    value: { chat: 'c', messageId, text, audience: 0, refersTo: 0 },
});
const sent = (sequence: number): ServerBody => ({ $case: 'sent', value: { sequence, timeMs: 0 } });

/** Requests over a line that the test answers. */
class Desk {
    readonly environment = new SimEnvironment();
    readonly pace = new Pace();
    readonly out: { id: number; key: string; at: number }[] = [];
    readonly outcomes: string[] = [];
    readonly requests: Requests;

    constructor(perSecond = 1_000, burst = 1_000) {
        this.pace.start(perSecond, burst, this.environment.now());
        this.requests = new Requests(this.environment, this.pace, (bytes) => {
            const { id, body } = ClientFrame.decode(bytes);
            const key = body?.$case === 'send' ? body.value.messageId : (body?.$case ?? '');
            this.out.push({ id, key, at: this.environment.now() });
        });
    }

    add(lane: string, key: string, deadlineMs = 30_000): void {
        this.requests.add(lane, send(key), deadlineMs).then(
            () => this.outcomes.push(`${key} done`),
            (error: unknown) => this.outcomes.push(`${key} ${error instanceof ChatError ? error.code : String(error)}`),
        );
    }

    get keys(): string[] {
        return this.out.map(({ key }) => key);
    }

    /** Answers the latest frame with that key. */
    answer(key: string, body: ServerBody | undefined = sent(1)): Promise<void> {
        const frame = this.out.filter((each) => each.key === key).at(-1);
        assert.ok(frame, `${key} was sent`);
        this.requests.answered(ServerFrame.decode(ServerFrame.encode({ replyTo: frame.id, body }).finish()));
        return this.environment.pass(0);
    }

    refuse(key: string, name: string): Promise<void> {
        return this.answer(key, { $case: 'error', value: { code: 1, name, message: '', retryable: true, details: {} } });
    }
}

test('nothing goes out before the connection is there', async () => {
    const desk = new Desk();
    desk.add('a', '1');
    await desk.environment.pass(5_000);
    assert.deepEqual(desk.keys, []);
    desk.requests.connected(0);
    assert.deepEqual(desk.keys, ['1']);
});

test('requests of one lane go one at a time, those of others at once', async () => {
    const desk = new Desk();
    desk.requests.connected(0);
    desk.add('a', '1');
    desk.add('a', '2');
    desk.add('b', '3');
    assert.deepEqual(desk.keys, ['1', '3']);
    await desk.answer('1');
    assert.deepEqual(desk.keys, ['1', '3', '2']);
    await desk.answer('2');
    await desk.answer('3');
    assert.deepEqual(desk.outcomes, ['1 done', '2 done', '3 done']);
    assert.equal(desk.environment.timersPending, 0);
});

test('what had no answer goes again after a reconnect, first, in its order, with the same key and another frame id', async () => {
    const desk = new Desk();
    desk.requests.connected(0);
    desk.add('a', '1');
    desk.add('b', '2');
    desk.requests.disconnected();
    desk.add('c', '3');
    await desk.environment.pass(1_000);
    assert.deepEqual(desk.keys, ['1', '2']);
    desk.requests.connected(0);
    assert.deepEqual(desk.keys, ['1', '2', '1', '2', '3']);
    assert.equal(new Set(desk.out.map(({ id }) => id)).size, 5);
    await desk.answer('1');
    assert.deepEqual(desk.outcomes, ['1 done']);
});

test('what was sent goes again ahead of what the pace held back', async () => {
    const desk = new Desk(1, 3);
    desk.requests.connected(0);
    for (const key of ['1', '2', '3', '4']) {
        desk.add(key, key);
    }
    assert.deepEqual(desk.keys, ['1', '2']);
    desk.requests.disconnected();
    desk.pace.start(100, 100, desk.environment.now());
    desk.requests.connected(0);
    assert.deepEqual(desk.keys, ['1', '2', '1', '2', '3', '4']);
});

test('a late answer to the first attempt is ignored, an answer is given once', async () => {
    const desk = new Desk();
    desk.requests.connected(0);
    desk.add('a', '1');
    const first = desk.out[0]?.id ?? 0;
    desk.requests.disconnected();
    desk.requests.connected(0);
    desk.requests.answered(ServerFrame.decode(ServerFrame.encode({ replyTo: first, body: sent(1) }).finish()));
    await desk.environment.pass(0);
    assert.deepEqual(desk.outcomes, []);
    await desk.answer('1');
    await desk.answer('1');
    assert.deepEqual(desk.outcomes, ['1 done']);
});

test('"not now" is asked again with growing pauses, and nothing of its lane overtakes it', async () => {
    const desk = new Desk();
    desk.requests.connected(0);
    desk.add('a', '1', Infinity);
    desk.add('a', '2', Infinity);
    for (let i = 0; i < 8; i++) {
        await desk.refuse('1', i % 2 === 0 ? 'STORAGE_UNAVAILABLE' : 'RATE_LIMITED');
        await desk.environment.pass(5_000);
    }
    assert.deepEqual(desk.keys, Array(9).fill('1'));
    await desk.answer('1');
    await desk.answer('2');
    assert.deepEqual(desk.outcomes, ['1 done', '2 done']);
});

test('a final refusal ends a request, and the next one of the lane goes', async () => {
    const desk = new Desk();
    desk.requests.connected(0);
    desk.add('a', '1');
    desk.add('a', '2');
    await desk.refuse('1', 'CHAT_CLOSED');
    assert.deepEqual(desk.outcomes, ['1 CHAT_CLOSED']);
    assert.deepEqual(desk.keys, ['1', '2']);
});

test('a silent request is repeated on the same connection', async () => {
    const desk = new Desk();
    desk.requests.connected(0);
    desk.add('a', '1');
    await desk.environment.pass(10_000);
    assert.deepEqual(desk.keys, ['1', '1']);
    await desk.answer('1');
    assert.deepEqual(desk.outcomes, ['1 done']);
});

test('at its deadline: unknown if it may have been done, else the last refusal, else unreachable', async () => {
    const desk = new Desk();
    desk.add('never', 'not sent', 1_000);
    await desk.environment.pass(1_000);
    desk.requests.connected(0);
    desk.add('a', 'silent', 1_000);
    desk.add('b', 'refused', 1_000);
    desk.add('c', 'unknown', 1_000);
    desk.add('d', 'broken', 1_000);
    desk.add('a', 'behind', 1_000);
    await desk.refuse('refused', 'OVERLOADED');
    await desk.refuse('unknown', 'OUTCOME_UNKNOWN');
    await desk.environment.pass(200);
    await desk.refuse('unknown', 'OVERLOADED');
    await desk.refuse('refused', 'OVERLOADED');
    desk.requests.disconnected();
    await desk.environment.pass(800);
    assert.deepEqual(desk.outcomes, [
        'not sent UNREACHABLE',
        'silent OUTCOME_UNKNOWN',
        'refused OVERLOADED',
        'unknown OUTCOME_UNKNOWN',
        'broken OUTCOME_UNKNOWN',
        'behind UNREACHABLE',
    ]);
    assert.equal(desk.environment.timersPending, 0);
    desk.requests.connected(0);
    assert.equal(desk.out.length, 6);
});

test('the pace is kept, also over many lanes and after a reconnect', async () => {
    const desk = new Desk(20, 10);
    desk.requests.connected(0);
    for (let i = 0; i < 60; i++) {
        desk.add(`lane ${i}`, String(i), Infinity);
    }
    await desk.environment.pass(1_000);
    desk.requests.disconnected();
    desk.requests.connected(0);
    await desk.environment.pass(10_000);
    for (const { at } of desk.out) {
        const inOneSecond = desk.out.filter((other) => other.at >= at && other.at < at + 1_000).length;
        assert.ok(inOneSecond <= 30, `${inOneSecond} in one second`);
    }
    assert.ok(new Set(desk.keys).size === 60);
});

test('closing fails all, once, and leaves nothing behind', async () => {
    const desk = new Desk();
    desk.requests.connected(0);
    desk.add('a', '1');
    desk.add('a', '2');
    desk.add('b', '3');
    await desk.environment.pass(0);
    desk.requests.disconnected();
    desk.requests.failAll(ChatError.closed());
    await desk.environment.pass(60_000);
    assert.deepEqual(desk.outcomes, ['1 CLOSED', '2 CLOSED', '3 CLOSED']);
    assert.equal(desk.environment.timersPending, 0);
});

test('more than the bound is refused at once, and room comes back', async () => {
    const desk = new Desk();
    for (let i = 0; i < REQUESTS_MAX; i++) {
        desk.add('a', String(i), i === 0 ? 1_000 : Infinity);
    }
    desk.add('b', 'too many');
    await desk.environment.pass(0);
    assert.deepEqual(desk.outcomes, ['too many TOO_MANY_REQUESTS']);
    await desk.environment.pass(1_000);
    desk.add('b', 'fits');
    desk.requests.connected(0);
    await desk.answer('fits');
    assert.deepEqual(desk.outcomes.slice(1), ['0 UNREACHABLE', 'fits done']);
});

test('a frame larger than the server takes is not sent: the server would end the connection for good', async () => {
    const desk = new Desk();
    const outcome = desk.requests.add('a', send('long', 'x'.repeat(70_000)), 1_000).catch((error: ChatError) => error.code);
    desk.add('a', 'next');
    desk.requests.connected(65_536);
    assert.equal(await outcome, 'TEXT_TOO_LONG');
    assert.deepEqual(desk.keys, ['next']);
});

test('an answer whose body is unknown ends the request', async () => {
    const desk = new Desk();
    desk.requests.connected(0);
    desk.add('a', '1');
    const id = desk.out[0]?.id ?? 0;
    desk.requests.answered({ replyTo: id, body: undefined });
    await desk.environment.pass(0);
    assert.deepEqual(desk.outcomes, ['1 UNSUPPORTED']);
});
