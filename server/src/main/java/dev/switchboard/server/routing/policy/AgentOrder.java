package dev.switchboard.server.routing.policy;

/** Rule 1 of choosing an agent: least relative load, then longest idle, then the smaller id. */
public final class AgentOrder {
    /** Code in {@code DecisionFacts#rule}: this order chose. */
    public static final int RULE_LEAST_LOADED = 1;
    /** Code in {@code DecisionFacts#rule}: a colleague transferred the chat to this very agent. */
    public static final int RULE_TRANSFERRED = 2;

    private AgentOrder() {}

    /** Negative when agent A goes before agent B. Load is compared as a fraction of the capacity, without dividing. */
    public static int compare(
            int loadA, int capacityA, long idleSinceA, long idA, int loadB, int capacityB, long idleSinceB, long idB) {
        int byLoad = Long.compare((long) loadA * capacityB, (long) loadB * capacityA);
        if (byLoad != 0) {
            return byLoad;
        }
        int byIdle = Long.compare(idleSinceA, idleSinceB);
        return byIdle != 0 ? byIdle : Long.compare(idA, idB);
    }
}
