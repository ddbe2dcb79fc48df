import { standingOf } from './chats.js';
import type { ConsoleEvent } from './events.js';
import type { ConsoleState, Pane } from './state.js';

export const PANES_MAX = 3;

/** Which chats lie open side by side. The one in focus is the one that the address names. */
export function applyPanes(state: ConsoleState, event: ConsoleEvent): ConsoleState {
    switch (event.type) {
        case 'routed':
        case 'signed-in': {
            const chat = focusedChat(state);
            return chat === undefined ? state : open(state, chat);
        }
        case 'pinned':
            return {
                ...state,
                panes: state.panes.map((pane) => (pane.chat === event.chat ? { ...pane, pinned: event.pinned } : pane)),
            };
        case 'dismissed':
            return { ...state, panes: state.panes.filter((pane) => pane.chat !== event.chat) };
        default:
            return state;
    }
}

/** The chat whose pane has the focus. */
export function focusedChat(state: ConsoleState): string | undefined {
    return state.route.page === 'chats' ? state.route.chat : undefined;
}

/** As many panes as there is room for: the one in focus always, then the pinned ones, in the order in which they lie. */
export function panesInView(state: ConsoleState): readonly Pane[] {
    const focused = focusedChat(state);
    const rank = (pane: Pane): number => (pane.chat === focused ? 0 : pane.pinned ? 1 : 2);
    const chosen = new Set([...state.panes].sort((a, b) => rank(a) - rank(b)).slice(0, Math.max(1, state.room)));
    return state.panes.filter((pane) => chosen.has(pane));
}

/** Beside the others while there is room; then in place of one that is over, or of the one that was in focus last. */
function open(state: ConsoleState, chat: string): ConsoleState {
    const { panes } = state;
    if (panes.some((pane) => pane.chat === chat)) {
        return state;
    }
    const pane: Pane = { chat, pinned: false };
    const loose = panes.filter((other) => !other.pinned);
    const over = loose.find((other) => standingOf(state, other.chat) !== 'mine');
    const full = panes.length >= Math.min(PANES_MAX, Math.max(1, state.room));
    if (over === undefined && (!full || (loose.length === 0 && panes.length < PANES_MAX))) {
        return { ...state, panes: [...panes, pane] };
    }
    const replaced = over ?? loose.at(-1) ?? panes.at(-1);
    return { ...state, panes: panes.map((other) => (other === replaced ? pane : other)) };
}
