import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ChatPhase, CloseReason, EntryKind } from '#protocol/customer.js';
import type { ServerBody } from '../client/codec.js';
import { golden, goldenNames } from '../client/golden.js';
import { anna, chat, customer, entry, snapshot, welcome } from './samples.js';
import { currentChat, isClosed, isOnline, presenceOf, screenOf, unreadCount } from './selectors.js';
import { initialState, reduce, type State, type Unsent, type WidgetEvent } from './state.js';

const frame = (body: ServerBody, now = 0): WidgetEvent => ({ type: 'frame', body, now });
const greet = (changes = {}): WidgetEvent => frame({ $case: 'welcome', value: welcome(changes) });
const update = (changes = {}): WidgetEvent => frame({ $case: 'chatUpdate', value: { chat: chat(changes) } });
const push = (sequence: number, changes = {}): WidgetEvent =>
    frame({ $case: 'entryPush', value: { chat: 'r0-1', entry: entry(sequence, changes) } });
const unsent = (id: string, order = 1): Unsent => ({ chat: 'r0-1', id, text: `text ${id}`, order, state: 'sending' });
const after = (...events: WidgetEvent[]): State => events.reduce(reduce, initialState);

test('every golden frame of the server can be applied, in any order', () => {
    const all = goldenNames.map((name) => frame(golden(name)));
    assert.ok(all.length > 15);
    const forward = after(...all);
    const backward = after(...all.reverse());
    assert.equal(forward.welcomed, true);
    assert.equal(backward.welcomed, true);
});

test('golden queue states: a change is taken over, its title kept where the push has none', () => {
    const status = golden('server-queue_status');
    assert.ok(status.$case === 'queueStatus');
    const { queue, online } = status.value;
    const state = after(greet({ queues: [{ queue, online: !online, title: 'Billing', removed: false, closed: false, opensAtMs: 0 }] }), frame(status));
    assert.equal(isOnline(state, queue), online);
    assert.equal(state.queues.find((one) => one.queue === queue)?.title, status.value.title || 'Billing');
});

test('a queue that gets another title or name, and one that is no more', () => {
    const status = (changes: object): WidgetEvent =>
        frame({ $case: 'queueStatus', value: { queue: 'sales', online: true, title: 'Buying', removed: false, closed: false, opensAtMs: 0, ...changes } });
    const titles = (state: State): string[] => state.queues.map(({ queue, title }) => `${queue} ${title}`);
    assert.deepEqual(titles(after(greet(), status({}))), ['sales Buying', 'billing Billing']);
    const renamed = after(greet(), status({ title: '', online: false, removed: true }), status({ queue: 'shop-sales' }));
    assert.deepEqual(titles(renamed), ['billing Billing', 'shop-sales Buying']);
});

test('a queue that closes: said of it, and of the whole when there is no other', () => {
    const closing = (queue: string): WidgetEvent =>
        frame({ $case: 'queueStatus', value: { queue, online: false, title: '', removed: false, closed: true, opensAtMs: 0 } });
    const one = after(greet(), closing('sales'));
    assert.deepEqual([isClosed(one, 'sales'), isClosed(one, 'billing'), isClosed(one, undefined)], [true, false, false]);
    assert.equal(isClosed(reduce(one, closing('billing')), undefined), true);
    assert.equal(isClosed(initialState, undefined), false, 'nothing is known yet');
    assert.deepEqual(one.queues.map(presenceOf), ['closed', 'away']);
});

test('the screens of a first visit', () => {
    assert.equal(screenOf(initialState), 'connecting');
    assert.equal(screenOf(after(greet())), 'start');
    const starting = { key: 'key-0001', messageId: 'message-1', queue: 'sales', text: 'Hello' };
    const started = after(greet(), { type: 'starting', starting });
    assert.equal(screenOf(started), 'starting');
    assert.equal(screenOf(reduce(started, { type: 'startRefused', code: 'QUEUE_FULL' })), 'start');
    const open = reduce(started, { type: 'started', chat: chat(), first: unsent('message-1') });
    assert.equal(screenOf(open), 'chat');
    assert.equal(open.starting, undefined);
    assert.equal(screenOf(after({ type: 'connection', state: { phase: 'closed', closedBecause: 'origin' } })), 'refused');
});

test('an own message is shown once: unsent until its entry is there, whoever of push and reply comes first', () => {
    const sent = after(greet(), update(), { type: 'unsent', message: unsent('message-1') });
    assert.equal(sent.unsent.length, 1);
    const pushed = reduce(sent, push(1, { author: customer, messageId: 'message-1' }));
    assert.equal(pushed.unsent.length, 0);
    assert.equal(currentChat(pushed)?.entries.length, 1);
    assert.equal(reduce(pushed, { type: 'sending', id: 'message-1', state: 'stored' }).unsent.length, 0);
    const replied = reduce(sent, { type: 'sending', id: 'message-1', state: 'stored' });
    assert.equal(replied.unsent[0]?.state, 'stored');
    assert.equal(reduce(replied, push(1, { author: customer, messageId: 'message-1' })).unsent.length, 0);
});

test('after a reconnect the message that had arrived is not shown as unsent', () => {
    const entries = [entry(1, { author: customer, messageId: 'message-1' })];
    const state = after(
        greet(),
        update(),
        { type: 'unsent', message: unsent('message-1') },
        { type: 'connection', state: { phase: 'reconnecting', retryInMs: 500 } },
        greet({ chats: [snapshot(chat(), entries)] }),
    );
    assert.equal(state.unsent.length, 0);
});

