import { applyAccess } from './access.js';
import { applyChats } from './chats.js';
import type { ConsoleEvent } from './events.js';
import { applyMessages } from './messages.js';
import { applyOffers } from './offers.js';
import { applyPanes } from './panes.js';
import { applyQueues } from './queues.js';
import type { ConsoleState } from './state.js';
import { applyToasts } from './toasts.js';
import { applyTransfers } from './transfers.js';

/** In this order: the later ones read what the earlier ones have made of the event. */
const PARTS = [applyAccess, applyChats, applyOffers, applyQueues, applyMessages, applyPanes, applyTransfers, applyToasts];

/** The console after an event. Each part looks at the events that concern it. */
export function reduce(state: ConsoleState, event: ConsoleEvent): ConsoleState {
    return PARTS.reduce((after, apply) => apply(after, event), state);
}
