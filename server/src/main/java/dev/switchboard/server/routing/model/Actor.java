package dev.switchboard.server.routing.model;

/** Who did something to a chat; the identity was checked by the gateway, the right is checked by the core too. */
public sealed interface Actor {
    /** The customer of the chat. */
    record Customer(CustomerId id) implements Actor {}

    /** The agent who owns the chat. */
    record Agent(AgentId id) implements Actor {}

    /** A supervisor or administrator, who may act on any chat. */
    record Supervisor(AgentId id) implements Actor {}

    /** The core itself: a grace ran out, a queue was removed. */
    record Core() implements Actor {}
}
