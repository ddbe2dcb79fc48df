import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Error as ErrorFrame, Limits, Parked, type Welcome, Welcome as WelcomeCodec } from '#protocol/customer.js';
import { OfferEnd } from '#protocol/staff.js';
import { Connection } from '../../client/connection.js';
import { SimEnvironment } from '../../client/sim-environment.js';
import { grantAll } from '../../client/sim-tokens.js';
import { Tokens } from '../../client/tokens.js';
import type { Route } from '../route.js';
import { deskOf, isOnHold } from '../state/chats.js';
import { reduce } from '../state/reducer.js';
import { answered, asked, chat, ME, offer } from '../state/samples.js';
import { type ConsoleState, initialState } from '../state/state.js';
import { Store } from '../store.js';
import { Desk } from './desk.js';

const nothing = new Uint8Array();
const limits = { ...Limits.decode(nothing), framesPerSecond: 1_000, framesBurst: 1_000 };

/** A console of agent 7 whose server is held by the test. */
class Desktop {
    readonly world = grantAll(new SimEnvironment());
    readonly store: Store<ConsoleState, Parameters<typeof reduce>[1]>;
    readonly desk: Desk;
    readonly ways: Route[] = [];

    constructor(state: ConsoleState = initialState) {
        this.store = new Store(state, reduce);
        this.desk = new Desk(this.store, this.world, { go: (route) => this.ways.push(route), say: () => undefined });
    }

    async signIn(welcome: Partial<Welcome> = {}): Promise<void> {
        this.store.dispatch({ type: 'signed-in', subject: ME, desks: this.store.get().desks });
        const tokens = new Tokens(this.world, '', { load: () => undefined, save: () => undefined }, { method: 'SignIn', body: nothing });
        const connection = new Connection(this.world, 'ws://test', tokens, 'test', {
            changed: () => undefined,
            welcomed: (value) => this.desk.received({ $case: 'welcome', value }),
            pushed: (body) => this.desk.received(body),
            resumePoints: () => this.desk.resumePoints(),
        });
        this.desk.use(connection);
        connection.connect();
        await this.world.pass(0);
        await this.greet(welcome);
    }

    async greet(welcome: Partial<Welcome> = {}): Promise<void> {
        const { socket } = this.world;
        socket.accept();
        const value = { ...WelcomeCodec.decode(nothing), subject: ME, limits, heartbeatMs: 5_000, tokenExpiresInMs: 900_000, ...welcome };
        socket.reply(socket.sent('hello')[0]?.id ?? 0, { $case: 'welcome', value });
        await this.world.pass(0);
    }

    async comeBack(welcome: Partial<Welcome> = {}): Promise<void> {
        this.world.socket.close(1006);
        await this.world.pass(1_500);
        await this.greet(welcome);
    }
}

test('a text without an answer goes again after the connection came back, under the same id', async () => {
    const desktop = await signedIn();
    const { desk, world, store } = desktop;
    desk.received({ $case: 'chatUpdate', value: { chat: chat('a') } });
    desk.sending.send('a', 'Hello', false);
    await world.pass(0);
    const [first] = world.socket.sent('send');
    await desktop.comeBack({ chats: [{ chat: chat('a'), outcome: 2, entries: [], more: false }] });
    const [second, ...more] = world.socket.sent('send');
    assert.equal(second?.value.messageId, first?.value.messageId);
    assert.deepEqual(more, [], 'once');
    desk.received({ $case: 'entryPush', value: { chat: 'a', entry: answered(1, { messageId: first?.value.messageId ?? '' }) } });
    assert.deepEqual(deskOf(store.get(), 'a').outbox, []);
});

test('what an earlier page left unsent is sent once its chat is known', async () => {
    const unsent = { id: 'message-of-then', text: 'Hello', note: true, refused: undefined };
    const kept = { ...deskOf(initialState, 'a'), outbox: [unsent] };
    const desktop = new Desktop({ ...initialState, desks: new Map([['a', kept], ['b', kept]]) });
    await desktop.signIn({ chats: [{ chat: chat('a'), outcome: 2, entries: [], more: false }] });
    const sent = desktop.world.socket.sent('send').map(({ value }) => [value.chat, value.messageId, value.audience]);
    assert.deepEqual(sent, [['a', 'message-of-then', 1]], 'and nothing into a chat that is not ours');
});

test('what was left unsent in a chat that is over says so, instead of waiting for ever', async () => {
    const desktop = await signedIn();
    const { desk, world, store } = desktop;
    desk.received({ $case: 'chatUpdate', value: { chat: chat('a') } });
    store.dispatch({ type: 'written', chat: 'a', id: 'message-1', text: 'Hello', note: false });
    await desktop.comeBack({ chats: [{ chat: chat('a', { phase: 4 }), outcome: 2, entries: [], more: false }] });
    assert.match(deskOf(store.get(), 'a').outbox[0]?.refused ?? '', /was over/);
    assert.deepEqual(world.socket.sent('send'), []);
});

