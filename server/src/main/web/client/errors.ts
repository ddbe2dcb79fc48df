import type { Error as ErrorFrame } from '#protocol/customer.js';

/** A refusal by the server, or a request that could not be carried out. The codes stand in docs/protocol.md. */
export class ChatError extends Error {
    constructor(
        /** Name of the error code, such as "CHAT_CLOSED". */
        readonly code: string,
        message: string,
        readonly retryable: boolean,
        readonly details: { readonly [key: string]: string } = {},
    ) {
        super(message);
        this.name = 'ChatError';
    }

    static of(frame: ErrorFrame): ChatError {
        return new ChatError(frame.name, frame.message, frame.retryable, frame.details);
    }

    /** The connection is closed for good. */
    static closed(): ChatError {
        return new ChatError('CLOSED', 'The connection is closed.', false);
    }

    static outcomeUnknown(): ChatError {
        return new ChatError('OUTCOME_UNKNOWN', 'It is not known whether this was done.', true);
    }

    static unreachable(): ChatError {
        return new ChatError('UNREACHABLE', 'The server cannot be reached.', true);
    }

    /** More requests wait already than anybody makes; nothing was sent. */
    static tooManyRequests(): ChatError {
        return new ChatError('TOO_MANY_REQUESTS', 'Too much waits to be sent already.', true);
    }

    /** The server would close the connection for good. */
    static tooLarge(text: boolean): ChatError {
        return text
            ? new ChatError('TEXT_TOO_LONG', 'The text is too long.', false)
            : new ChatError('TOO_LARGE', 'This is larger than the server takes.', false);
    }

    /** Codes after which the same request is repeated by itself. */
    get passing(): boolean {
        return PASSING.has(this.code);
    }
}

const PASSING: ReadonlySet<string> = new Set([
    'STORAGE_UNAVAILABLE',
    'OVERLOADED',
    'NOT_READY',
    'RATE_LIMITED',
    'OUTCOME_UNKNOWN',
]);
