package dev.switchboard.server.routing;

import dev.switchboard.server.routing.model.QueueId;
import dev.switchboard.server.routing.model.Requirement;
import dev.switchboard.server.routing.model.SkillId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All chats that ask the same at their present step: to an agent they differ only by effective age. */
final class Demand {
    /**
     * @param widened other queues whose agents may have the chats; sorted
     * @param skills in canonical form
     * @param scored skills in which a better agent goes first; empty where the queue's rule does not ask
     * @param weight units of each chat
     */
    record Ask(QueueId queue, List<QueueId> widened, List<Requirement> skills, List<SkillId> scored, int weight) {}

    /** An {@link Ask} that is looked up often, and so knows its hash. */
    static final class Key {
        final Ask ask;
        private final int hash;

        Key(Ask ask) {
            this.ask = ask;
            this.hash = ask.hashCode();
        }

        QueueId queue() {
            return ask.queue;
        }

        List<QueueId> widened() {
            return ask.widened;
        }

        List<Requirement> skills() {
            return ask.skills;
        }

        List<SkillId> scored() {
            return ask.scored;
        }

        int weight() {
            return ask.weight;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return this == other || (other instanceof Key key && hash == key.hash && ask.equals(key.ask));
        }

        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public String toString() {
            return ask.toString();
        }
    }

    final Key key;
    /** The key's, at hand. */
    final int weight;
    /** The key's, at hand. */
    final List<SkillId> scored;

    final QueueState queue;
    /** Its number among all demands that there are now; free for another one when it is dropped. */
    final int slot;
    /** The waiting chats, the next to be served in front; without those that are kept for their preferred agents. */
    final RankedSet<ChatState> waiting = new RankedSet<>(ChatState.RANK, ChatState.ORDER);
    /** The profiles that fit; in no particular order. */
    final ArrayList<Profile> profiles = new ArrayList<>();

    /** Chats that wait or are offered under it. */
    int members;

    Demand(Key key, QueueState queue, int slot) {
        this.key = key;
        this.weight = key.weight();
        this.scored = key.scored();
        this.slot = slot;
        this.queue = queue;
    }
}
