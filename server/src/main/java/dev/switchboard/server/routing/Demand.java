package dev.switchboard.server.routing;

import dev.switchboard.server.routing.model.QueueId;
import dev.switchboard.server.routing.model.Requirement;
import java.util.ArrayList;
import java.util.List;

/** All chats that ask the same: same queue, same merged requirements. To an agent they differ only by age. */
final class Demand {
    /** {@code requirements} in canonical form. */
    record Key(QueueId queue, List<Requirement> requirements) {}

    final Key key;
    /** The waiting chats, the next to be served in front. */
    final Heap<ChatState> waiting = new Heap<>(ChatState.ORDER);
    /** The profiles that fit; in no particular order. */
    final ArrayList<Profile> profiles = new ArrayList<>();

    /** Chats that wait or are offered under it. */
    int members;

    Demand(Key key) {
        this.key = key;
    }
}
