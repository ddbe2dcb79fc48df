package dev.switchboard.loadtest.actor;

import dev.switchboard.client.AgentChat;
import dev.switchboard.client.AgentClient;
import dev.switchboard.client.AgentStatus;
import dev.switchboard.client.ChatClient;
import dev.switchboard.client.ChatDeparture;
import dev.switchboard.client.Message;
import dev.switchboard.client.Offer;
import dev.switchboard.client.StateChange;
import java.util.function.Consumer;

/** Where clients come from. Their callbacks run and their futures complete on the actors' loop. */
public interface Clients {

    /** What an agent's client tells. */
    interface AgentEvents {
        void onState(StateChange change);

        void onStatus(AgentStatus status);

        void onOffer(Offer offer);

        void onOfferEnded(Offer offer);

        void onChat(AgentChat chat);

        /** Texts and lines of the system. */
        void onLine(AgentChat chat, Message message);

        void onReset(AgentChat chat);

        void onDeparture(AgentChat chat, ChatDeparture how);
    }

    /** A customer nobody has seen before. */
    ChatClient customer(int number, Consumer<StateChange> onState);

    /** The agent of this name. */
    AgentClient agent(String name, AgentEvents events);
}
