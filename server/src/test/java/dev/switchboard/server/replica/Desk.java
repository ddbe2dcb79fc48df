package dev.switchboard.server.replica;

import dev.switchboard.server.routing.Command;
import dev.switchboard.server.routing.CoreDriver;
import dev.switchboard.server.routing.model.AgentId;
import dev.switchboard.server.routing.model.AgentRules;
import dev.switchboard.server.routing.model.CustomerId;
import dev.switchboard.server.routing.model.NodeId;
import dev.switchboard.server.routing.model.Presence;
import dev.switchboard.server.routing.model.QueueId;
import dev.switchboard.server.routing.model.SessionId;
import dev.switchboard.server.routing.model.SiteId;
import dev.switchboard.server.routing.model.Wishes;
import java.util.List;

/** Sample commands around one queue. */
public final class Desk {
    public static final QueueId QUEUE = new QueueId(1);

    private Desk() {}

    /** @param direct assign without asking */
    public static Command queue(boolean direct) {
        return new Command.ConfigureQueue(QUEUE, CoreDriver.queueRules("support", 0, List.of(), 15_000, direct, 1_000));
    }

    public static Command agent(long id, int capacity) {
        return new Command.ConfigureAgent(new AgentId(id), new AgentRules(1, capacity, List.of(QUEUE), List.of()));
    }

    public static Command connect(long agent, NodeId node) {
        return new Command.ConnectAgent(new AgentId(agent), new SessionId(1_000 + agent), node);
    }

    public static Command available(long agent) {
        return new Command.SetPresence(new AgentId(agent), Presence.AVAILABLE);
    }

    /** The customer's only chat under this key. */
    public static Command start(long customer, NodeId node) {
        return start(customer, "key", node);
    }

    public static Command start(long customer, String key, NodeId node) {
        return new Command.StartChat(
                key,
                new CustomerId(customer),
                new SiteId(1),
                QUEUE,
                Wishes.NONE,
                new SessionId(5_000 + customer),
                node);
    }
}