test('a refusal stands beside the text, and trying again keeps the id', async () => {
    const { desk, world, store } = await signedIn();
    desk.received({ $case: 'chatUpdate', value: { chat: chat('a') } });
    desk.sending.send('a', 'Hello', false);
    await world.pass(0);
    const [sent] = world.socket.sent('send');
    const value = { ...ErrorFrame.decode(nothing), code: 204, name: 'CHAT_CLOSED', message: 'The chat is closed.' };
    world.socket.reply(sent?.id ?? 0, { $case: 'error', value });
    await world.pass(0);
    const [unsent] = deskOf(store.get(), 'a').outbox;
    assert.equal(unsent?.refused, 'The chat is closed.');
    desk.sending.again('a', unsent);
    await world.pass(0);
    assert.equal(world.socket.sent('send')[1]?.value.messageId, sent?.value.messageId);
});

test('a gap is fetched from where it begins, page by page, and without progress not again', async () => {
    const { desk, world, store } = await signedIn();
    desk.received({ $case: 'chatReply', value: { chat: chat('a'), entries: [asked(1)], more: false } });
    desk.received({ $case: 'entryPush', value: { chat: 'a', entry: asked(5) } });
    await world.pass(0);
    const [first] = world.socket.sent('getEntries');
    assert.deepEqual([first?.value.chat, first?.value.afterSequence], ['a', 1]);
    world.socket.reply(first?.id ?? 0, { $case: 'entries', value: { chat: 'a', entries: [asked(2), asked(3)], more: true } });
    await world.pass(0);
    const [, second] = world.socket.sent('getEntries');
    assert.equal(second?.value.afterSequence, 3);
    world.socket.reply(second?.id ?? 0, { $case: 'entries', value: { chat: 'a', entries: [], more: false } });
    await world.pass(0);
    assert.equal(world.socket.sent('getEntries').length, 2);
    assert.equal(store.get().book.get('a')?.entries.length, 4);
});

test('what was said in an offer is read while it is open, and no longer', async () => {
    const { desk, world, store } = await signedIn();
    desk.received({ $case: 'offer', value: offer('1', 'a') });
    await world.pass(0);
    const [look] = world.socket.sent('getEntries');
    world.socket.reply(look?.id ?? 0, { $case: 'entries', value: { chat: 'a', entries: [asked(1)], more: false } });
    await world.pass(0);
    assert.equal(store.get().offers[0]?.entries?.length, 1);
    await world.pass(250);
    assert.equal(world.socket.sent('getEntries').length, 2, 'the first words often come just after the offer');
    desk.received({ $case: 'offerEnded', value: { offer: '1', end: OfferEnd.TIMED_OUT } });
    await world.pass(10_000);
    assert.equal(world.socket.sent('getEntries').length, 2);
});

test('an accepted offer leads to its chat; one that is gone is told of', async () => {
    const desktop = await signedIn();
    const { desk, world, store } = desktop;
    desk.received({ $case: 'offer', value: offer('1', 'a') });
    desk.received({ $case: 'offer', value: offer('2', 'b') });
    void desk.accept('1');
    void desk.accept('2');
    await world.pass(0);
    const [first, second] = world.socket.sent('acceptOffer');
    world.socket.reply(first?.id ?? 0, { $case: 'chatReply', value: { chat: chat('a'), entries: [asked(1)], more: false } });
    const value = { ...ErrorFrame.decode(nothing), code: 207, name: 'OFFER_GONE', message: 'The offer is gone.' };
    world.socket.reply(second?.id ?? 0, { $case: 'error', value });
    await world.pass(0);
    assert.deepEqual(store.get().offers, []);
    assert.deepEqual(desktop.ways, [{ page: 'chats', chat: 'a' }]);
    assert.deepEqual(store.get().toasts.map(({ text }) => text), ['Too late: the offer had ended.']);
});

test('a refused presence goes back to what it was', async () => {
    const { desk, world, store } = await signedIn();
    desk.received({ $case: 'agentState', value: { agent: ME, name: 'Anna', presence: 3, load: 0, capacity: 3, nextPresence: 0, wrapUps: [], mayTakeOver: false } });
    void desk.setPresence(1);
    assert.equal(store.get().me?.presence, 1);
    await world.pass(0);
    const value = { ...ErrorFrame.decode(nothing), code: 104, name: 'FORBIDDEN', message: 'No.' };
    world.socket.reply(world.socket.sent('setPresence')[0]?.id ?? 0, { $case: 'error', value });
    await world.pass(0);
    assert.equal(store.get().me?.presence, 3);
});

test('a chat that was taken leads there; one that somebody else has is refused to the caller', async () => {
    const desktop = await signedIn();
    const { desk, world, store } = desktop;
    const taken = desk.take('a');
    const missed = desk.take('b', '7');
    await world.pass(0);
    const [first, second] = world.socket.sent('takeChat');
    assert.deepEqual([first?.value, second?.value], [
        { chat: 'a', owner: '' },
        { chat: 'b', owner: '7' },
    ]);
    world.socket.reply(first?.id ?? 0, { $case: 'chatReply', value: { chat: chat('a'), entries: [asked(1)], more: false } });
    const value = { ...ErrorFrame.decode(nothing), code: 222, name: 'NOT_WAITING', message: 'No.' };
    world.socket.reply(second?.id ?? 0, { $case: 'error', value });
    await taken;
    await assert.rejects(missed, { code: 'NOT_WAITING' });
    assert.equal(store.get().book.get('a')?.entries.length, 1);
    assert.deepEqual(desktop.ways, [{ page: 'chats', chat: 'a' }]);
});

