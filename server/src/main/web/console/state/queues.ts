import type { Chat, QueueLoad } from '#protocol/customer.js';
import type { ConsoleEvent } from './events.js';
import type { ConsoleState, HeldQueue } from './state.js';

/** What waits in the queues of this agent, by title. */
export function applyQueues(state: ConsoleState, event: ConsoleEvent): ConsoleState {
    if (event.type !== 'frame') {
        return state;
    }
    if (event.body.$case === 'welcome') {
        const { queueLoads } = event.body.value;
        return { ...state, queues: sorted(queueLoads.map((load) => [load.queue, { load, at: event.now }])) };
    }
    if (event.body.$case !== 'queueLoad') {
        return state;
    }
    const load: QueueLoad = event.body.value;
    const queues = new Map(state.queues);
    if (load.title === '') {
        queues.delete(load.queue); // removed, or not served any more
        return { ...state, queues };
    }
    queues.set(load.queue, { load, at: event.now });
    return { ...state, queues: sorted([...queues]) };
}

function sorted(queues: [string, HeldQueue][]): ReadonlyMap<string, HeldQueue> {
    return new Map(queues.sort(([, a], [, b]) => a.load.title.localeCompare(b.load.title)));
}

/** How long the first of the queue has been waiting by now; 0 when nobody waits. */
export function oldestWaitMs(queue: HeldQueue, now: number): number {
    return queue.load.waiting === 0 ? 0 : queue.load.oldestWaitedMs + Math.max(0, now - queue.at);
}

/** The title of a chat's queue; the agent need not serve it. */
export function queueTitle(state: ConsoleState, chat: Pick<Chat, 'queue' | 'queueTitle'> | undefined): string {
    return chat === undefined ? '' : state.queues.get(chat.queue)?.load.title || chat.queueTitle || chat.queue;
}
