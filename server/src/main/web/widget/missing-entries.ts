import { type ChatBook, heldUpTo, isIncomplete } from '../client/chat-book.js';
import type { ServerBody } from '../client/codec.js';
import type { Connection } from '../client/connection.js';

const LIMIT = 200;

/** Asks for entries that are missing in between or behind, piece by piece, for each chat once at a time. */
export class MissingEntries {
    private readonly fetching = new Set<string>();

    constructor(
        private readonly connection: Connection,
        private readonly arrived: (reply: ServerBody) => void,
    ) {}

    /** @param cause the frame that made the book what it is */
    fetch(book: ChatBook, cause: ServerBody): void {
        for (const [chat, held] of book) {
            // An answer that brought nothing would be the same a second time.
            const fruitless = cause.$case === 'entries' && cause.value.chat === chat && cause.value.entries.length === 0;
            if (!isIncomplete(held) || this.fetching.has(chat) || fruitless) {
                continue;
            }
            this.fetching.add(chat);
            const afterSequence = heldUpTo(held.entries);
            this.connection
                .request(`entries:${chat}`, { $case: 'getEntries', value: { chat, afterSequence, limit: LIMIT } }, Infinity)
                .finally(() => this.fetching.delete(chat))
                .then(this.arrived, () => {});
        }
    }
}
