import type { Entry, Presence } from '#protocol/customer.js';
import type { ServerBody } from '../../client/codec.js';
import type { ConnectionState } from '../../client/connection.js';
import type { Toast } from '../components/Toasts.js';
import type { Route } from '../route.js';
import type { Desk } from './state.js';

/** What can happen to the console. `now` is the environment's clock. */
export type ConsoleEvent =
    | { readonly type: 'signed-in'; readonly subject: string; readonly desks: ReadonlyMap<string, Desk> }
    | { readonly type: 'signed-out'; readonly reason: string | undefined }
    | { readonly type: 'line'; readonly state: ConnectionState; readonly now: number }
    /** A push, or the reply to a request. */
    | { readonly type: 'frame'; readonly body: ServerBody; readonly now: number }
    | { readonly type: 'routed'; readonly route: Route }
    /** So many messages of customers wait for an answer. */
    | { readonly type: 'messages'; readonly open: number }
    | { readonly type: 'room'; readonly panes: number }
    | { readonly type: 'pinned'; readonly chat: string; readonly pinned: boolean }
    /** The pane was closed; a chat that is over leaves the list with it. */
    | { readonly type: 'dismissed'; readonly chat: string }
    /** The newest entries of a chat are in view. */
    | { readonly type: 'seen'; readonly chat: string }
    | { readonly type: 'drafted'; readonly chat: string; readonly text: string; readonly note: boolean }
    | { readonly type: 'written'; readonly chat: string; readonly id: string; readonly text: string; readonly note: boolean }
    | { readonly type: 'send-refused'; readonly chat: string; readonly id: string; readonly why: string }
    | { readonly type: 'discarded'; readonly chat: string; readonly id: string }
    | { readonly type: 'offer-entries'; readonly offer: string; readonly entries: readonly Entry[] }
    | { readonly type: 'answering'; readonly offer: string; readonly answer: 'accept' | 'decline' | undefined }
    /** The server does not know the offer any more. */
    | { readonly type: 'offer-gone'; readonly offer: string }
    | { readonly type: 'presence-chosen'; readonly presence: Presence }
    | { readonly type: 'said'; readonly tone: Toast['tone']; readonly text: string }
    | { readonly type: 'toast-gone'; readonly id: number };
