package dev.switchboard.server.session;

import dev.switchboard.server.routing.model.*;

/** Who a token speaks for. */
public sealed interface Identity {
    /**
     * UTC milliseconds at which the subject proved who it is. Tokens made by renewal keep it, so that a renewal in flight
     * cannot carry anybody past a revocation.
     */
    long issuedAtMs();

    /** UTC milliseconds at which this token ends. */
    long expiresAtMs();

    /** @param site the site whose widget or app key made the token */
    record Customer(CustomerId id, SiteId site, String name, long issuedAtMs, long expiresAtMs) implements Identity {}

    record Agent(AgentId id, AgentRole role, long issuedAtMs, long expiresAtMs) implements Identity {}

    /** A program with an app key that acts for nobody in particular: administration only. */
    record Program(String appKey, boolean administration, long issuedAtMs, long expiresAtMs) implements Identity {}

    enum AgentRole {
        AGENT,
        SUPERVISOR,
        ADMINISTRATOR,
        /** A bot: an agent that is a program. */
        PROGRAM
    }
}
