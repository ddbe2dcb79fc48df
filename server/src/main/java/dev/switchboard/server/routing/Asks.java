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

/** What a chat asks for: its queue's rules and its own wishes together, less the steps taken. */
final class Asks {
    private Asks() {}

    /** What was reckoned before for chats with the same wishes at the same step. */
    record Known(List<Requirement> required, List<Requirement> preferred, int weight, int step) {}

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
        List<RelaxationStep> steps = queue.stepsFor(chat.wishes);
        int lower = 0;
        for (int i = 0; i < chat.step; i++) {
            lower += steps.get(i).lowerLevels();
        }
        return Requirements.lowered(merged, lower);
    }

    private static List<Requirement> preferred(QueueState queue, ChatState chat) {
        return Requirements.merge(queue.rules.skills().preferred(), chat.wishes.preferred());
    }

    private static boolean preferredDropped(QueueState queue, ChatState chat) {
        List<RelaxationStep> steps = queue.stepsFor(chat.wishes);
        for (int i = 0; i < chat.step; i++) {
            if (steps.get(i).dropPreferred()) {
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
        List<RelaxationStep> steps = queue.stepsFor(chat.wishes);
        TreeSet<QueueId> widened = new TreeSet<>();
        for (int i = 0; i < chat.step; i++) {
            widened.addAll(steps.get(i).widenTo());
        }
        return List.copyOf(widened);
    }

    static int weight(CoreState state, QueueState queue, ChatState chat) {
        if (chat.wishes.weight() > 0) {
            return chat.wishes.weight();
        }
        int ofQueue = queue.rules.units().weight();
        return ofQueue > 0 ? ofQueue : state.settings.chatWeight();
    }
}
