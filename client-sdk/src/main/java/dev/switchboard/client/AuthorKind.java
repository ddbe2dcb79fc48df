package dev.switchboard.client;

/** Who writes in a chat. */
public enum AuthorKind {
    /** The person on the website. */
    CUSTOMER,
    /** A person who answers. */
    AGENT,
    /** A program that answers. */
    BOT,
    /** The server itself. */
    SYSTEM,
    /** A kind that this version does not know. */
    UNKNOWN
}
