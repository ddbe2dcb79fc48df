package dev.switchboard.server.routing.model;

/**
 * Why this agent: the facts at the moment of the decision.
 *
 * @param reason what made him the one
 * @param load the agent's units taken before the decision
 * @param capacity units that he may have with this chat
 * @param idleMs time since he last got or finished a chat or became available
 * @param candidates agents that fitted and had room
 * @param waitedMs the chat's waiting time, credit not included
 * @param step relaxation steps taken by then
 * @param score sum of his levels in the skills the chat asks for
 */
public record DecisionFacts(
        ChosenBy reason, int load, int capacity, long idleMs, int candidates, long waitedMs, int step, int score) {}
