import { Role, type Welcome } from '#protocol/customer.js';
import type { ConsoleEvent } from './events.js';
import { type ConsoleState, initialState } from './state.js';

/** Who is signed in, the connection, and what the server says of oneself. */
export function applyAccess(state: ConsoleState, event: ConsoleEvent): ConsoleState {
    switch (event.type) {
        case 'signed-in':
            return { ...fresh(state), access: { kind: 'in' }, subject: event.subject, desks: event.desks };
        case 'signed-out':
            return { ...fresh(state), access: { kind: 'out', reason: event.reason } };
        case 'line': {
            const { phase, retryInMs, notReady = false, closedBecause } = event.state;
            const retryAt = retryInMs === undefined ? undefined : event.now + retryInMs;
            return { ...state, line: { phase, retryAt, notReady, closedBecause } };
        }
        case 'frame':
            return event.body.$case === 'welcome' ? welcomed(state, event.body.value, event.now)
                : event.body.$case === 'agentState' ? { ...state, me: event.body.value }
                : state;
        case 'presence-chosen':
            return state.me === undefined ? state : { ...state, me: { ...state.me, presence: event.presence } };
        case 'routed':
            return { ...state, route: event.route };
        case 'room':
            return state.room === event.panes ? state : { ...state, room: event.panes };
        default:
            return state;
    }
}

/** Nothing of the one before stays when somebody else signs in; only the window does. */
function fresh(state: ConsoleState): ConsoleState {
    return { ...initialState, route: state.route, room: state.room };
}

function welcomed(state: ConsoleState, welcome: Welcome, now: number): ConsoleState {
    return {
        ...state,
        role: welcome.role,
        subject: welcome.subject,
        me: welcome.agent,
        limits: welcome.limits,
        serverAhead: welcome.serverTimeMs - now,
    };
}

export function isAdministrator(state: ConsoleState): boolean {
    return state.role === Role.ADMINISTRATOR;
}
