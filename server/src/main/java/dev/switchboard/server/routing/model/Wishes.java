package dev.switchboard.server.routing.model;

import java.util.List;

/**
 * What a chat itself asks for, beside its queue.
 *
 * @param required at most 8
 * @param preferred at most 8
 * @param agents preferred agents, the first before the others; at most 5, each once
 * @param weight units it takes, 1–100; 0 for its queue's
 * @param creditMs added to its waiting time, 0–86,400,000
 */
public record Wishes(
        List<Requirement> required, List<Requirement> preferred, List<AgentId> agents, int weight, long creditMs) {
    public static final Wishes NONE = new Wishes(List.of(), List.of(), List.of(), 0, 0);

    public Wishes {
        required = List.copyOf(required);
        preferred = List.copyOf(preferred);
        agents = List.copyOf(agents);
    }

    /** These skills and nothing else. */
    public static Wishes required(List<Requirement> required) {
        return required.isEmpty() ? NONE : new Wishes(required, List.of(), List.of(), 0, 0);
    }
}
