import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answering, SimClient } from './sim-client.js';
import { someWelcome } from './sim-environment.js';
import { granted, refused } from './sim-tokens.js';

const place = { $case: 'placeUpdate', value: { chat: 'c', place: 1, waiting: 1 } } as const;

test('gets a token, greets, and is connected at the welcome; nothing is sent before', async () => {
    const client = new SimClient();
    client.send('c', '1');
    const socket = await client.greeting();
    const [hello] = socket.sent('hello');
    assert.equal(hello?.value.token, 'access-1');
    assert.equal(hello?.value.session, '');
    assert.equal(client.state.phase, 'connecting');
    await client.pass(1_000);
    assert.equal(socket.received.length, 1);
    socket.welcome();
    assert.equal(client.state.phase, 'connected');
    assert.equal(client.welcomes, 1);
    assert.equal(socket.sent('send').length, 1);
});

test('comes back with its session and the resume points of that moment, at most 50', async () => {
    const client = new SimClient();
    const socket = await client.connected();
    client.resume = Array.from({ length: 60 }, (_, i) => ({ chat: `c${i}`, lastSequence: i, lastTimeMs: 0 }));
    socket.close(1006);
    assert.equal(client.state.phase, 'reconnecting');
    assert.ok((client.state.retryInMs ?? 0) >= 250 && (client.state.retryInMs ?? 0) <= 1_000);
    const [hello] = (await client.nextGreeting()).sent('hello');
    assert.equal(hello?.value.session, 'session-1');
    assert.equal(hello?.value.resume.length, 50);
    assert.equal(client.state.phase, 'reconnecting');
    client.socket.welcome({ session: 'session-2' });
    assert.equal(client.state.phase, 'connected');
    client.socket.close(1006);
    assert.equal((await client.nextGreeting()).sent('hello')[0]?.value.session, 'session-2');
});

test('after a go-away it waits as long as the server said, up to the same again', async () => {
    const client = new SimClient();
    const socket = await client.connected();
    socket.push({ $case: 'goAway', value: { reconnectInMs: 7_000, reason: 'drain' } });
    socket.close(4000);
    const wait = client.state.retryInMs ?? 0;
    assert.ok(wait >= 7_000 && wait <= 14_000);
    assert.equal(client.state.notReady, true);
    await client.pass(6_999);
    assert.equal(client.environment.sockets.length, 1);
    client.socket.close(1006);
    (await client.nextGreeting()).welcome();
    client.socket.close(1006);
    assert.ok((client.state.retryInMs ?? 0) <= 5_000, 'it counts once');
});

test('close codes: come back, come back with a new token, stay away', async () => {
    for (const code of [1001, 1005, 1006, 1011, 1012, 1013, 3000, 4000, 4001, 4002, 4003, 4004, 4005, 4099, 4300]) {
        const client = new SimClient();
        (await client.connected()).close(code);
        const socket = await client.nextGreeting();
        assert.equal(socket.sent('hello')[0]?.value.token, 'access-1', `after ${code}`);
    }
    for (const code of [4100, 4101, 4199]) {
        const client = new SimClient();
        (await client.connected()).close(code);
        const socket = await client.nextGreeting();
        assert.equal(socket.sent('hello')[0]?.value.token, 'access-2', `after ${code}`);
    }
    const away = [
        [1000, 'refused'],
        [1002, 'refused'],
        [1009, 'refused'],
        [4200, 'replaced'],
        [4201, 'revoked'],
        [4202, 'refused'],
        [4203, 'origin'],
        [4205, 'too-many'],
        [4299, 'refused'],
    ] as const;
    for (const [code, because] of away) {
        const client = new SimClient();
        const socket = await client.connected();
        client.send('c', '1');
        socket.close(code);
        await client.pass(600_000);
        assert.deepEqual(client.state, { phase: 'closed', closedBecause: because }, `after ${code}`);
        assert.deepEqual(client.outcomes, ['1 CLOSED']);
        assert.equal(client.environment.sockets.length, 1);
        assert.equal(client.environment.timersPending, 0);
    }
});

test('a hello refused for its token is repeated with a new one', async () => {
    const client = new SimClient();
    const socket = await client.greeting();
    socket.refuse(socket.sent('hello')[0]?.id ?? 0, 'TOKEN_EXPIRED', true);
    socket.close(4100);
    assert.equal((await client.nextGreeting()).sent('hello')[0]?.value.token, 'access-2');
});

