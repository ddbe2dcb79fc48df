package dev.switchboard.server.routing;

import dev.switchboard.server.routing.TwinState.Agent;
import dev.switchboard.server.routing.TwinState.Chat;
import dev.switchboard.server.routing.TwinState.Customer;
import dev.switchboard.server.routing.TwinState.Due;
import dev.switchboard.server.routing.TwinState.Node;
import dev.switchboard.server.routing.TwinState.Offer;
import dev.switchboard.server.routing.TwinState.Queue;
import dev.switchboard.server.routing.TwinState.WrapUp;
import dev.switchboard.server.routing.model.*;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Routing once more, as simply as it can be said: no index, no heap, no list of what changed. After each instant and after
 * each command it looks at all waiting chats in order and at all agents, and gives away what can be given away.
 */
final class RoutingTwin {
    final TwinState state = new TwinState();
    final TwinChoice choice = new TwinChoice(state);
    private final TwinLines lines = new TwinLines(state, choice);
    final TwinParking parking = new TwinParking(state, choice);
    final TwinOffers offers = new TwinOffers(state, choice, lines, parking);
    private final TwinHands hands = new TwinHands(state, choice, lines, offers);
    private final TwinWrapUps wrapUps = new TwinWrapUps(state);
    private final TwinClosing closing = new TwinClosing(state, lines, offers, wrapUps);

    /** Something that is due, and what happens then. */
    private record Alarm(Due due, Runnable then) {}

    /**
     * Applies an entry.
     *
     * @param seen whether a supervisor saw the chat as it is
     * @param valid whether the fields of the command are within their ranges, which is not the twin's business
     * @return whether it was done, null where it was skipped
     */
    Boolean apply(LogEntry entry, boolean seen, boolean valid) {
        state.position = entry.position();
        offers.decisions.clear();
        parking.activityAsked.clear();
        fireUpTo(entry.timeMs());
        state.timeMs = entry.timeMs();
        state.chats.values().removeIf(chat -> !chat.open() && chat.closedMs + 600_000 <= state.timeMs);
        Boolean done = isNew(entry) ? carryOut(entry, seen, valid) : null;
        fireUpTo(entry.timeMs());
        settle();
        return done;
    }

    private boolean isNew(LogEntry entry) {
        Node node = state.nodes.get(entry.sender());
        if (node == null) {
            return entry.command() instanceof Command.NodeJoined && !state.goneNodes.contains(entry.sender());
        }
        boolean isNew = entry.counter() > node.lastCounter;
        node.lastCounter = Math.max(node.lastCounter, entry.counter());
        return isNew;
    }

    // Time.

    private void fireUpTo(long timeMs) {
        Alarm next = nextAlarm();
        while (next != null && next.due.atMs() <= timeMs) {
            if (next.due.atMs() > state.timeMs) {
                settle();
                state.timeMs = next.due.atMs();
            }
            next.then.run();
            next = nextAlarm();
        }
    }

    private Alarm nextAlarm() {
        List<Alarm> alarms = new ArrayList<>();
        state.nodes.forEach((id, node) -> alarms.add(new Alarm(node.lost, () -> removeNode(id))));
        for (Agent agent : state.agents.values()) {
            alarms.add(new Alarm(agent.grace, () -> graceOver(agent)));
            for (WrapUp wrapUp : agent.wrapUps) {
                alarms.add(new Alarm(wrapUp.end, () -> wrapUps.end(agent, wrapUp)));
            }
        }
        state.customers.forEach(
                (id, customer) -> alarms.add(new Alarm(customer.grace, () -> closing.customerLost(id))));
        for (Chat chat : state.chats.values()) {
            alarms.add(new Alarm(chat.maxWait, () -> closing.waitedTooLong(chat)));
            alarms.add(new Alarm(chat.kept, () -> chat.kept = null));
            alarms.add(new Alarm(chat.idle, () -> parking.silenceDue(chat)));
            for (Offer offer : chat.offers) {
                alarms.add(new Alarm(offer.end(), () -> offers.timedOut(chat, offer)));
            }
        }
        alarms.removeIf(alarm -> alarm.due == null);
        return alarms.stream()
                .min(Comparator.comparing((Alarm alarm) -> alarm.due.atMs()).thenComparing(alarm -> alarm.due.order()))
                .orElse(null);
    }

