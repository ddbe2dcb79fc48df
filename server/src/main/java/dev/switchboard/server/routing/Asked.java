package dev.switchboard.server.routing;

import dev.switchboard.server.routing.model.AgentId;

/** An agent who declined, missed or gave away a chat, and until when he is not to be asked again. */
final class Asked {
    final ChatState chat;
    final AgentId agent;
    final Timer pause = new Timer(Timer.Kind.REOFFER, this);
    long untilMs;

    Asked(ChatState chat, AgentId agent) {
        this.chat = chat;
        this.agent = agent;
    }
}
