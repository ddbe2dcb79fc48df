/** What the protocol client needs of the world; the tests give it a world with a clock of their own. */
export interface Environment {
    /** Milliseconds on a clock that is only compared with itself. */
    now(): number;
    /** Milliseconds of the computer's clock, which may be wrong or step; for what outlives the page. */
    wallTime(): number;
    /** 0 ≤ x < 1. */
    random(): number;
    /** Calls once, later; returns what takes it back. */
    schedule(delayMs: number, task: () => void): () => void;
    openSocket(url: string, listener: SocketListener): Socket;
    /** Posts a Protobuf body; rejects with ChatError UNREACHABLE when there was no answer. */
    post(url: string, body: Uint8Array, token?: string): Promise<HttpAnswer>;
    /** Runs the task while no other page of this origin runs one of the same name, where the browser can do that. */
    exclusively<T>(name: string, task: () => Promise<T>): Promise<T>;
    /** Random characters of [a-z0-9], for message ids and chat keys. */
    newKey(): string;
}

export interface Socket {
    send(message: Uint8Array): void;
    close(code: number): void;
}

export interface SocketListener {
    opened(): void;
    message(bytes: Uint8Array): void;
    closed(code: number): void;
}

export interface HttpAnswer {
    readonly status: number;
    readonly body: Uint8Array;
}
