import { SUBPROTOCOL } from './codec.js';
import type { Environment, HttpAnswer, Socket, SocketListener } from './environment.js';
import { ChatError } from './errors.js';

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
    // Locks exist on secure pages only. Without them two tabs may each make a customer; the last one stored stays.
    exclusively: async (name, task) => (navigator.locks ? navigator.locks.request(name, task) : task()),
    newKey: () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => (byte % 36).toString(36)).join(''),
};

function openSocket(url: string, listener: SocketListener): Socket {
    const socket = new WebSocket(url, SUBPROTOCOL);
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
