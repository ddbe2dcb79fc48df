package dev.switchboard.client;

import dev.switchboard.protocol.ProtocolVersion;

/** Tells which version of the wire contract this client speaks. */
public final class ClientVersion {

    private ClientVersion() {}

    /**
     * Returns the version of the wire contract that this client speaks.
     *
     * @return a small positive number
     */
    public static int protocolVersion() {
        return ProtocolVersion.CURRENT;
    }
}
