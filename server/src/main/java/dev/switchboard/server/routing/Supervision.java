package dev.switchboard.server.routing;

import dev.switchboard.server.routing.Event.QueuedBecause;
import dev.switchboard.server.routing.model.AgentId;
import dev.switchboard.server.routing.model.ChatPhase;
import dev.switchboard.server.routing.model.ChosenBy;
import org.jspecify.annotations.Nullable;

/** What people decide by hand: agents who take chats, supervisors who give, move and prioritise them. */
final class Supervision {
    private final CoreState state;
    private final Line line;
    private final Offers offers;
    private final Chats chats;

    Supervision(CoreState state, Line line, Offers offers, Chats chats) {
        this.state = state;
        this.line = line;
        this.offers = offers;
        this.chats = chats;
    }

    Outcome take(Command.TakeChat command) {
        ChatState chat = state.chat(command.chat());
        AgentState agent = state.agents.get(command.by());
        if (chat == null) {
            return Outcomes.of(Refusal.UNKNOWN_CHAT);
        }
        if (agent == null) {
            return Outcomes.of(Refusal.UNKNOWN_AGENT);
        }
        return switch (chat.phase) {
            case WAITING -> takeWaiting(chat, agent);
            case OFFERED -> takeOffered(chat, agent);
            case ACTIVE -> takeOver(chat, agent, command.from());
            case CLOSED -> Outcomes.of(Refusal.CHAT_CLOSED);
        };
    }

    private Outcome takeWaiting(ChatState chat, AgentState agent) {
        QueueState queue = line.queueOf(chat);
        boolean eligible =
                agent.profile.servesOneOf(state.demandOf(chat).key) && agent.profile.meets(Asks.required(queue, chat));
        if (!eligible) {
            return Outcomes.of(Refusal.AGENT_NOT_ELIGIBLE);
        }
        if (queue.activeLimitReached()) {
            return Outcomes.of(Refusal.ACTIVE_LIMIT);
        }
        Refusal refused = refuseRoom(agent, chat, 0);
        if (refused != null) {
            return Outcomes.of(refused);
        }
        line.withdraw(chat);
        offers.giveTo(chat, agent, ChosenBy.TAKEN);
        return Outcomes.DONE;
    }

    /** What is on offer to himself he accepts. */
    private Outcome takeOffered(ChatState chat, AgentState agent) {
        Offer own = chat.offerTo(agent);
        if (own == null) {
            return Outcomes.of(Refusal.NOT_WAITING);
        }
        offers.accept(own);
        return Outcomes.DONE;
    }

    /** Of two who take the same chat over, the first has it: the other one did not mean to take it from him. */
    private Outcome takeOver(ChatState chat, AgentState agent, @Nullable AgentId from) {
        AgentState owner = state.agentOf(chat);
        if (owner == agent) {
            return Outcomes.DONE;
        }
        if (!agent.rules.mayTakeOver() || !owner.id.equals(from)) {
            return new Outcome.Refused(Refusal.NOT_OWNER, chat.id, owner.id);
        }
        if (!state.queues.containsKey(chat.queue)) {
            return Outcomes.of(Refusal.UNKNOWN_QUEUE);
        }
        Refusal refused = refuseRoom(agent, chat, 0);
        if (refused != null) {
            return Outcomes.of(refused);
        }
        takeAway(chat, QueuedBecause.TAKEN_OVER, agent);
        offers.giveTo(chat, agent, ChosenBy.TAKEN_OVER);
        return Outcomes.DONE;
    }

    /** @param own units that he has taken for the chat already, by an offer */
    private @Nullable Refusal refuseRoom(AgentState agent, ChatState chat, int own) {
        if (!agent.reachable()) {
            return Refusal.NOT_CONNECTED;
        }
        QueueState queue = state.queues.get(chat.queue);
        int weight = queue == null ? chat.weight : Asks.weight(state, queue, chat);
        return state.matching.hasRoom(agent, queue, weight - own) ? null : Refusal.AGENT_FULL;
    }

