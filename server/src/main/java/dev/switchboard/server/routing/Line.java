package dev.switchboard.server.routing;

import dev.switchboard.server.routing.Event.QueuedBecause;
import dev.switchboard.server.routing.model.ChatPhase;

/** A chat's place in the line of its queue: kept while it waits or is on offer. */
final class Line {
    private final CoreState state;

    Line(CoreState state) {
        this.state = state;
    }

    /** Gives the chat its place. It keeps its key, so a chat that was here before stands where it had stood. */
    void enter(ChatState chat) {
        CoreState.ensure(chat.demand == null, "in a line already", chat);
        chat.demand = state.matching.enter(chat.queue, chat.requirements);
        queueOf(chat).line.add(chat);
    }

    /** The chat, which has its place, begins to wait (again). */
    void wait(ChatState chat, QueuedBecause because) {
        chat.phase = ChatPhase.WAITING;
        state.demandOf(chat).waiting.add(chat);
        say(chat, because);
        state.router.note(chat);
    }

    void say(ChatState chat, QueuedBecause because) {
        state.emit(new Event.ChatQueued(chat.id, chat.queue, because, chat.turn));
    }

    void leave(ChatState chat) {
        Demand demand = state.demandOf(chat);
        if (chat.inHeap()) {
            demand.waiting.remove(chat);
        }
        state.matching.exit(demand);
        chat.demand = null;
        CoreState.ensure(queueOf(chat).line.remove(chat), "has no place in its queue", chat);
    }

    QueueState queueOf(ChatState chat) {
        QueueState queue = state.queues.get(chat.queue);
        if (queue == null) {
            throw new IllegalStateException(chat + " is in a queue that does not exist");
        }
        return queue;
    }
}