test('no token: final refusals end it, others are repeated', async () => {
    for (const [name, because] of [
        ['TOKEN_REVOKED', 'revoked'],
        ['ORIGIN_NOT_ALLOWED', 'origin'],
        ['SIGN_IN_FAILED', 'signed-out'],
    ] as const) {
        const client = new SimClient();
        client.environment.habits.post = (post) => post.answer(refused(403, name));
        client.connection.connect();
        await client.pass(60_000);
        assert.deepEqual(client.state, { phase: 'closed', closedBecause: because });
        assert.equal(client.environment.posts.length, 1);
    }
    const client = new SimClient();
    client.environment.habits.post = (post) => post.fail();
    client.connection.connect();
    await client.pass(60_000);
    assert.equal(client.state.phase, 'connecting');
    assert.ok(client.environment.posts.length > 10 && client.environment.posts.length < 60);
});

test('a socket that opens and says nothing is given up after 15 s, one that does not open too', async () => {
    for (const opens of [true, false]) {
        const client = new SimClient();
        client.connection.connect();
        await client.pass(0);
        if (opens) {
            client.socket.accept();
        }
        await client.pass(15_000);
        assert.equal(client.socket.closedWith, 1000);
        await client.nextGreeting();
        assert.equal(client.environment.sockets.length, 2);
    }
});

test('a dead connection is found by an unanswered request, by a heartbeat, and soonest by a nudge', async () => {
    const found = async (client: SimClient, ask: () => void): Promise<number> => {
        const from = client.environment.now();
        ask();
        while (client.state.phase === 'connected' && client.environment.now() - from < 120_000) {
            await client.pass(100);
        }
        assert.equal(client.socket.closedWith, 1000);
        return client.environment.now() - from;
    };
    const asking = new SimClient();
    await asking.connected();
    assert.equal(await found(asking, () => asking.send('c', '1')), 10_000);
    assert.deepEqual((await asking.nextGreeting()).sent('send'), []);
    asking.socket.welcome();
    assert.equal(asking.socket.sent('send').length, 1);

    const idle = new SimClient();
    await idle.connected();
    assert.equal(await found(idle, () => {}), 30_000);

    const nudged = new SimClient();
    await nudged.connected();
    assert.equal(await found(nudged, () => nudged.connection.nudge()), 4_000);
});

test('a slow answer is no dead connection while the server answers heartbeats', async () => {
    const client = new SimClient();
    answering(client.environment);
    const answer = client.environment.habits.frame;
    client.environment.habits.frame = (socket, frame) => frame.body?.$case !== 'send' && answer(socket, frame);
    const socket = await client.connected();
    client.send('c', '1', Infinity);
    await client.pass(25_000);
    assert.equal(client.state.phase, 'connected');
    assert.equal(client.environment.sockets.length, 1);
    assert.equal(socket.sent('send').length, 3, 'repeated with the same key, harmlessly');
    socket.reply(socket.sent('send').at(-1)?.id ?? 0, { $case: 'sent', value: { sequence: 1, timeMs: 0 } });
    await client.pass(0);
    assert.deepEqual(client.outcomes, ['1 done']);
});

test('a nudge ends the pause before the next attempt', async () => {
    const client = new SimClient();
    (await client.connected()).close(1006);
    client.connection.nudge();
    await client.pass(0);
    assert.equal(client.environment.sockets.length, 2);
    client.connection.nudge();
    await client.pass(0);
    assert.equal(client.environment.sockets.length, 2, 'one attempt at a time');
});

test('what comes late from an earlier attempt is ignored', async () => {
    const client = new SimClient();
    const first = await client.connected();
    client.send('c', '1');
    const id = first.sent('send')[0]?.id ?? 0;
    client.connection.nudge();
    await client.pass(4_000);
    const second = await client.nextGreeting();
    second.welcome();
    first.push(place);
    first.reply(id, { $case: 'sent', value: { sequence: 1, timeMs: 0 } });
    first.accept();
    first.close(4201);
    first.bytes(new Uint8Array([255]));
    await client.pass(0);
    assert.equal(client.state.phase, 'connected');
    assert.deepEqual(client.pushes, []);
    assert.deepEqual(client.outcomes, []);
    assert.equal(first.sent('hello').length, 1);
    assert.equal(second.sent('hello').length, 1);
});

