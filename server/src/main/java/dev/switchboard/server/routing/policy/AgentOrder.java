package dev.switchboard.server.routing.policy;

import dev.switchboard.server.routing.model.AgentRule;
import dev.switchboard.server.routing.model.ChosenBy;

/**
 * Which of two agents goes before the other by a queue's rule. Integers only; each order ends in idle time and the unique
 * id, so that all nodes decide the same.
 */
public final class AgentOrder {
    private AgentOrder() {}

    /** An agent as a rule sees him. */
    public interface Standing {
        /** Units taken. */
        int load();

        /** Units that he may have taken with the chat in question; above 0. */
        int limit();

        /** When he last got or finished a chat or became available. */
        long idleSinceMs();

        /** Log position at which he was last given a chat or an offer. */
        long givenAt();

        /** His levels in the skills asked for, added up. */
        int score();

        long id();
    }

    /** Negative when agent A goes before agent B. */
    public static int compare(AgentRule rule, Standing a, Standing b) {
        int byRule = switch (rule) {
            case LEAST_LOADED -> byLoad(a, b);
            case FILL_FIRST -> byLoad(b, a);
            case MOST_CAPABLE -> a.score() != b.score() ? Integer.compare(b.score(), a.score()) : byLoad(a, b);
            case ROUND_ROBIN -> Long.compare(a.givenAt(), b.givenAt());
            case LONGEST_IDLE -> 0;
        };
        if (byRule != 0) {
            return byRule;
        }
        int byIdle = Long.compare(a.idleSinceMs(), b.idleSinceMs());
        return byIdle != 0 ? byIdle : Long.compare(a.id(), b.id());
    }

    /** Load as a fraction of the limit, without dividing. */
    private static int byLoad(Standing a, Standing b) {
        return Long.compare((long) a.load() * b.limit(), (long) b.load() * a.limit());
    }

    /** What a decision by this rule is told to be made by. */
    public static ChosenBy chosenBy(AgentRule rule) {
        return switch (rule) {
            case LEAST_LOADED -> ChosenBy.LEAST_LOADED;
            case LONGEST_IDLE -> ChosenBy.LONGEST_IDLE;
            case MOST_CAPABLE -> ChosenBy.MOST_CAPABLE;
            case ROUND_ROBIN -> ChosenBy.ROUND_ROBIN;
            case FILL_FIRST -> ChosenBy.FILL_FIRST;
        };
    }
}
