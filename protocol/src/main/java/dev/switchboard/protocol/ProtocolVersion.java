package dev.switchboard.protocol;

/** The version of the wire contract; it changes only when an old client could no longer talk to a new server. */
public final class ProtocolVersion {

    /** The version this build speaks, equal to the number in the Protobuf package name {@code switchboard.v1}. */
    public static final int CURRENT = 1;

    private ProtocolVersion() {}
}