test('a token that arrives after the end opens nothing', async () => {
    const client = new SimClient();
    client.environment.habits.post = () => {};
    client.connection.connect();
    await client.pass(0);
    client.connection.close();
    client.environment.lastPost.answer(granted(1));
    await client.pass(60_000);
    assert.deepEqual(client.state, { phase: 'closed', closedBecause: 'requested' });
    assert.equal(client.environment.sockets.length, 0);
});

test('pauses grow over short-lived connections and begin anew after one that lived 5 s', async () => {
    const client = new SimClient();
    client.environment.random = () => 0.999;
    answering(client.environment);
    const pauses: number[] = [];
    let socket = await client.connected();
    for (const life of [100, 100, 100, 4_999, 5_000, 100]) {
        await client.pass(life);
        socket.close(1006);
        pauses.push(Math.round((client.state.retryInMs ?? 0) / 1_000));
        socket = await client.nextGreeting();
        socket.welcome();
    }
    assert.deepEqual(pauses, [1, 2, 4, 5, 1, 2]);
});

test('bytes that are no frame end the connection, a body of a newer server does not', async () => {
    const client = new SimClient();
    const socket = await client.connected();
    socket.reply(0, undefined);
    assert.equal(client.state.phase, 'connected');
    socket.bytes(new Uint8Array([0x0a, 0xff]));
    assert.equal(client.state.phase, 'reconnecting');
});

test('pushes ahead of the welcome are not given on, heartbeats and errors never', async () => {
    const client = new SimClient();
    const socket = await client.greeting();
    socket.push(place);
    socket.reply(99, { $case: 'welcome', value: someWelcome });
    assert.equal(client.welcomes, 0);
    socket.welcome();
    socket.push({ $case: 'heartbeat', value: {} });
    socket.refuse(0, 'RATE_LIMITED');
    socket.push(place);
    assert.deepEqual(client.pushes, [place]);
});

test('gives a living connection a new token in good time, again and again', async () => {
    const client = new SimClient();
    answering(client.environment);
    const socket = await client.greeting();
    socket.welcome({ tokenExpiresInMs: 60_000 });
    await client.pass(60_000);
    assert.deepEqual(socket.sent('authenticate').map(({ value }) => value.token), ['access-2']);
    await client.pass(600_000);
    assert.equal(socket.sent('authenticate').length, 1, 'the new token lives 15 minutes');
    await client.pass(260_000);
    assert.equal(socket.sent('authenticate').length, 2);
    assert.equal(client.environment.sockets.length, 1);
});

test('a renewal that fails is repeated, and then the server decides', async () => {
    const client = new SimClient();
    answering(client.environment);
    const socket = await client.greeting();
    socket.welcome({ tokenExpiresInMs: 100_000 });
    const grant = client.environment.habits.post;
    client.environment.habits.post = (post) => post.fail();
    await client.pass(100_000);
    assert.equal(socket.sent('authenticate').length, 0);
    client.environment.habits.post = grant;
    await client.pass(10_000);
    assert.equal(socket.sent('authenticate').length, 1);
});

test('closing says goodbye, fails what waits and takes nothing more', async () => {
    const client = new SimClient();
    const socket = await client.connected();
    client.send('c', '1');
    client.connection.close();
    client.connection.close();
    client.send('c', '2');
    await client.pass(60_000);
    assert.equal(socket.closedWith, 1000);
    assert.deepEqual(client.outcomes.sort(), ['1 CLOSED', '2 CLOSED']);
    assert.equal(client.states.filter(({ phase }) => phase === 'closed').length, 1);
    assert.equal(client.environment.timersPending, 0);
});

test('casts go only when connected, and within the pace', async () => {
    const client = new SimClient();
    const typing = { $case: 'typing', value: { chat: 'c', typing: true, author: undefined } } as const;
    client.connection.cast(typing);
    const socket = await client.greeting();
    client.connection.cast(typing);
    assert.equal(socket.sent('typing').length, 0);
    socket.welcome();
    for (let i = 0; i < 100; i++) {
        client.connection.cast(typing);
    }
    assert.equal(socket.sent('typing').length, 36);
});
