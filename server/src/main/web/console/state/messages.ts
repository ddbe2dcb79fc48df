import type { ConsoleEvent } from './events.js';
import type { ConsoleState } from './state.js';

/** How many messages that customers left wait for an answer. */
export function applyMessages(state: ConsoleState, event: ConsoleEvent): ConsoleState {
    return event.type === 'messages' && event.open !== state.messages ? { ...state, messages: event.open } : state;
}
