import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ChatPhase, CloseReason, EntryKind, ResumeOutcome, type Welcome } from '#protocol/customer.js';
import type { ServerBody } from '../client/codec.js';
import { SimEnvironment } from '../client/sim-environment.js';
import { grantAll } from '../client/sim-tokens.js';
import { Controller } from './controller.js';
import { Kept, NEW_CHAT } from './kept.js';
import { chat, customer, entry, memoryArea, snapshot, welcome } from './samples.js';
import { UNSENT_MAX } from './outgoing.js';
import { currentChat, isStale, screenOf, unreadCount } from './selectors.js';

const target = { server: 'https://chat.example.com', site: 'shop' };
const waiting: ServerBody = { $case: 'chatReply', value: { chat: chat(), entries: [], more: false } };
const refusal = (name: string, details = {}): ServerBody => ({
    $case: 'error',
    value: { code: 200, name, message: '', retryable: false, details },
});

/** One page of a browser whose storage is the map. */
async function page(storage = new Map<string, string>(), greeting: Partial<Welcome> = {}, world = grantAll(new SimEnvironment()), tab = new Map<string, string>()) {
    const kept = new Kept(memoryArea(storage), memoryArea(tab), world.wallTime);
    const controller = new Controller(world, target, kept, () => {});
    const greet = async (changes: Partial<Welcome> = greeting): Promise<void> => {
        await world.pass(0);
        world.socket.accept();
        const hello = world.socket.sent('hello')[0];
        world.socket.reply(hello?.id ?? 0, { $case: 'welcome', value: welcome(changes) });
        await world.pass(0);
    };
    controller.connect();
    await greet();
    return { world, kept, controller, storage, greet, tab };
}

const inChat = { chats: [snapshot(chat({ phase: ChatPhase.ACTIVE }), [entry(1)])] };

test('the first message is kept until it is stored, over a lost connection and a reload, with the same keys', async () => {
    const first = await page();
    first.kept.setDraft(NEW_CHAT, 'Hello');
    first.controller.start('sales', 'Hello');
    await first.world.pass(0);
    const [asked] = first.world.socket.sent('startChat');
    assert.ok(asked);
    assert.equal(screenOf(first.controller.state), 'starting');

    const second = await page(first.storage);
    const [again] = second.world.socket.sent('startChat');
    assert.equal(again?.value.key, asked.value.key);
    assert.equal(again?.value.queue, 'sales');
    second.world.socket.reply(again?.id ?? 0, waiting);
    await second.world.pass(0);
    const [sent] = second.world.socket.sent('send');
    assert.equal(sent?.value.text, 'Hello');
    assert.equal(second.kept.starting(), undefined);
    assert.equal(second.kept.draft(NEW_CHAT), '');

    const third = await page(first.storage, { chats: [snapshot(chat(), [])] });
    const [repeated] = third.world.socket.sent('send');
    assert.equal(repeated?.value.messageId, sent?.value.messageId);
    third.world.socket.reply(repeated?.id ?? 0, { $case: 'sent', value: { sequence: 1, timeMs: 5 } });
    await third.world.pass(0);
    assert.deepEqual(third.kept.unsent(), []);
});

test('a start that is too old becomes a draft', async () => {
    const first = await page();
    first.controller.start('sales', 'Hello');
    const world = grantAll(new SimEnvironment());
    world.clockErrorMs = 11 * 60_000;
    const second = await page(first.storage, {}, world);
    assert.equal(second.world.socket.sent('startChat').length, 0);
    assert.equal(second.kept.draft(NEW_CHAT), 'Hello');
});

test('a refused start leaves the text where it was typed', async () => {
    const { world, kept, controller } = await page();
    kept.setDraft(NEW_CHAT, 'Hello');
    controller.start('sales', 'Hello');
    await world.pass(0);
    world.socket.reply(world.socket.sent('startChat')[0]?.id ?? 0, refusal('QUEUE_FULL'));
    await world.pass(0);
    assert.equal(screenOf(controller.state), 'start');
    assert.equal(controller.state.startRefused, 'QUEUE_FULL');
    assert.equal(kept.draft(NEW_CHAT), 'Hello');
    assert.equal(kept.starting(), undefined);
});

