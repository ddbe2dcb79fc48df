package dev.switchboard.server.routing;

import dev.switchboard.server.routing.model.ChatPhase;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Brings waiting chats and agents with room together, after the timers of each instant and after every
 * command.
 *
 * <p>Between entries nobody waits who could be served. So only three things can have made a pair: a chat began to wait or asks
 * for less than before, an agent gained room, or a queue came to give chats away. Those are noted, and {@link #settle} takes, as
 * long as there is any, the chat that goes first among the noted chats, the noted agents' next ones and the noted queues' first
 * ones, and gives it to the best of all agents. Taking the first chat each time keeps "first come, first served" when several
 * agents and chats come free at once.
 */
final class Router {
    private final CoreState state;
    private final PriorityQueue<ChatState> chats = new PriorityQueue<>(ChatState.ORDER);
    private final ArrayList<ChatState> newChats = new ArrayList<>();
    private final ArrayList<AgentState> agents = new ArrayList<>();
    private final ArrayList<QueueState> queues = new ArrayList<>();

    Router(CoreState state) {
        this.state = state;
    }

    /** The chat waits, and has not been tried as it is now. Its order may still change until {@link #settle}. */
    void note(ChatState chat) {
        if (!chat.noted) {
            chat.noted = true;
            newChats.add(chat);
        }
    }

    /** The agent may have room for a chat that had to wait. */
    void note(AgentState agent) {
        if (!agent.freed) {
            agent.freed = true;
            agents.add(agent);
        }
    }

    /** The queue may give away chats that had to wait. */
    void note(QueueState queue) {
        if (!queue.noted) {
            queue.noted = true;
            queues.add(queue);
        }
    }

    void settle(Offers offers, Line line) {
        while (true) {
            ChatState noted = firstNoted();
            ChatState chat = earlier(firstOfQueues(), firstWanted(noted));
            chat = earlier(chat, noted);
            if (chat == null) {
                return;
            }
            if (chat == noted) {
                chats.remove();
                chat.noted = false;
            }
            Matching.Choice choice = state.matching.choose(chat);
            while (choice == null && line.relax(chat)) {
                choice = state.matching.choose(chat);
            }
            if (choice != null) {
                offers.give(chat, choice);
            } else {
                CoreState.ensure(chat == noted, "wanted, but nobody may have it", chat);
            }
        }
    }

    private static @Nullable ChatState earlier(@Nullable ChatState a, @Nullable ChatState b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        return ChatState.ORDER.compare(a, b) < 0 ? a : b;
    }

    private @Nullable ChatState firstNoted() {
        chats.addAll(newChats);
        newChats.clear();
        ChatState chat = chats.peek();
        while (chat != null && chat.phase != ChatPhase.WAITING) {
            chats.remove();
            chat.noted = false;
            chat = chats.peek();
        }
        return chat;
    }

    /** The first chat that a noted agent would take, if it goes before the given one; drops agents who want none. */
    private @Nullable ChatState firstWanted(@Nullable ChatState before) {
        ChatState first = before;
        for (int i = agents.size() - 1; i >= 0; i--) {
            AgentState agent = agents.get(i);
            if (!agent.inHeap()) {
                agent.wanted = null;
            } else if (agent.wanted == null || !state.matching.mayTake(agent, agent.wanted)) {
                agent.wanted = state.matching.nextFor(agent);
            }
            if (agent.wanted == null) {
                agent.freed = false;
                AgentState last = agents.remove(agents.size() - 1);
                if (last != agent) {
                    agents.set(i, last);
                }
            } else if (first == null || ChatState.ORDER.compare(agent.wanted, first) < 0) {
                first = agent.wanted;
            }
        }
        return first == before ? null : first;
    }

    /** The first chat that a noted queue can give away; drops queues that have none. */
    private @Nullable ChatState firstOfQueues() {
        ChatState first = null;
        for (int i = queues.size() - 1; i >= 0; i--) {
            QueueState queue = queues.get(i);
            ChatState next = firstOf(queue);
            if (next == null) {
                queue.noted = false;
                queues.remove(i);
            } else {
                first = earlier(first, next);
            }
        }
        return first;
    }

    /** Chats that ask the same as one whom nobody may have, and were not asked for either, need not be tried. */
    private @Nullable ChatState firstOf(QueueState queue) {
        if (!queue.gives()) {
            return null;
        }
        Set<Demand> hopeless = new HashSet<>();
        for (ChatState chat : queue.line) {
            Demand demand = state.demandOf(chat);
            if (chat.phase != ChatPhase.WAITING
                    || (hopeless.contains(demand) && chat.wishes.agents().isEmpty())) {
                continue;
            }
            if (state.matching.choose(chat) != null) {
                return chat;
            }
            if (!chat.askedAnybody() && !chat.kept) {
                hopeless.add(demand);
            }
        }
        return null;
    }
}