test('the chat that is shown is in focus at once, before the browser tells of the address; from another page it is not', () => {
    const desktop = new Desktop({ ...initialState, route: { page: 'chats', chat: '3' } });
    desktop.desk.show('9');
    assert.deepEqual(desktop.store.get().route, { page: 'chats', chat: '9' });
    assert.deepEqual(desktop.ways, [{ page: 'chats', chat: '9' }]);

    const elsewhere = new Desktop({ ...initialState, route: { page: 'waiting', queue: undefined } });
    elsewhere.desk.show('9');
    assert.deepEqual(elsewhere.store.get().route, { page: 'waiting', queue: undefined });
    assert.deepEqual(elsewhere.ways, [{ page: 'chats', chat: '9' }]);
});

test('a hold names the assignment; without room to take it back that is said', async () => {
    const { desk, world, store } = await signedIn();
    desk.received({ $case: 'chatUpdate', value: { chat: chat('a', { assignment: 4, parked: Parked.ON_HOLD }) } });
    assert.equal(isOnHold(store.get(), 'a'), true);
    void desk.hold('a', false);
    await world.pass(0);
    const [asking] = world.socket.sent('holdChat');
    assert.deepEqual(asking?.value, { chat: 'a', assignment: 4, hold: false });
    const value = { ...ErrorFrame.decode(nothing), code: 223, name: 'AGENT_FULL', message: 'No.' };
    world.socket.reply(asking?.id ?? 0, { $case: 'error', value });
    await world.pass(0);
    assert.deepEqual(store.get().toasts.map(({ text }) => text), [
        'The chat could not be taken back. You have no room for it: close another chat, or put one on hold.',
    ]);
});

test('work after a chat: done, longer, and over already', async () => {
    const { desk, world, store } = await signedIn();
    const me = { agent: ME, name: 'Anna', presence: 1, load: 1, capacity: 3, nextPresence: 0, wrapUps: [{ chat: 'a', remainingMs: 9_000, units: 1 }], mayTakeOver: false };
    desk.received({ $case: 'agentState', value: me });
    void desk.wrapUp('a', 'extend');
    await world.pass(0);
    const extended = { ...me, wrapUps: [{ chat: 'a', remainingMs: 60_000, units: 1 }] };
    world.socket.reply(world.socket.sent('extendWrapUp')[0]?.id ?? 0, { $case: 'agentState', value: extended });
    await world.pass(0);
    assert.deepEqual(store.get().me, extended);
    void desk.wrapUp('a', 'end');
    await world.pass(0);
    const value = { ...ErrorFrame.decode(nothing), code: 206, name: 'UNKNOWN_CHAT', message: 'No.' };
    world.socket.reply(world.socket.sent('endWrapUp')[0]?.id ?? 0, { $case: 'error', value });
    await world.pass(0);
    assert.deepEqual(store.get().toasts.map(({ text }) => text), ['That work was over already.']);
});

test('a status chosen during the work after a chat waits for its end; refused, the one chosen before stays', async () => {
    const { desk, world, store } = await signedIn();
    const wrapUps = [{ chat: 'a', remainingMs: 9_000, units: 0 }];
    desk.received({ $case: 'agentState', value: { agent: ME, name: 'Anna', presence: 1, load: 0, capacity: 3, nextPresence: 2, wrapUps, mayTakeOver: false } });
    void desk.setPresence(3);
    assert.deepEqual([store.get().me?.presence, store.get().me?.nextPresence], [1, 3]);
    await world.pass(0);
    const value = { ...ErrorFrame.decode(nothing), code: 104, name: 'FORBIDDEN', message: 'No.' };
    world.socket.reply(world.socket.sent('setPresence')[0]?.id ?? 0, { $case: 'error', value });
    await world.pass(0);
    assert.deepEqual([store.get().me?.presence, store.get().me?.nextPresence], [1, 2]);
    void desk.setPresence(1);
    assert.equal(store.get().me?.nextPresence, 0, 'staying as one is');
});

test('resume points name own open chats, those in view first', async () => {
    const { desk, store } = await signedIn();
    for (const id of ['a', 'b']) {
        desk.received({ $case: 'chatReply', value: { chat: chat(id), entries: [asked(1), asked(2)], more: false } });
    }
    desk.received({ $case: 'chatUpdate', value: { chat: chat('c', { phase: 4 }) } });
    store.dispatch({ type: 'routed', route: { page: 'chats', chat: 'b' } });
    assert.deepEqual(desk.resumePoints(), [{ chat: 'b', lastSequence: 2, lastTimeMs: 2000 }, { chat: 'a', lastSequence: 2, lastTimeMs: 2000 }]);
});

async function signedIn(): Promise<Desktop> {
    const desktop = new Desktop();
    await desktop.signIn();
    return desktop;
}