test('where the chat is open already, the message goes there', async () => {
    const { world, controller } = await page();
    controller.start('sales', 'Hello');
    await world.pass(0);
    world.socket.reply(world.socket.sent('startChat')[0]?.id ?? 0, refusal('CHAT_ALREADY_OPEN', { chat: 'r0-9' }));
    await world.pass(0);
    assert.equal(controller.state.current, 'r0-9');
    assert.equal(world.socket.sent('send')[0]?.value.chat, 'r0-9');
    assert.equal(world.socket.sent('getEntries')[0]?.value.chat, 'r0-9');
});

test('what was sent without a connection is sent after a reload, in order and with the same ids', async () => {
    const { world, controller, storage } = await page(undefined, inChat);
    world.socket.close(1006);
    assert.equal(controller.send('one'), true);
    assert.equal(controller.send('two'), true);
    const ids = controller.state.unsent.map((message) => message.id);
    const second = await page(storage, inChat);
    assert.deepEqual(second.world.socket.sent('send').map((sent) => sent.value.messageId), ids.slice(0, 1), 'one at a time');
    second.world.socket.reply(second.world.socket.sent('send')[0]?.id ?? 0, { $case: 'sent', value: { sequence: 2, timeMs: 5 } });
    await second.world.pass(0);
    assert.deepEqual(second.world.socket.sent('send').map((sent) => sent.value.messageId), ids);
});

test('a message without an answer is called slow, then sent again with the same id after the reconnect', async () => {
    const { world, controller, greet } = await page(undefined, inChat);
    controller.send('one');
    await world.pass(0);
    const id = world.socket.sent('send')[0]?.value.messageId;
    await world.pass(9_000);
    assert.equal(controller.state.unsent[0]?.state, 'slow');
    world.socket.close(1006);
    await world.pass(1_000);
    await greet(inChat);
    assert.equal(world.socket.sent('send')[0]?.value.messageId, id);
    world.socket.reply(world.socket.sent('send')[0]?.id ?? 0, { $case: 'sent', value: { sequence: 2, timeMs: 5 } });
    world.socket.push({ $case: 'entryPush', value: { chat: 'r0-1', entry: entry(2, { author: customer, messageId: id ?? '' }) } });
    await world.pass(0);
    assert.deepEqual(controller.state.unsent, []);
});

test('what had arrived although its answer was lost is not sent again after a reload, nor shown twice', async () => {
    const { controller, storage } = await page(undefined, inChat);
    controller.send('one');
    const [sent] = controller.state.unsent;
    const entries = [entry(1), entry(2, { author: customer, messageId: sent?.id ?? '' })];
    const second = await page(storage, { chats: [snapshot(chat({ phase: ChatPhase.ACTIVE }), entries)] });
    assert.deepEqual(second.controller.state.unsent, []);
    assert.deepEqual(second.kept.unsent(), []);
    assert.deepEqual(second.world.socket.sent('send'), []);
});

test('a reload shows the chat of this tab at once, called old until the server has spoken', async () => {
    const first = await page(undefined, inChat);
    first.world.socket.push({ $case: 'entryPush', value: { chat: 'r0-1', entry: entry(2, { text: 'Grüße \u{1f44b}' }) } });
    first.controller.keep();

    const world = grantAll(new SimEnvironment());
    const kept = new Kept(memoryArea(first.storage), memoryArea(first.tab), world.wallTime);
    const controller = new Controller(world, target, kept, () => {});
    assert.equal(screenOf(controller.state), 'chat');
    assert.ok(isStale(controller.state));
    assert.deepEqual(currentChat(controller.state)?.entries.map(({ text }) => text), ['line 1', 'Grüße \u{1f44b}']);
    assert.equal(controller.send('Still there?'), true);

    controller.connect();
    await world.pass(0);
    world.socket.accept();
    const [hello] = world.socket.sent('hello');
    assert.deepEqual(hello?.value.resume, [{ chat: 'r0-1', lastSequence: 2, lastTimeMs: entry(2).timeMs }], 'only what follows is asked for');
    const news = snapshot(chat({ phase: ChatPhase.ACTIVE }), [entry(3)], { outcome: ResumeOutcome.RECOVERED });
    world.socket.reply(hello?.id ?? 0, { $case: 'welcome', value: welcome({ chats: [news] }) });
    await world.pass(0);
    assert.ok(!isStale(controller.state));
    assert.equal(currentChat(controller.state)?.entries.length, 3);
    assert.equal(unreadCount(controller.state), 3);
    assert.equal(world.socket.sent('send')[0]?.value.text, 'Still there?');
});

