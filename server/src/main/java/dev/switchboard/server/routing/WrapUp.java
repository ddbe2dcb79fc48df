package dev.switchboard.server.routing;

import dev.switchboard.server.routing.model.ChatId;

/** An agent's work after a chat. */
final class WrapUp {
    final AgentState agent;
    final ChatId chat;
    /** What it was given at first, and is given again when extended. */
    final long ms;
    /** Units that stay taken. */
    final int units;

    final long beganMs;
    final Timer timer = new Timer(Timer.Kind.WRAP_UP, this);

    WrapUp(AgentState agent, ChatId chat, long ms, int units, long beganMs) {
        this.agent = agent;
        this.chat = chat;
        this.ms = ms;
        this.units = units;
        this.beganMs = beganMs;
    }
}
