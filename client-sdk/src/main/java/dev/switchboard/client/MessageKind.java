package dev.switchboard.client;

/** What an entry of a transcript is. */
public enum MessageKind {
    /** A text that all participants see. */
    TEXT,
    /** An internal note: agents and supervisors see it, customers never. */
    NOTE,
    /** A line of the server: no text, but a key and parameters. */
    SYSTEM,
    /** A kind that this version does not know; show it as "unsupported". */
    UNSUPPORTED
}
