import { type AgentState, Presence, Role, type Welcome } from '#protocol/customer.js';
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
                : event.body.$case === 'agentState' ? { ...state, me: event.body.value, meAt: event.now }
                : state;
        case 'presence-chosen':
            return state.me === undefined ? state : { ...state, me: chosen(state.me, event.presence) };
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
        meAt: now,
        limits: welcome.limits,
        serverAhead: welcome.serverTimeMs - now,
    };
}

/** During the work after a chat it holds from its end on. */
function chosen(me: AgentState, presence: Presence): AgentState {
    return me.wrapUps.length === 0 ?
            { ...me, presence }
        :   { ...me, nextPresence: presence === me.presence ? Presence.UNSPECIFIED : presence };
}

/** What was chosen last: for the end of the work after a chat, or now. */
export function chosenPresence({ presence, nextPresence }: AgentState): Presence {
    return nextPresence === Presence.UNSPECIFIED ? presence : nextPresence;
}

/** Supervisors and administrators, who may also act on chats of others. */
export function isSupervisor(state: ConsoleState): boolean {
    return state.role === Role.SUPERVISOR || state.role === Role.ADMINISTRATOR;
}

/** Whether he may take chats that colleagues have. */
export function mayTakeOver(state: ConsoleState): boolean {
    return state.me?.mayTakeOver === true;
}

export function isAdministrator(state: ConsoleState): boolean {
    return state.role === Role.ADMINISTRATOR;
}
