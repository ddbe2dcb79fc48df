package dev.switchboard.server.config;

/** When the embedded Redis hands its append-only file to the disk. */
public enum EmbeddedFsync {
    /** Before it answers. */
    ALWAYS,
    /** Once a second. */
    EVERYSEC
}
