package dev.switchboard.server.routing;

import dev.switchboard.server.routing.TwinState.Agent;
import dev.switchboard.server.routing.TwinState.Chat;
import dev.switchboard.server.routing.TwinState.Offer;
import dev.switchboard.server.routing.model.*;
import java.util.Objects;

/** What people do to chats by hand. True is "done", false "refused". */
final class TwinHands {
    private final TwinState state;
    private final TwinChoice choice;
    private final TwinLines lines;
    private final TwinOffers offers;

    TwinHands(TwinState state, TwinChoice choice, TwinLines lines, TwinOffers offers) {
        this.state = state;
        this.choice = choice;
        this.lines = lines;
        this.offers = offers;
    }

    boolean transfer(Command.TransferChat command) {
        Chat chat = state.chats.get(command.chat());
        if (chat == null || (command.toAgent() == null) == (command.toQueue() == null)) {
            return false;
        }
        if (!chat.ownedBy(command.by(), command.assignment())) {
            return chat.hasEnded(command.assignment(), command.by(), "transferred");
        }
        QueueId to = command.toQueue();
        Agent target = state.agents.get(command.toAgent() == null ? new AgentId(-1) : command.toAgent());
        boolean possible = to == null
                ? target != null
                        && !target.id.equals(chat.owner)
                        && state.queues.containsKey(chat.queue)
                        && TwinChoice.has(target, choice.required(chat))
                        && target.available()
                        && choice.hasRoom(target, chat.queue, choice.weight(chat))
                : state.queues.containsKey(to) && lines.mayEnter(to, chat.customer, chat.wishes, chat);
        if (!possible) {
            return false;
        }
        chat.ended(chat.turn, command.by(), "transferred");
        offers.unassign(chat);
        if (to != null) {
            chat.asked.clear();
        }
        offers.askLater(chat, command.by());
        lines.enter(chat, to == null ? chat.queue : to);
        if (target != null) {
            offers.giveTo(chat, target, ChosenBy.TRANSFERRED);
        }
        return true;
    }

    boolean take(Command.TakeChat command) {
        Chat chat = state.chats.get(command.chat());
        Agent agent = state.agents.get(command.by());
        if (chat == null || agent == null || !chat.open()) {
            return false;
        }
        boolean room = agent.reachable()
                && state.queues.containsKey(chat.queue)
                && choice.hasRoom(agent, chat.queue, choice.weight(chat));
        switch (chat.phase) {
            case WAITING -> {
                if (!room
                        || choice.activeLimitReached(chat.queue)
                        || !choice.serves(agent, chat)
                        || !TwinChoice.has(agent, choice.required(chat))) {
                    return false;
                }
                offers.giveTo(chat, agent, ChosenBy.TAKEN);
            }
            case OFFERED -> {
                Offer own = chat.offerTo(agent.id);
                return own != null
                        && offers.accept(new Command.AcceptOffer(new OfferId(chat.id, own.turn()), agent.id));
            }
            default -> {
                if (agent.id.equals(chat.owner)) {
                    return true;
                }
                if (!room || !agent.rules.mayTakeOver() || !Objects.equals(chat.owner, command.from())) {
                    return false;
                }
                offers.unassign(chat);
                lines.enter(chat, chat.queue);
                offers.giveTo(chat, agent, ChosenBy.TAKEN_OVER);
            }
        }
        return true;
    }

    boolean assignByHand(Command.AssignChat command, boolean seen) {
        Chat chat = state.chats.get(command.chat());
        Agent to = state.agents.get(command.to());
        if (chat == null || to == null) {
            return false;
        }
        Offer own = chat.offerTo(to.id);
        if (to.id.equals(chat.owner) || (own != null && own.facts().reason() == ChosenBy.ASSIGNED)) {
            return true;
        }
        boolean works = to.presence == Presence.AVAILABLE || to.presence == Presence.BUSY;
        boolean listens = to.reachable() && works && (to.next == null || to.next == Presence.AVAILABLE);
        int more = choice.weight(chat) - (own == null ? 0 : own.units());
        if (!chat.open()
                || !seen
                || !listens
                || !state.queues.containsKey(chat.queue)
                || (chat.phase == ChatPhase.WAITING && choice.activeLimitReached(chat.queue))
                || !choice.hasRoom(to, chat.queue, more)) {
            return false;
        }
        if (chat.phase == ChatPhase.ACTIVE) {
            offers.unassign(chat);
            lines.enter(chat, chat.queue);
        }
        lines.endOffers(chat);
        offers.giveTo(chat, to, ChosenBy.ASSIGNED);
        return true;
    }

    boolean move(Command.MoveChat command, boolean seen) {
        Chat chat = state.chats.get(command.chat());
        if (chat == null || (chat.inLine() && chat.queue.equals(command.to()))) {
            return chat != null;
        }
        if (!chat.open()
                || !seen
                || !state.queues.containsKey(command.to())
                || !lines.mayEnter(command.to(), chat.customer, chat.wishes, chat)) {
            return false;
        }
        chat.asked.clear();
        if (chat.phase == ChatPhase.ACTIVE) {
            offers.unassign(chat);
        } else {
            lines.leave(chat);
        }
        lines.enter(chat, command.to());
        return true;
    }

    boolean prioritise(Command.PrioritiseChat command, boolean seen) {
        Chat chat = state.chats.get(command.chat());
        if (chat == null || !chat.inLine()) {
            return false;
        }
        boolean same = chat.ownCreditMs == command.creditMs();
        if (!same && seen) {
            chat.ownCreditMs = command.creditMs();
        }
        return same || seen;
    }
}
