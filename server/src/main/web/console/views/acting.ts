import { type AgentState, Presence } from '#protocol/customer.js';
import { ChatError } from '../../client/errors.js';
import { messageOf } from '../api.js';
import { presenceWords } from '../words.js';
import type { Owner } from './standing.js';

// What is said of acts on waiting chats.

/** Codes by which somebody else was faster: what was seen of the chat does not hold any more. */
const OVERTAKEN: ReadonlySet<string> = new Set(['CONFLICT', 'UNKNOWN_CHAT', 'CHAT_CLOSED', 'NOT_WAITING']);

/** Whether the chat is not as it was seen; then nothing was done. */
export function isOvertaken(error: unknown): boolean {
    return error instanceof ChatError && OVERTAKEN.has(error.code);
}

const OF_TAKING: Readonly<Record<string, string>> = {
    NOT_WAITING: 'it is on offer to somebody else, or has an agent already',
    AGENT_NOT_ELIGIBLE: 'you lack a skill that it asks for, or do not serve its queue',
    AGENT_FULL: 'you have no room for it',
    ACTIVE_LIMIT: 'its queue has as many chats with agents as it may',
    CHAT_CLOSED: 'it is over',
    UNKNOWN_CHAT: 'it is over',
};

/** Why a waiting chat could not be taken; a sentence. */
export function takingRefused(error: unknown, customer: string): string {
    const code = error instanceof ChatError ? error.code : '';
    if (code === 'NOT_A_MEMBER') {
        return `${(error as ChatError).details['name'] || 'Another agent'} has the chat with ${customer} already.`;
    }
    const why = OF_TAKING[code];
    return why === undefined ? `The chat with ${customer} could not be taken. ${messageOf(error)}` : `You cannot take the chat with ${customer}: ${why}.`;
}

/** Who has the chat that could not be taken: somebody else than it had seemed. */
export function ownerTold(error: unknown): Owner | undefined {
    if (!(error instanceof ChatError) || error.code !== 'NOT_A_MEMBER') {
        return undefined;
    }
    const { agent: id, name } = error.details;
    return id === undefined ? undefined : { id, name: name ?? '' };
}

const OF_SUPERVISING: Readonly<Record<string, string>> = {
    AGENT_FULL: 'He has no room for this chat.',
    ACTIVE_LIMIT: 'The queue of this chat has as many chats with agents as it may.',
    AGENT_NOT_ELIGIBLE: 'He is away, or will be after his wrap-up.',
    NOT_READY: 'He is not connected.',
    QUEUE_FULL: 'That queue is full.',
    QUEUE_CLOSED: 'That queue is closed.',
    CHAT_ALREADY_OPEN: 'The customer has another chat there.',
    CONTRADICTORY_REQUIREMENTS: 'Nobody could have this chat there: that queue and the chat ask for what contradicts each other.',
};

/** Why a supervisor's act was refused, where he can choose otherwise. */
export function supervisingRefused(error: unknown): string {
    const code = error instanceof ChatError ? error.code : '';
    return OF_SUPERVISING[code] ?? messageOf(error);
}

/** Why a chat cannot be assigned to this agent now; undefined where it may be. */
export function notAssignable({ presence, nextPresence, load, capacity }: AgentState, weight: number): string | undefined {
    const stays = nextPresence === Presence.UNSPECIFIED || nextPresence === Presence.AVAILABLE;
    return (
        presence !== Presence.AVAILABLE && presence !== Presence.BUSY ? presenceWords(presence).name.toLowerCase()
        : !stays ? `soon ${presenceWords(nextPresence).name.toLowerCase()}`
        : load + weight > capacity ? 'full'
        : undefined
    );
}

/** Those who may get it first, then by relative load. */
export function assignableFirst(agents: readonly AgentState[], weight: number): readonly AgentState[] {
    const rank = (agent: AgentState): number => (notAssignable(agent, weight) === undefined ? 0 : 1);
    const share = ({ load, capacity }: AgentState): number => load / Math.max(1, capacity);
    return [...agents].sort((a, b) => rank(a) - rank(b) || share(a) - share(b) || a.name.localeCompare(b.name));
}