test('of a long chat the end is kept, and the server is asked for all of it', async () => {
    const entries = Array.from({ length: 250 }, (_, i) => entry(i + 1));
    const first = await page(undefined, { chats: [snapshot(chat({ phase: ChatPhase.ACTIVE }), entries)] });
    first.controller.keep();
    const second = await page(first.storage, { chats: [snapshot(chat({ phase: ChatPhase.ACTIVE }), entries)] }, grantAll(new SimEnvironment()), first.tab);
    assert.equal(second.world.socket.sent('hello')[0]?.value.resume[0]?.lastSequence, 0);
    assert.equal(first.kept.transcript('r0-1')?.entries[0]?.sequence, 51);
    assert.equal(currentChat(second.controller.state)?.entries.length, 250);
});

test('another tab, another chat, or one that was left: nothing old is shown', async () => {
    const first = await page(undefined, inChat);
    first.controller.keep();
    assert.equal(first.kept.transcript('r0-2'), undefined);
    first.tab.set('transcript', 'no such bytes');
    assert.equal(first.kept.transcript('r0-1'), undefined);
    first.controller.keep();
    const world = grantAll(new SimEnvironment());
    const other = new Controller(world, target, new Kept(memoryArea(first.storage), memoryArea(new Map()), world.wallTime), () => {});
    assert.equal(screenOf(other.state), 'connecting');

    const second = await page(first.storage, { chats: [snapshot(chat({ phase: ChatPhase.CLOSED }), [entry(1)])] }, undefined, first.tab);
    second.controller.leave();
    second.controller.keep();
    assert.equal(first.tab.has('transcript'), false);
});

test('a refused message can be tried again, and taken back into the draft', async () => {
    const { world, kept, controller } = await page(undefined, inChat);
    controller.send('one');
    await world.pass(0);
    world.socket.reply(world.socket.sent('send')[0]?.id ?? 0, refusal('TEXT_TOO_LONG'));
    await world.pass(0);
    const [failed] = controller.state.unsent;
    assert.ok(failed?.state === 'failed' && failed.code === 'TEXT_TOO_LONG');
    controller.outgoing.again(failed);
    await world.pass(0);
    const [, again] = world.socket.sent('send');
    assert.equal(again?.value.messageId, failed.id);
    world.socket.reply(again?.id ?? 0, refusal('TEXT_TOO_LONG'));
    await world.pass(0);
    kept.setDraft('r0-1', 'half a');
    controller.outgoing.takeBack(failed);
    assert.equal(kept.draft('r0-1'), 'half a\n\none');
    assert.deepEqual(kept.unsent(), []);
});

test('text for a chat that is gone waits in the start form', async () => {
    const { world, controller, storage } = await page(undefined, inChat);
    world.socket.close(1006);
    controller.send('one');
    const second = await page(storage);
    assert.equal(screenOf(second.controller.state), 'start');
    assert.equal(second.kept.draft(NEW_CHAT), 'one');
    assert.deepEqual(second.kept.unsent(), []);
});

test('what waits to be sent is bounded', async () => {
    const { world, controller } = await page(undefined, inChat);
    world.socket.close(1006);
    for (let i = 0; i < UNSENT_MAX; i++) {
        assert.equal(controller.send(`text ${i}`), true);
    }
    assert.equal(controller.send('one more'), false);
});

