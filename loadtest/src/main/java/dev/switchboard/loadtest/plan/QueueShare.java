package dev.switchboard.loadtest.plan;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A queue and its weight among the queues when a chat chooses one. */
public record QueueShare(String name, double weight) {

    private static final int QUEUES_MAX = 100;

    /** Reads {@code NAME[=WEIGHT],…}, for instance {@code sales=3,billing}. */
    public static List<QueueShare> parse(String text) {
        List<QueueShare> queues = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (String part : text.split(",", -1)) {
            int equals = part.indexOf('=');
            String name = Names.checked(equals < 0 ? part : part.substring(0, equals), "queue");
            if (!names.add(name)) {
                throw new PlanException("queue '" + name + "' is named twice");
            }
            queues.add(new QueueShare(
                    name, equals < 0 ? 1 : Names.number(part, part.substring(equals + 1), 0.000001, 1e6)));
        }
        if (queues.size() > QUEUES_MAX) {
            throw new PlanException("more than " + QUEUES_MAX + " queues");
        }
        return List.copyOf(queues);
    }
}
