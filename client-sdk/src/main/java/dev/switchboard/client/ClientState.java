package dev.switchboard.client;

/**
 * Where a client stands with its connection.
 *
 * <pre>
 *                  connect()                 welcome
 *  DISCONNECTED ──────────────► CONNECTING ───────────► CONNECTED ◄───────┐
 *        ▲                       │                          │             │ welcome
 *        │ not within the        │                          │ lost        │
 *        │ request deadline      │                          ▼             │
 *        └───────────────────────┘                     RECONNECTING ──────┘
 *
 *  any state ── close(), or the server wants this client to stay away ──► CLOSED (terminal)
 * </pre>
 *
 * A client that has been connected once keeps trying to come back until it is closed; its chats stay the same objects.
 */
public enum ClientState {
    /** Not connected and not trying: before {@code connect()}, or after a first attempt that did not succeed in time. */
    DISCONNECTED,
    /** Trying to connect for the first time, repeatedly with growing pauses. Requests wait. */
    CONNECTING,
    /** Greeted by the server. */
    CONNECTED,
    /** Lost after having been connected, and trying to come back. Requests wait until their deadline. */
    RECONNECTING,
    /** Over for good. Every call fails with {@link ErrorCode#CLIENT_CLOSED}. */
    CLOSED
}
