package dev.switchboard.client;

import java.util.List;
import java.util.Optional;

/**
 * What the server knows of the agent.
 *
 * @param agent the agent's id
 * @param name the name that customers see
 * @param presence the agent's readiness
 * @param load units taken now, open offers included
 * @param capacity the most units the agent can carry
 * @param nextPresence what the agent chose during the work after a chat, for its end; empty for nothing
 * @param wrapUps work after chats that goes on, in the order in which it began
 * @param mayTakeOver whether the agent may take chats that others own, see {@link AgentClient#takeOver}
 */
public record AgentStatus(
        String agent,
        String name,
        Presence presence,
        int load,
        int capacity,
        Optional<Presence> nextPresence,
        List<WrapUp> wrapUps,
        boolean mayTakeOver) {

    /**
     * Copies the list.
     *
     * @param agent the agent's id
     * @param name the name that customers see
     * @param presence the agent's readiness
     * @param load units taken now, open offers included
     * @param capacity the most units the agent can carry
     * @param nextPresence what the agent chose during the work after a chat, for its end; empty for nothing
     * @param wrapUps work after chats that goes on, in the order in which it began
     * @param mayTakeOver whether the agent may take chats that others own, see {@link AgentClient#takeOver}
     */
    public AgentStatus {
        wrapUps = List.copyOf(wrapUps);
    }
}
