package dev.switchboard.server.routing.bench;

import dev.switchboard.server.routing.Command;
import dev.switchboard.server.routing.Event;
import dev.switchboard.server.routing.Outcome;
import dev.switchboard.server.routing.RoutingCore;
import dev.switchboard.server.routing.model.*;
import java.util.ArrayDeque;
import java.util.List;

/**
 * A core, and people who keep it at work: chats start as fast as others are closed, agents accept what they are offered at once
 * and close the chat they have had the longest, and one agent at a time goes and comes back. No command may be refused.
 *
 * <p>Of the chats with agents it keeps numbers only, in arrays: what it would have to fetch from memory would be counted as
 * the core's time.
 */
final class BusyDesk {
    static final int CHATS_PER_ROUND = 10;
    /** For each chat start, accept and close, and one change of presence. */
    static final int COMMANDS_PER_ROUND = 3 * CHATS_PER_ROUND + 1;

    private static final NodeId NODE = new NodeId(1);
    private static final SiteId SITE = new SiteId(1);

    private final RoutingCore core = new RoutingCore();
    private final Wanted wanted;
    private final int queues;
    private final int agents;
    private final Active active;
    private final ArrayDeque<Event.ChatOffered> offered = new ArrayDeque<>();
    private long position;
    private long timeMs;
    private long lastCustomer;
    private int presences;

    /** What the chat of that customer asks for; customers come in the order of their numbers. */
    interface Wanted {
        Wishes of(long customer);
    }

    /** Assignments in the order in which they were made. */
    private static final class Active {
        private final long[] chats;
        private final long[] agents;
        private final int[] turns;
        private int first;
        private int size;

        private Active(int max) {
            chats = new long[max];
            agents = new long[max];
            turns = new int[max];
        }

        private void add(Event.ChatAssigned assigned) {
            int at = (first + size) % chats.length;
            chats[at] = assigned.assignment().chat().value();
            agents[at] = assigned.agent().value();
            turns[at] = assigned.assignment().turn();
            size++;
        }

        private Command takeClose() {
            Command close = new Command.CloseChat(
                    new ChatId(chats[first]),
                    new Actor.Agent(new AgentId(agents[first])),
                    turns[first],
                    CloseReason.AGENT_CLOSED);
            first = (first + 1) % chats.length;
            size--;
            return close;
        }
    }

    /** @param activeMax all units of all agents */
    BusyDesk(int queues, int agents, int activeMax, Wanted wanted) {
        this.queues = queues;
        this.agents = agents;
        this.active = new Active(activeMax);
        this.wanted = wanted;
        apply(new Command.NodeJoined(NODE, 1, 1));
    }

    void apply(Command command) {
        var applied = core.apply(++position, timeMs, timeMs, NODE, position, command);
        List<Event> events = applied.events();
        for (int i = 0; i < events.size(); i++) {
            Event event = events.get(i);
            if (event instanceof Event.ChatOffered offer) {
                offered.add(offer);
            } else if (event instanceof Event.ChatAssigned assignment) {
                active.add(assignment);
            }
        }
        if (applied.outcome() instanceof Outcome.Refused refused) {
            throw new IllegalStateException(command + ": " + refused);
        }
    }

    void configure(QueueId queue, QueueRules rules) {
        apply(new Command.ConfigureQueue(queue, rules));
    }

    /** Somebody who comes to work at once. */
    void hire(AgentId agent, AgentRules rules) {
        apply(new Command.ConfigureAgent(agent, rules));
        apply(new Command.ConnectAgent(agent, new SessionId(agent.value()), NODE));
        apply(new Command.SetPresence(agent, Presence.AVAILABLE));
    }

    void fill(int chats) {
        for (int i = 0; i < chats; i++) {
            start();
            acceptAll();
        }
    }

    private void start() {
        long customer = ++lastCustomer;
        apply(new Command.StartChat(
                "key",
                new CustomerId(customer),
                SITE,
                new QueueId(1 + (int) (customer % queues)),
                wanted.of(customer),
                new SessionId(customer),
                NODE));
    }

    private void acceptAll() {
        Event.ChatOffered offer = offered.poll();
        while (offer != null) {
            apply(new Command.AcceptOffer(offer.offer(), offer.agent()));
            offer = offered.poll();
        }
    }

    /** A millisecond of work. Heartbeats are not among {@link #COMMANDS_PER_ROUND}. */
    long round() {
        timeMs++;
        if (timeMs % 500 == 0) {
            apply(new Command.Heartbeat(NODE));
        }
        for (int i = 0; i < CHATS_PER_ROUND; i++) {
            start();
            apply(active.takeClose());
            acceptAll();
        }
        // One goes, at the next call he comes back: at most one of all is away.
        AgentId agent = new AgentId(1 + presences / 2 % agents);
        Presence presence = presences % 2 == 0 ? Presence.BUSY : Presence.AVAILABLE;
        presences++;
        apply(new Command.SetPresence(agent, presence));
        acceptAll();
        return position;
    }
}
