package dev.switchboard.server.routing;

import dev.switchboard.server.routing.model.ChosenBy;
import dev.switchboard.server.routing.model.DecisionFacts;
import dev.switchboard.server.routing.model.OfferId;

/** An open offer. Its units count as the agent's load. */
final class Offer {
    final ChatState chat;
    final int turn;
    final AgentState agent;
    final int units;
    final DecisionFacts facts;
    final Timer timer = new Timer(Timer.Kind.OFFER, this);

    Offer(ChatState chat, int turn, AgentState agent, int units, DecisionFacts facts) {
        this.chat = chat;
        this.turn = turn;
        this.agent = agent;
        this.units = units;
        this.facts = facts;
    }

    OfferId id() {
        return new OfferId(chat.id, turn);
    }

    /** Somebody meant this very agent, who need not serve the queue. */
    boolean directed() {
        return facts.reason() == ChosenBy.TRANSFERRED || forced();
    }

    /** A supervisor meant this very agent, who need not have the skills either. */
    boolean forced() {
        return facts.reason() == ChosenBy.ASSIGNED;
    }

    @Override
    public String toString() {
        return "turn " + turn + " of " + chat;
    }
}
