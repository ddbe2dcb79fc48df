package dev.switchboard.client;

/**
 * A step of a client from one state to another.
 *
 * @param from state before
 * @param to state after, never the same
 * @param reason why
 */
public record StateChange(ClientState from, ClientState to, StateReason reason) {}
