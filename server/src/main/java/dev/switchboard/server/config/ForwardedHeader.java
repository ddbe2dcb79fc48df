package dev.switchboard.server.config;

/** How a proxy in front of the server names its client. */
public enum ForwardedHeader {
    X_FORWARDED_FOR,
    /** That of RFC 7239. */
    FORWARDED
}
