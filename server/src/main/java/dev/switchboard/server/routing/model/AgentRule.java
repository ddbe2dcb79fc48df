package dev.switchboard.server.routing.model;

/**
 * How an agent is chosen among those who fit a chat and have room for it. Where agents are equal by a rule, the one goes
 * first who is idle longest, then the one with the smaller id. The numbers stand in snapshots and in the log.
 */
public enum AgentRule {
    /** The smallest load in relation to the capacity. */
    LEAST_LOADED,
    /** Who has been idle longest: since he last got or finished a chat, or became available. */
    LONGEST_IDLE,
    /** The highest sum of levels in the skills that the chat asks for, required and preferred; then the least loaded. */
    MOST_CAPABLE,
    /** Who was given a chat, or an offer, the longest ago. */
    ROUND_ROBIN,
    /** The largest load in relation to the capacity, so that few agents are busy and the others are free. */
    FILL_FIRST
}
