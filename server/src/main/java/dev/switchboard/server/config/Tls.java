package dev.switchboard.server.config;

/** Whether connections are encrypted. */
public enum Tls {
    OFF,
    ON
}
