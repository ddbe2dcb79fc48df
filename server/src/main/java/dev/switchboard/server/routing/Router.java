package dev.switchboard.server.routing;

import java.util.ArrayList;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Brings waiting chats and agents with room together, after the timers of each instant and after every
 * command.
 *
 * <p>Between entries nobody waits who could be served. So only two things can have made a pair: a chat began to wait (or
 * its pause ended), or an agent gained room. Those are noted, and {@link #settle} takes, as long as there is any, the chat
 * that goes first among the noted chats and the noted agents' next ones, and gives it to the best of all agents. Taking
 * the first chat each time keeps "first come, first served" when several agents and chats come free at once.
 */
final class Router {
    private final CoreState state;
    private final PriorityQueue<ChatState> chats = new PriorityQueue<>(ChatState.ORDER);
    private final ArrayList<AgentState> agents = new ArrayList<>();

    Router(CoreState state) {
        this.state = state;
    }

    /** The chat waits and has not been tried yet. */
    void note(ChatState chat) {
        chats.add(chat);
    }

    /** The agent may have room for a chat that had to wait. */
    void note(AgentState agent) {
        if (!agent.freed) {
            agent.freed = true;
            agents.add(agent);
        }
    }

    void settle(Offers offers) {
        while (true) {
            ChatState chat = firstNoted();
            ChatState wanted = firstWanted(chat);
            if (wanted != null) {
                chat = wanted;
            }
            if (chat == null) {
                return;
            }
            if (chat != wanted) {
                chats.remove();
            }
            Matching.Choice choice = state.matching.choose(chat);
            if (choice != null) {
                offers.give(chat, choice);
            } else {
                CoreState.ensure(chat != wanted, "an agent wanted a chat that nobody may have", chat);
            }
        }
    }

    private @Nullable ChatState firstNoted() {
        ChatState chat = chats.peek();
        while (chat != null && !chat.inHeap()) {
            chats.remove();
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
            } else if (agent.wanted == null || !agent.wanted.inHeap()) {
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
}
