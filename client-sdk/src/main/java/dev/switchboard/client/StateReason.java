package dev.switchboard.client;

/** Why a client changed its {@link ClientState}. */
public enum StateReason {
    /** The program asked for it: {@code connect()} or {@code close()}. */
    REQUESTED,
    /** The server greeted the client. */
    WELCOMED,
    /** The first connection could not be made within the request deadline. */
    CONNECT_TIMED_OUT,
    /** The connection broke. */
    CONNECTION_LOST,
    /** Nothing came from the server for the {@link ClientBuilder#answerTimeout answer timeout} though it was asked. */
    HEARTBEAT_MISSED,
    /** The server announced that it will close, or closed because it drains or cannot take more. */
    SERVER_WENT_AWAY,
    /** The access token was no longer good; a new one is fetched. */
    TOKEN_REFUSED,
    /** The credentials were refused, or a one-time link was used up. */
    SIGN_IN_FAILED,
    /** A newer connection took over the session. */
    REPLACED,
    /** The identity was revoked. */
    REVOKED,
    /** The site does not allow the origin. */
    ORIGIN_NOT_ALLOWED,
    /** The identity has more sessions than allowed. */
    TOO_MANY_SESSIONS,
    /** Server and client do not understand each other. */
    PROTOCOL_VIOLATION,
    /** The server wants this client to stay away for a reason that this version does not know. */
    REFUSED
}
