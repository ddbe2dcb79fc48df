package dev.switchboard.server.routing.model;

/**
 * Why this agent: the facts at the moment of the decision.
 *
 * @param rule code of the rule that chose, see {@code docs/routing} texts: 1 = least relative load, then longest idle;
 *     2 = transferred to this agent
 * @param load the agent's units taken before the decision
 * @param idleMs time since he last got or finished a chat or became available
 * @param candidates agents that fitted and had room
 * @param waitedMs the chat's waiting time, credit not included
 */
public record DecisionFacts(int rule, int load, int capacity, long idleMs, int candidates, long waitedMs) {}