test('a chat goes through agents and ends; what was begun in between stays in view', () => {
    const active = after(greet(), update(), push(1), update({ phase: ChatPhase.ACTIVE, agent: anna, assignment: 1, place: 0 }));
    assert.equal(currentChat(active)?.chat.agent?.name, 'Anna');
    const back = reduce(active, update({ phase: ChatPhase.WAITING, place: 2, assignment: 1 }));
    assert.equal(currentChat(back)?.chat.place, 2);
    const placed = reduce(back, frame({ $case: 'placeUpdate', value: { chat: 'r0-1', place: 1, waiting: 4 } }));
    assert.equal(currentChat(placed)?.chat.place, 1);
    const ended = reduce(
        reduce(placed, { type: 'ending', ending: true }),
        update({ phase: ChatPhase.CLOSED, closeReason: CloseReason.AGENT_CLOSED }),
    );
    assert.equal(ended.ending, false);
    assert.equal(screenOf(ended), 'chat');
    assert.equal(currentChat(ended)?.entries.length, 1);
    const left = reduce(ended, { type: 'left' });
    assert.equal(screenOf(left), 'start');
});

test('a chat that another tab starts is shown here, also in place of one that has ended', () => {
    assert.equal(screenOf(after(greet(), update())), 'chat');
    const ended = after(greet(), update(), update({ phase: ChatPhase.CLOSED }));
    assert.equal(reduce(ended, update({ id: 'r0-2', startedAtMs: 5 })).current, 'r0-2');
    const open = after(greet(), update());
    assert.equal(reduce(open, update({ id: 'r0-2', startedAtMs: 5 })).current, 'r0-1', 'an open chat is not taken away');
});

test('a chat that the welcome does not name is over and gone', () => {
    const state = after(greet(), update(), greet());
    assert.equal(screenOf(state), 'start');
    assert.equal(state.book.size, 0);
});

test('a reload shows the chat that was shown', () => {
    const restored: WidgetEvent = { type: 'restored', current: 'r0-1', seen: 2, starting: undefined, unsent: [], transcript: undefined };
    const chats = [snapshot(chat(), [entry(1), entry(2), entry(3)]), snapshot(chat({ id: 'r0-2', startedAtMs: 9 }), [])];
    const state = after(restored, greet({ chats }));
    assert.equal(state.current, 'r0-1');
    assert.equal(unreadCount(state), 1);
});

test('unread: others’ messages while the panel is closed or the page is hidden; the mark says where they begin', () => {
    const open: WidgetEvent = { type: 'shown', open: true, visible: true };
    const hidden: WidgetEvent = { type: 'shown', open: true, visible: false };
    const seen = after(open, greet(), update(), push(1));
    assert.equal(unreadCount(seen), 0);
    const away = [hidden, push(2), push(3, { author: customer }), push(4, { kind: EntryKind.SYSTEM }), push(5, { kind: 99 as EntryKind })];
    const unread = away.reduce(reduce, seen);
    assert.equal(unreadCount(unread), 2);
    const back = reduce(unread, open);
    assert.equal(unreadCount(back), 0);
    assert.equal(back.mark, 1);
    assert.equal(reduce(back, hidden).mark, undefined);
    assert.equal(unreadCount(reduce(unread, { type: 'seen', chat: 'r0-1', sequence: 5 })), 0, 'seen in another tab');
});

test('typing is forgotten after its time', () => {
    const state = after(greet(), update(), frame({ $case: 'typing', value: { chat: 'r0-1', typing: true, author: anna } }, 100));
    assert.ok(currentChat(state)?.typing);
    assert.equal(reduce(state, { type: 'tick', now: 6_099 }), state);
    assert.equal(currentChat(reduce(state, { type: 'tick', now: 6_100 }))?.typing, undefined);
});

test('typing is forgotten at once when the connection is lost', () => {
    const state = after(greet(), update(), frame({ $case: 'typing', value: { chat: 'r0-1', typing: true, author: anna } }, 100));
    const connected = reduce(state, { type: 'connection', state: { phase: 'connected' } });
    assert.ok(currentChat(connected)?.typing);
    const lost = reduce(connected, { type: 'connection', state: { phase: 'reconnecting', retryInMs: 500 } });
    assert.equal(currentChat(lost)?.typing, undefined);
    assert.equal(reduce(lost, { type: 'connection', state: { phase: 'reconnecting' } }).book, lost.book, 'and nothing is made anew');
});

test('values of a newer server break nothing', () => {
    const state = after(greet(), update({ phase: 77 as ChatPhase, closeReason: 99 as CloseReason }), push(1, { kind: 99 as EntryKind, audience: 9 as never }));
    assert.equal(screenOf(state), 'chat');
    assert.equal(currentChat(state)?.entries.length, 1);
});

test('failed attempts are counted until one succeeds', () => {
    const lost: WidgetEvent = { type: 'connection', state: { phase: 'connecting', retryInMs: 500 } };
    const trying: WidgetEvent = { type: 'connection', state: { phase: 'connecting' } };
    assert.equal(after(trying, lost, trying, lost).failures, 2);
    assert.equal(after(lost, { type: 'connection', state: { phase: 'connected' } }).failures, 0);
});
