package dev.switchboard.server.routing.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a queue routes.
 *
 * @param name unique name, {@code [a-z0-9-]{1,40}}
 * @param creditMs added to a chat's waiting time when chats of several queues compete for an agent; 0–86,400,000
 * @param skills what is asked of the agents
 * @param offering how an agent is chosen and asked
 * @param limits how many chats, and how long they wait
 * @param units what a chat takes of an agent
 * @param wrapUp time for the work after a chat
 */
public record QueueRules(
        String name, long creditMs, Skills skills, Offering offering, Limits limits, Units units, WrapUp wrapUp) {

    /** The defaults of everything but the name. */
    public static QueueRules named(String name) {
        return new QueueRules(name, 0, Skills.NONE, Offering.DEFAULTS, Limits.DEFAULTS, Units.DEFAULTS, WrapUp.NONE);
    }

    public QueueRules withCredit(long ms) {
        return new QueueRules(name, ms, skills, offering, limits, units, wrapUp);
    }

    public QueueRules with(Skills changed) {
        return new QueueRules(name, creditMs, changed, offering, limits, units, wrapUp);
    }

    public QueueRules with(Offering changed) {
        return new QueueRules(name, creditMs, skills, changed, limits, units, wrapUp);
    }

    public QueueRules with(Limits changed) {
        return new QueueRules(name, creditMs, skills, offering, changed, units, wrapUp);
    }

    public QueueRules with(Units changed) {
        return new QueueRules(name, creditMs, skills, offering, limits, changed, wrapUp);
    }

    public QueueRules with(WrapUp changed) {
        return new QueueRules(name, creditMs, skills, offering, limits, units, changed);
    }

    /**
     * What is asked of the agents.
     *
     * @param required asked of every chat in the queue, at most 8
     * @param preferred asked too until a step drops it, at most 8; where no step does, dropped when nobody has it at once
     * @param steps what is given up while a chat waits, at most 8, in order of time
     */
    public record Skills(List<Requirement> required, List<Requirement> preferred, List<RelaxationStep> steps) {
        public static final Skills NONE = new Skills(List.of(), List.of(), List.of());

        public Skills {
            required = List.copyOf(required);
            preferred = List.copyOf(preferred);
            steps = List.copyOf(steps);
        }

        public static Skills required(List<Requirement> required) {
            return new Skills(required, List.of(), List.of());
        }
    }

    /**
     * How an agent is chosen and asked.
     *
     * @param timeoutMs time to answer an offer, 1,000–300,000
     * @param direct assign without asking the agent
     * @param atOnce agents asked at the same time, 1–10; the first who accepts has the chat
     * @param preferredAgentWaitMs so long a chat with preferred agents waits for one of them before others may have it;
     *     0–3,600,000
     */
    public record Offering(AgentRule rule, long timeoutMs, boolean direct, int atOnce, long preferredAgentWaitMs) {
        public static final Offering DEFAULTS = new Offering(AgentRule.LEAST_LOADED, 15_000, false, 1, 0);

        public Offering withRule(AgentRule changed) {
            return new Offering(changed, timeoutMs, direct, atOnce, preferredAgentWaitMs);
        }

        public Offering withTimeout(long ms) {
            return new Offering(rule, ms, direct, atOnce, preferredAgentWaitMs);
        }

        public Offering withDirect(boolean changed) {
            return new Offering(rule, timeoutMs, changed, atOnce, preferredAgentWaitMs);
        }
    }

    /**
     * How many chats, and how long they wait.
     *
     * @param waiting chats waiting or offered beyond which new ones go to the overflow queue or are refused, 1–100,000
     * @param active chats with agents or on offer beyond which the queue gives none away, 1–100,000; 0 for no limit
     * @param maxWaitMs a chat that nobody accepted by then is closed, 1,000–86,400,000; 0 for no limit
     * @param overflow where chats go that find the queue full or closed
     * @param servedWhenClosed whether chats that wait when the queue closes are still given to agents
     */
    public record Limits(
            int waiting,
            int active,
            long maxWaitMs,
            @Nullable QueueId overflow,
            boolean servedWhenClosed) {
        public static final Limits DEFAULTS = new Limits(1_000, 0, 0, null, true);

        public Limits withWaiting(int changed) {
            return new Limits(changed, active, maxWaitMs, overflow, servedWhenClosed);
        }
    }

    /**
     * What a chat takes of an agent.
     *
     * @param weight units of a chat, 1–100; 0 for that of the settings
     * @param agentCapacity units of an agent who has no capacity of his own, 1–100; 0 for that of the settings
     * @param holdFrees whether a chat on hold takes no units
     * @param idleAfterMs a chat in which nobody wrote for so long takes no units until the customer writes,
     *     10,000–86,400,000; 0 for never
     */
    public record Units(int weight, int agentCapacity, boolean holdFrees, long idleAfterMs) {
        public static final Units DEFAULTS = new Units(0, 0, true, 0);
    }

    /**
     * Time for the work after a chat that an agent or the customer closed.
     *
     * @param ms 0–3,600,000; 0 for none
     * @param holdsRoom whether the chat's units stay taken for so long
     */
    public record WrapUp(long ms, boolean holdsRoom) {
        public static final WrapUp NONE = new WrapUp(0, false);
    }
}
