package dev.switchboard.server.routing;

import dev.switchboard.server.routing.model.QueueId;
import dev.switchboard.server.routing.model.Requirement;
import dev.switchboard.server.routing.model.SkillId;
import java.util.ArrayList;
import java.util.List;

/** All chats that ask the same at their present step: to an agent they differ only by effective age. */
final class Demand {
    /**
     * @param widened other queues whose agents may have the chats; sorted
     * @param skills in canonical form
     * @param scored skills in which a better agent goes first; empty where the queue's rule does not ask
     * @param weight units of each chat
     */
    record Key(QueueId queue, List<QueueId> widened, List<Requirement> skills, List<SkillId> scored, int weight) {}

    final Key key;
    final QueueState queue;
    /** The waiting chats, the next to be served in front; without those that are kept for their preferred agents. */
    final Heap<ChatState> waiting = new Heap<>(ChatState.ORDER);
    /** The profiles that fit; in no particular order. */
    final ArrayList<Profile> profiles = new ArrayList<>();

    /** Chats that wait or are offered under it. */
    int members;

    Demand(Key key, QueueState queue) {
        this.key = key;
        this.queue = queue;
    }
}
