package dev.switchboard.server.routing;

import dev.switchboard.server.routing.model.AgentRule;
import dev.switchboard.server.routing.model.QueueId;
import dev.switchboard.server.routing.model.RelaxationStep;
import dev.switchboard.server.routing.model.Requirement;
import dev.switchboard.server.routing.model.SkillId;
import dev.switchboard.server.routing.model.Wishes;
import dev.switchboard.server.routing.policy.Requirements;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a chat asks for: its queue's rules and its own wishes together, less the steps taken. */
final class Asks {
    private Asks() {}

    /** What was reckoned before for chats with the same wishes at the same step. */
    record Known(List<Requirement> required, List<Requirement> preferred, int weight, int step) {
        /** What the compiler makes of a record here is not always inlined, and took 15 % of the core's time. */
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Known known
                    && step == known.step
                    && weight == known.weight
                    && required.equals(known.required)
                    && preferred.equals(known.preferred);
        }

        @Override
        public int hashCode() {
            return 31 * (31 * required.hashCode() + preferred.hashCode()) + 31 * weight + step;
        }
    }

    static Demand.Key at(CoreState state, QueueState queue, ChatState chat) {
        Wishes wishes = chat.wishes;
        var known = new Known(wishes.required(), wishes.preferred(), wishes.weight(), chat.step);
        Demand.Key key = queue.asks.get(known);
        if (key == null) {
            key = reckon(state, queue, chat);
            if (queue.asks.size() >= QueueState.ASKS_MAX) {
                queue.asks.clear();
            }
            queue.asks.put(known, key);
        }
        return key;
    }

    static Demand.Key reckon(CoreState state, QueueState queue, ChatState chat) {
        List<Requirement> skills = required(queue, chat);
        if (!preferredDropped(queue, chat)) {
            skills = Requirements.merge(skills, preferred(queue, chat));
        }
        List<SkillId> scored =
                queue.rules.offering().rule() == AgentRule.MOST_CAPABLE ? scored(queue, chat) : List.of();
        return new Demand.Key(
                new Demand.Ask(queue.id, widened(queue, chat), skills, scored, weight(state, queue, chat)));
    }

    /** Without what is only preferred. */
    static List<Requirement> required(QueueState queue, ChatState chat) {
        List<Requirement> merged = Requirements.merge(queue.rules.skills().required(), chat.wishes.required());
        int lower = 0;
        for (RelaxationStep step : taken(queue, chat)) {
            lower += step.lowerLevels();
        }
        return Requirements.lowered(merged, lower);
    }

    private static List<Requirement> preferred(QueueState queue, ChatState chat) {
        return Requirements.merge(queue.rules.skills().preferred(), chat.wishes.preferred());
    }

    private static boolean preferredDropped(QueueState queue, ChatState chat) {
        for (RelaxationStep step : taken(queue, chat)) {
            if (step.dropPreferred()) {
                return true;
            }
        }
        return false;
    }

    /** All that the chat asked for at first, whatever it gave up since. */
    private static List<SkillId> scored(QueueState queue, ChatState chat) {
        List<Requirement> required = Requirements.merge(queue.rules.skills().required(), chat.wishes.required());
        return Requirements.merge(required, preferred(queue, chat)).stream()
                .map(Requirement::skill)
                .toList();
    }

    private static List<QueueId> widened(QueueState queue, ChatState chat) {
        if (chat.step == 0) {
            return List.of();
        }
        TreeSet<QueueId> widened = new TreeSet<>();
        for (RelaxationStep step : taken(queue, chat)) {
            widened.addAll(step.widenTo());
        }
        return List.copyOf(widened);
    }

    /** Only a chat in line follows changed rules; any other may have taken more steps than there are by now. */
    private static List<RelaxationStep> taken(QueueState queue, ChatState chat) {
        List<RelaxationStep> steps = queue.stepsFor(chat.wishes);
        return steps.subList(0, Math.min(chat.step, steps.size()));
    }

    static int weight(CoreState state, QueueState queue, ChatState chat) {
        if (chat.wishes.weight() > 0) {
            return chat.wishes.weight();
        }
        int ofQueue = queue.rules.units().weight();
        return ofQueue > 0 ? ofQueue : state.settings.chatWeight();
    }
}