test('missing entries are fetched until nothing is missing, and not for ever', async () => {
    const { world, controller } = await page(undefined, { chats: [snapshot(chat(), [entry(1)], { more: true })] });
    const [first] = world.socket.sent('getEntries');
    assert.equal(first?.value.afterSequence, 1);
    world.socket.reply(first?.id ?? 0, { $case: 'entries', value: { chat: 'r0-1', entries: [entry(2)], more: true } });
    await world.pass(0);
    const [, second] = world.socket.sent('getEntries');
    assert.equal(second?.value.afterSequence, 2);
    world.socket.reply(second?.id ?? 0, { $case: 'entries', value: { chat: 'r0-1', entries: [], more: true } });
    await world.pass(0);
    assert.equal(world.socket.sent('getEntries').length, 2);
    assert.equal(currentChat(controller.state)?.entries.length, 2);
});

test('typing is told at most every three seconds, and its end once', async () => {
    const { world, controller } = await page(undefined, inChat);
    for (let i = 0; i < 10; i++) {
        controller.typed();
        await world.pass(500);
    }
    assert.deepEqual(world.socket.sent('typing').map((sent) => sent.value.typing), [true, true]);
    await world.pass(5_000);
    assert.deepEqual(world.socket.sent('typing').map((sent) => sent.value.typing), [true, true, false]);
});

test('frames and entries that nobody knows yet break nothing', async () => {
    const { world, controller } = await page(undefined, inChat);
    world.socket.bytes(new Uint8Array([0xc2, 0x3e, 0x00])); // a body of number 1000
    world.socket.push({ $case: 'entryPush', value: { chat: 'r0-1', entry: entry(2, { kind: 42 as never }) } });
    world.socket.push({ $case: 'chatUpdate', value: { chat: chat({ phase: 9 as ChatPhase }) } });
    await world.pass(0);
    assert.equal(currentChat(controller.state)?.entries.length, 2);
    assert.equal(controller.state.connection.phase, 'connected');
});

test('who was revoked begins as somebody else when he wants to', async () => {
    const { world, controller, kept, greet } = await page();
    assert.equal(kept.load()?.subject, 'customer:17');
    world.socket.close(4201);
    assert.equal(screenOf(controller.state), 'refused');
    grantAll(world, 'customer:2');
    controller.reconnect();
    await greet({});
    assert.equal(kept.load()?.subject, 'customer:2');
    assert.equal(screenOf(controller.state), 'start');
});

test('a chat that is left gives its draft to the next one', async () => {
    const ended = { chats: [snapshot(chat({ phase: ChatPhase.CLOSED }), [entry(1)])] };
    const { controller, kept } = await page(new Map([['chat', 'r0-1']]), ended);
    assert.equal(screenOf(controller.state), 'chat');
    kept.setDraft('r0-1', 'and another thing');
    controller.leave();
    assert.equal(screenOf(controller.state), 'start');
    assert.equal(kept.draft(NEW_CHAT), 'and another thing');
    assert.equal(kept.current, undefined);
});

test('a chat that waited too long gives all that was written to the next one: nobody has read it', async () => {
    const said = [entry(1, { author: customer, text: 'Hello' }), entry(2, { kind: EntryKind.SYSTEM, author: undefined, text: '' })];
    const closed = chat({ phase: ChatPhase.CLOSED, closeReason: CloseReason.WAITED_TOO_LONG });
    const ended = { chats: [snapshot(closed, [...said, entry(3, { author: customer, text: 'Anybody?' })])] };
    const { controller, kept } = await page(new Map([['chat', 'r0-1']]), ended);
    kept.setDraft('r0-1', 'I was about to');
    controller.leave();
    assert.equal(screenOf(controller.state), 'start');
    assert.equal(kept.draft(NEW_CHAT), 'Hello\n\nAnybody?\n\nI was about to');
});

test('a start refused because of opening hours, or because nobody could have the chat, keeps the text and the reason', async () => {
    for (const code of ['QUEUE_CLOSED', 'CONTRADICTORY_REQUIREMENTS']) {
        const { world, kept, controller } = await page();
        kept.setDraft(NEW_CHAT, 'Hello');
        controller.start('sales', 'Hello');
        await world.pass(0);
        world.socket.reply(world.socket.sent('startChat')[0]?.id ?? 0, refusal(code));
        await world.pass(5_000);
        assert.equal(world.socket.sent('startChat').length, 1, 'it is not repeated by itself');
        assert.equal(controller.state.startRefused, code);
        assert.equal(kept.draft(NEW_CHAT), 'Hello');
    }
});