    // Routing.

    private void settle() {
        parking.wake();
        while (giveOrRelaxOne()) {
            // The next one may be another by now.
        }
    }

    private boolean giveOrRelaxOne() {
        for (Chat chat : choice.waiting()) {
            TwinChoice.Pick pick = choice.gives(chat.queue) ? choice.pick(chat, choice.isKept(chat)) : null;
            boolean stepDue = chat.step < choice.steps(chat).size() && choice.dueMs(chat, chat.step) <= state.timeMs;
            if (pick != null) {
                offers.give(chat, pick);
                return true;
            }
            if (stepDue) {
                chat.step++;
                return true;
            }
        }
        return false;
    }

    // Commands.

    private boolean carryOut(LogEntry entry, boolean seen, boolean valid) {
        Command command = entry.command();
        if (command instanceof Command.StartChat c) {
            return start(c, valid);
        } else if (command instanceof Command.AcceptOffer c) {
            return offers.accept(c);
        } else if (command instanceof Command.DeclineOffer c) {
            return offers.decline(c);
        } else if (command instanceof Command.CloseChat c) {
            return closing.close(c);
        } else if (command instanceof Command.TransferChat c) {
            return hands.transfer(c);
        } else if (command instanceof Command.TakeChat c) {
            return hands.take(c);
        } else if (command instanceof Command.AssignChat c) {
            return hands.assignByHand(c, seen);
        } else if (command instanceof Command.MoveChat c) {
            return hands.move(c, seen);
        } else if (command instanceof Command.PrioritiseChat c) {
            return hands.prioritise(c, seen);
        } else if (command instanceof Command.HoldChat c) {
            return parking.hold(c);
        } else if (command instanceof Command.ReportActivity c) {
            return parking.report(c);
        } else if (command instanceof Command.ExtendWrapUp c) {
            return wrapUps.extend(c);
        } else if (command instanceof Command.EndWrapUp c) {
            return wrapUps.end(c);
        } else if (command instanceof Command.SetPresence c) {
            return setPresence(c);
        }
        return carryOutSessions(entry, command, valid);
    }

    private boolean carryOutSessions(LogEntry entry, Command command, boolean valid) {
        if (command instanceof Command.ConnectAgent c) {
            return connect(c);
        } else if (command instanceof Command.DisconnectAgent c) {
            Agent agent = state.agents.get(c.agent());
            if (agent != null) {
                disconnect(agent, c.session());
            }
            return agent != null;
        } else if (command instanceof Command.ConnectCustomer c) {
            attach(c.customer(), c.session(), c.node());
            return state.nodes.containsKey(c.node());
        } else if (command instanceof Command.DisconnectCustomer c) {
            disconnect(c.customer(), c.session());
            return true;
        } else if (command instanceof Command.NodeJoined c) {
            return c.node().equals(entry.sender()) && join(entry);
        } else if (command instanceof Command.Heartbeat c) {
            return c.node().equals(entry.sender()) && isAlive(c.node());
        } else if (command instanceof Command.NodeLeft c) {
            return c.node().equals(entry.sender()) && removeNode(c.node());
        }
        return valid && configure(command);
    }

    // Sessions.

    private boolean join(LogEntry entry) {
        if (!state.nodes.containsKey(entry.sender())) {
            Node node = new Node();
            node.lastCounter = entry.counter();
            state.nodes.put(entry.sender(), node);
            return isAlive(entry.sender());
        }
        return true;
    }

    private boolean isAlive(NodeId id) {
        state.nodes.get(id).lost = state.in(state.settings.nodeLostMs());
        return true;
    }

