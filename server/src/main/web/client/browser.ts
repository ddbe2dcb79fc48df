import { SUBPROTOCOL } from './codec.js';
import type { Environment, HttpAnswer, Socket, SocketListener } from './environment.js';
import { ChatError } from './errors.js';

/** What browsers report for a connection that could not be made or broke. */
const CLOSE_ABNORMAL = 1006;
const ANSWER_TIMEOUT_MS = 15_000;
const PROTOBUF = 'application/x-protobuf';

/** The world as a browser gives it. */
export const browser: Environment = {
    now: () => performance.now(),
    wallTime: () => Date.now(),
    random: () => Math.random(),
    schedule(delayMs, task) {
        const timer = setTimeout(task, delayMs);
        return () => clearTimeout(timer);
    },
    openSocket,
    post,
    exclusively,
    newKey,
};

/**
 * Locks exist on secure pages only, and a sandboxed frame may not use them. Without them two tabs may each make a customer;
 * the last one stored stays.
 */
async function exclusively<T>(name: string, task: () => Promise<T>): Promise<T> {
    let begun = false;
    try {
        return await navigator.locks.request(name, () => {
            begun = true;
            return task();
        });
    } catch (error) {
        if (begun) {
            throw error;
        }
        return task();
    }
}

/** Without Array.from: some old libraries put their own in its place. */
function newKey(): string {
    let key = '';
    for (const byte of crypto.getRandomValues(new Uint8Array(16))) {
        key += (byte % 36).toString(36);
    }
    return key;
}

function openSocket(url: string, listener: SocketListener): Socket {
    let socket: WebSocket;
    try {
        socket = new WebSocket(url, SUBPROTOCOL);
    } catch {
        // For example ws: on a page that came by https:.
        const timer = setTimeout(() => listener.closed(CLOSE_ABNORMAL));
        return { send: () => {}, close: () => clearTimeout(timer) };
    }
    socket.binaryType = 'arraybuffer';
    socket.onopen = () => listener.opened();
    socket.onmessage = (event) => {
        // The server never sends text; decoding nothing is what reports it.
        listener.message(event.data instanceof ArrayBuffer ? new Uint8Array(event.data) : new Uint8Array([7]));
    };
    socket.onclose = (event) => listener.closed(event.code);
    return {
        send: (message) => {
            if (socket.readyState === WebSocket.OPEN) {
                socket.send(message as Uint8Array<ArrayBuffer>);
            }
        },
        close: (code) => {
            socket.onopen = socket.onmessage = socket.onclose = null;
            socket.close(code);
        },
    };
}

async function post(url: string, body: Uint8Array, token?: string): Promise<HttpAnswer> {
    const headers: Record<string, string> = { 'Content-Type': PROTOBUF, Accept: PROTOBUF };
    if (token !== undefined) {
        headers['Authorization'] = `Bearer ${token}`;
    }
    try {
        const answer = await fetch(url, {
            method: 'POST',
            body: body as Uint8Array<ArrayBuffer>,
            headers,
            credentials: 'omit',
            cache: 'no-store',
            signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS),
        });
        return { status: answer.status, body: new Uint8Array(await answer.arrayBuffer()) };
    } catch {
        throw ChatError.unreachable();
    }
}
