/** What the server wants of us after it closed; see the table of close codes in docs/protocol.md. */
export type CloseAction = 'come-back' | 'new-token' | 'stay-away';

export const CLOSE_NORMAL = 1000;
export const CLOSE_DRAIN = 4000;
export const CLOSE_OVERLOADED = 4003;
export const CLOSE_TOKEN_EXPIRED = 4100;
export const CLOSE_REPLACED = 4200;
export const CLOSE_REVOKED = 4201;
export const CLOSE_PROTOCOL_VIOLATION = 4202;
export const CLOSE_ORIGIN_NOT_ALLOWED = 4203;
export const CLOSE_TOO_MANY_SESSIONS = 4205;

/** Of WebSocket itself: it ended normally, or one side broke its rules and would again. */
const AWAY: ReadonlySet<number> = new Set([CLOSE_NORMAL, 1002, 1009]);

/** By range, so that codes of a newer server are treated rightly. What is no code of ours is a broken network. */
export function actionOf(code: number): CloseAction {
    if (code >= 4100 && code < 4200) {
        return 'new-token';
    }
    if (AWAY.has(code) || (code >= 4200 && code < 4300)) {
        return 'stay-away';
    }
    return 'come-back';
}
