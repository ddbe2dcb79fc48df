import type { ConsoleEvent } from './events.js';
import { applyAccess } from './access.js';
import type { ConsoleState } from './state.js';
import { applyToasts } from './toasts.js';

/** The console after an event. Each part looks at the events that concern it; the order matters where one reads another. */
export function reduce(state: ConsoleState, event: ConsoleEvent): ConsoleState {
    return [applyAccess, applyToasts].reduce((after, apply) => apply(after, event), state);
}
