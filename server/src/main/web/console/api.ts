import type { Environment } from '../client/environment.js';
import { ChatError } from '../client/errors.js';
import { errorOf, type Tokens } from '../client/tokens.js';

/** A message of the protocol as ts-proto makes it. */
export interface Codec<Message> {
    encode(message: Message): { finish(): Uint8Array };
    decode(bytes: Uint8Array): Message;
}

/** Calls of the services below /api in the name of who is signed in. */
export class Api {
    constructor(
        private readonly environment: Environment,
        /** Address of the server without a slash at its end. */
        private readonly server: string,
        private readonly tokens: Tokens,
    ) {}

    /**
     * For example `api.call('admin', 'PutQueue', Queue, queue, Queue)`. Rejects with a ChatError whose code is the server's
     * (docs/protocol.md, "Errors") or UNREACHABLE; its message is fit to be shown.
     */
    async call<Request, Reply>(
        service: 'admin' | 'routing' | 'auth' | 'offline',
        method: string,
        requestCodec: Codec<Request>,
        request: Request,
        replyCodec: Codec<Reply>,
    ): Promise<Reply> {
        const body = requestCodec.encode(request).finish();
        const url = `${this.server}/api/${service}/${method}`;
        const token = await this.tokens.access();
        let answer = await this.environment.post(url, body, token);
        if (answer.status === 401) {
            this.tokens.dropAccess(token);
            answer = await this.environment.post(url, body, await this.tokens.access());
        }
        if (answer.status !== 200) {
            throw errorOf(answer);
        }
        return replyCodec.decode(answer.body);
    }
}

/** What to show of a failure. */
export function messageOf(error: unknown): string {
    if (error instanceof ChatError) {
        return error.message;
    }
    console.error(error);
    return 'Something went wrong in this page.';
}
