package dev.switchboard.client;

/**
 * What the server knows of the agent.
 *
 * @param agent the agent's id
 * @param name the name that customers see
 * @param presence the agent's readiness
 * @param load units taken now, open offers included
 * @param capacity units the agent can carry
 */
public record AgentStatus(String agent, String name, Presence presence, int load, int capacity) {}