    private boolean removeNode(NodeId id) {
        state.nodes.remove(id);
        state.goneNodes.add(id);
        for (Agent agent : state.agents.values()) {
            new TreeMap<>(agent.sessions).forEach((session, node) -> {
                if (node.equals(id)) {
                    disconnect(agent, session);
                }
            });
        }
        new TreeMap<>(state.customers)
                .forEach((customer, known) -> new TreeMap<>(known.sessions).forEach((session, node) -> {
                    if (node.equals(id)) {
                        disconnect(customer, session);
                    }
                }));
        return true;
    }

    private boolean connect(Command.ConnectAgent command) {
        Agent agent = state.agents.get(command.agent());
        if (agent == null || !state.nodes.containsKey(command.node())) {
            return false;
        }
        if (!agent.reachable() && agent.grace == null && agent.presence == Presence.OFFLINE) {
            agent.presence = Presence.AWAY;
        }
        agent.sessions.put(command.session(), command.node());
        agent.grace = null;
        return true;
    }

    private void disconnect(Agent agent, SessionId session) {
        boolean known = agent.sessions.remove(session) != null;
        if (known && !agent.reachable()) {
            agent.grace = state.in(state.settings.agentGraceMs());
            offers.withdrawAll(agent);
        }
    }

    private void graceOver(Agent agent) {
        agent.grace = null;
        agent.presence = Presence.OFFLINE;
        agent.next = null;
        agent.missed = 0;
        agent.wrapUps.clear();
        closing.requeueAll(agent);
    }

    private boolean setPresence(Command.SetPresence command) {
        Agent agent = state.agents.get(command.agent());
        Presence wanted = command.presence();
        if (agent == null || wanted == Presence.NOT_RESPONDING || !agent.reachable()) {
            return false;
        }
        agent.missed = 0;
        if (!agent.wrapUps.isEmpty() && agent.presence != Presence.NOT_RESPONDING) {
            agent.next = wanted == agent.presence ? null : wanted;
        } else {
            if (wanted == Presence.AVAILABLE && agent.presence != wanted) {
                agent.idleSinceMs = state.timeMs;
            }
            agent.presence = wanted;
        }
        if (wanted == Presence.AWAY || wanted == Presence.OFFLINE) {
            offers.withdrawAll(agent);
        }
        return true;
    }

    private void attach(CustomerId id, SessionId session, NodeId node) {
        Customer customer = state.customers.get(id);
        if (customer != null && state.nodes.containsKey(node)) {
            customer.sessions.put(session, node);
            customer.grace = null;
        }
    }

    private void disconnect(CustomerId id, SessionId session) {
        Customer customer = state.customers.get(id);
        boolean known = customer != null && customer.sessions.remove(session) != null;
        if (known && customer.sessions.isEmpty()) {
            customer.grace = state.in(state.settings.customerGraceMs());
        }
    }

    private boolean start(Command.StartChat command, boolean valid) {
        if (!state.nodes.containsKey(command.node())) {
            return false;
        }
        for (Chat known : state.chats.values()) {
            if (known.key.equals(command.key()) && known.customer.equals(command.customer())) {
                if (known.open()) {
                    attach(command.customer(), command.session(), command.node());
                }
                return true;
            }
        }
        if (!valid || !state.queues.containsKey(command.queue())) {
            return false;
        }
        QueueId queue = lines.withOverflow(command.queue());
        if (!lines.mayEnter(queue, command.customer(), command.wishes(), null)
                || lines.hasOther(command.queue(), command.customer(), null)) {
            return false;
        }
        state.customers.computeIfAbsent(command.customer(), absent -> new Customer());
        attach(command.customer(), command.session(), command.node());
        ChatId id = new ChatId(state.position);
        Chat chat = new Chat(new TwinState.StartFields(id, command, state.timeMs));
        state.chats.put(id, chat);
        lines.enter(chat, queue);
        return true;
    }

    // Configuration.

    /** Open offers beyond a capacity that was lowered, whoever's, are withdrawn. */
    private boolean configure(Command command) {
        Map<ChatId, Map<AgentId, Integer>> before = capacitiesOfOffers();
        boolean done = carryOutConfiguration(command);
        state.agents.values().forEach(agent -> withdrawBeyondCapacity(agent, before));
        return done;
    }

