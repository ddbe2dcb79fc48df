import type { Toast } from '../components/Toasts.js';
import type { ConsoleEvent } from './events.js';
import type { ConsoleState } from './state.js';

/** More at once nobody reads; the oldest goes. */
const TOASTS_MAX = 4;

export function applyToasts(state: ConsoleState, event: ConsoleEvent): ConsoleState {
    switch (event.type) {
        case 'said':
            return say(state, event.tone, event.text);
        case 'toast-gone':
            return { ...state, toasts: state.toasts.filter((toast) => toast.id !== event.id) };
        default:
            return state;
    }
}

export function say(state: ConsoleState, tone: Toast['tone'], text: string): ConsoleState {
    const id = (state.toasts.at(-1)?.id ?? 0) + 1;
    return { ...state, toasts: [...state.toasts, { id, tone, text }].slice(-TOASTS_MAX) };
}
