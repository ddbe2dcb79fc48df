package dev.switchboard.loadtest.simulate.scenario;

/** How a queue chooses among the agents who may have a chat. Written in lower case with hyphens. */
public enum Rule {
    LEAST_LOADED,
    LONGEST_IDLE,
    MOST_CAPABLE,
    ROUND_ROBIN,
    FILL_FIRST
}