    private Map<ChatId, Map<AgentId, Integer>> capacitiesOfOffers() {
        Map<ChatId, Map<AgentId, Integer>> capacities = new TreeMap<>();
        for (Chat chat : state.chats.values()) {
            Map<AgentId, Integer> ofChat = new TreeMap<>();
            chat.offers.forEach(
                    offer -> ofChat.put(offer.agent(), choice.capacity(state.agents.get(offer.agent()), chat.queue)));
            capacities.put(chat.id, ofChat);
        }
        return capacities;
    }

    private void withdrawBeyondCapacity(Agent agent, Map<ChatId, Map<AgentId, Integer>> before) {
        for (Chat chat : offeredTo(agent)) {
            int capacity = choice.capacity(agent, chat.queue);
            if (capacity < before.get(chat.id).get(agent.id) && choice.load(agent) > capacity) {
                offers.withdraw(chat, chat.offerTo(agent.id));
            }
        }
    }

    /** What is on offer to him, the chat that goes last first. */
    private List<Chat> offeredTo(Agent agent) {
        List<Chat> offered = new ArrayList<>(state.chats.values());
        offered.removeIf(chat -> chat.offerTo(agent.id) == null);
        offered.sort(choice.firstOutOf().reversed());
        return offered;
    }

    private boolean carryOutConfiguration(Command command) {
        if (command instanceof Command.ConfigureSettings c) {
            boolean asksAnew = c.settings().chatWeight() != state.settings.chatWeight()
                    || c.settings().agentCapacity() != state.settings.agentCapacity();
            state.settings = c.settings();
            if (asksAnew) {
                state.queues.keySet().forEach(queue -> choice.line(queue).forEach(lines::adapt));
            }
        } else if (command instanceof Command.ConfigureQueue c) {
            Queue queue = state.queues.computeIfAbsent(c.queue(), absent -> new Queue());
            queue.rules = c.rules();
            // In two steps: in which order they stand is asked of their steps.
            state.chats.values().stream()
                    .filter(chat -> chat.inLine() && chat.queue.equals(c.queue()))
                    .forEach(lines::adapt);
        } else if (command instanceof Command.SetQueueOpen c) {
            Queue queue = state.queues.get(c.queue());
            if (queue != null) {
                queue.open = c.open();
            }
            return queue != null;
        } else if (command instanceof Command.RemoveQueue c) {
            return removeQueue(c.queue());
        } else if (command instanceof Command.ConfigureAgent c) {
            configureAgent(c);
        } else if (command instanceof Command.RemoveAgent c) {
            return removeAgent(c.agent());
        }
        return true;
    }

    private boolean removeQueue(QueueId id) {
        if (!state.queues.containsKey(id)) {
            return false;
        }
        choice.line(id).forEach(chat -> closing.close(chat, CloseReason.ADMINISTRATIVE, new Actor.Core()));
        state.queues.remove(id);
        return true;
    }

    /** Offers of chats that he does not fit any more are withdrawn. */
    private void configureAgent(Command.ConfigureAgent command) {
        Agent agent = state.agents.get(command.agent());
        if (agent == null) {
            agent = new Agent(command.agent());
            agent.idleSinceMs = state.timeMs;
            state.agents.put(agent.id, agent);
        }
        agent.rules = command.rules();
        for (Chat chat : offeredTo(agent)) {
            Offer offer = chat.offerTo(agent.id);
            ChosenBy reason = offer.facts().reason();
            boolean fits = switch (reason) {
                case ASSIGNED -> true;
                case TRANSFERRED -> TwinChoice.has(agent, choice.required(chat));
                default -> choice.fits(agent, chat);
            };
            if (!fits) {
                offers.withdraw(chat, offer);
            }
        }
    }

    private boolean removeAgent(AgentId id) {
        Agent agent = state.agents.get(id);
        if (agent == null) {
            return false;
        }
        agent.presence = Presence.OFFLINE;
        agent.sessions.clear();
        offers.withdrawAll(agent);
        closing.requeueAll(agent);
        state.agents.remove(id);
        return true;
    }
}