    Outcome assign(Command.AssignChat command) {
        ChatState chat = state.chat(command.chat());
        AgentState to = state.agents.get(command.to());
        if (to == null) {
            return Outcomes.of(Refusal.UNKNOWN_AGENT);
        }
        if (chat != null && hasByAssignment(chat, to)) {
            return Outcomes.DONE;
        }
        Refusal refused = refuseChange(chat, command.revision());
        if (chat == null || refused != null) {
            return Outcomes.of(refused == null ? Refusal.UNKNOWN_CHAT : refused);
        }
        QueueState queue = state.queues.get(chat.queue);
        if (queue == null) {
            return Outcomes.of(Refusal.UNKNOWN_QUEUE);
        }
        if (chat.phase == ChatPhase.WAITING && queue.activeLimitReached()) {
            return Outcomes.of(Refusal.ACTIVE_LIMIT);
        }
        Offer own = chat.offerTo(to);
        Refusal noRoom = refuseRoom(to, chat, own == null ? 0 : own.units);
        if (noRoom != null || !to.atWork()) {
            return Outcomes.of(noRoom == null ? Refusal.AGENT_NOT_ELIGIBLE : noRoom);
        }
        takeAway(chat, QueuedBecause.REASSIGNED, to);
        offers.giveTo(chat, to, ChosenBy.ASSIGNED);
        // The offer that he had may have taken more units than he needs now.
        offers.free(to, 0);
        return Outcomes.DONE;
    }

    private static boolean hasByAssignment(ChatState chat, AgentState agent) {
        Offer offer = chat.offerTo(agent);
        return chat.agent == agent || (offer != null && offer.forced());
    }

    /** Ends whatever the chat has, so that it stands in its line and does not wait. */
    private void takeAway(ChatState chat, QueuedBecause because, AgentState next) {
        switch (chat.phase) {
            case WAITING -> line.withdraw(chat);
            case OFFERED -> offers.withdrawForGood(chat, next);
            case ACTIVE -> {
                offers.unassign(chat, because);
                line.enter(chat);
            }
            case CLOSED -> throw new IllegalStateException(chat + " is closed");
        }
        chat.phase = ChatPhase.OFFERED;
        line.say(chat, because, chat.turn);
    }

    Outcome move(Command.MoveChat command) {
        ChatState chat = state.chat(command.chat());
        if (chat != null && chat.inLine() && chat.queue.equals(command.to())) {
            return Outcomes.DONE;
        }
        Refusal refused = refuseChange(chat, command.revision());
        if (chat == null || refused != null) {
            return Outcomes.of(refused == null ? Refusal.UNKNOWN_CHAT : refused);
        }
        return chats.move(chat, command.to());
    }

    Outcome prioritise(Command.PrioritiseChat command) {
        ChatState chat = state.chat(command.chat());
        if (!Limits.between(command.creditMs(), 0, Limits.CREDIT_MS_MAX)) {
            return Outcomes.of(Refusal.INVALID);
        }
        if (chat != null && chat.inLine() && chat.ownCreditMs == command.creditMs()) {
            return Outcomes.DONE;
        }
        Refusal refused = refuseChange(chat, command.revision());
        if (chat == null || refused != null) {
            return Outcomes.of(refused == null ? Refusal.UNKNOWN_CHAT : refused);
        }
        if (!chat.inLine()) {
            return Outcomes.of(Refusal.NOT_WAITING);
        }
        chat.ownCreditMs = command.creditMs();
        chat.revision = state.position;
        line.reorder(chat);
        state.emit(new Event.ChatPrioritised(chat.id, command.by(), command.creditMs()));
        return Outcomes.DONE;
    }

    private static @Nullable Refusal refuseChange(@Nullable ChatState chat, long revision) {
        if (chat == null) {
            return Refusal.UNKNOWN_CHAT;
        }
        if (!chat.open()) {
            return Refusal.CHAT_CLOSED;
        }
        return chat.revision == revision ? null : Refusal.CONFLICT;
    }
}
