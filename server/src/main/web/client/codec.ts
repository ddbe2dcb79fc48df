import { ClientFrame, ServerFrame } from '#protocol/frames.js';

export { ClientFrame, ServerFrame };

/** What a client says: one of the bodies of ClientFrame. */
export type ClientBody = NonNullable<ClientFrame['body']>;
/** What the server says: one of the bodies of ServerFrame. */
export type ServerBody = NonNullable<ServerFrame['body']>;
/** The value of the body with that name. */
export type BodyOf<Case extends ServerBody['$case']> = Extract<ServerBody, { $case: Case }>['value'];

export const SUBPROTOCOL = 'switchboard.v1.proto';

export function encode(id: number, body: ClientBody): Uint8Array {
    return ClientFrame.encode({ id, body }).finish();
}

/** The frame, or undefined for bytes that are none. A frame of a newer server may have no body that we know. */
export function decode(bytes: Uint8Array): ServerFrame | undefined {
    try {
        return ServerFrame.decode(bytes);
    } catch {
        return undefined;
    }
}
