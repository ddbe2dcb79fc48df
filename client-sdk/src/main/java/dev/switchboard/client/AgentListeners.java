package dev.switchboard.client;

import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** An agent's callbacks; set by the builder, copied by {@code build()}, and not changed after that. */
final class AgentListeners {

    Consumer<Offer> offer = any -> {};
    BiConsumer<Offer, OfferEnd> offerEnded = (any, end) -> {};
    Consumer<AgentChat> chat = any -> {};
    BiConsumer<AgentChat, Message> message = (any, text) -> {};
    BiConsumer<AgentChat, Message> systemLine = (any, line) -> {};
    BiConsumer<AgentChat, Typing> typing = (any, change) -> {};
    Consumer<AgentChat> reset = any -> {};
    BiConsumer<AgentChat, ChatDeparture> departure = (any, how) -> {};
    BiConsumer<AgentChat, Parked> parked = (any, how) -> {};
    Consumer<Transfer> transfer = any -> {};
    Consumer<AgentStatus> status = any -> {};

    AgentListeners copy() {
        AgentListeners copy = new AgentListeners();
        copy.offer = offer;
        copy.offerEnded = offerEnded;
        copy.chat = chat;
        copy.message = message;
        copy.systemLine = systemLine;
        copy.typing = typing;
        copy.reset = reset;
        copy.departure = departure;
        copy.parked = parked;
        copy.transfer = transfer;
        copy.status = status;
        return copy;
    }
}
