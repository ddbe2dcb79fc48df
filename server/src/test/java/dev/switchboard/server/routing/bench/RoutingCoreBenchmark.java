package dev.switchboard.server.routing.bench;

import dev.switchboard.server.routing.Applied;
import dev.switchboard.server.routing.Command;
import dev.switchboard.server.routing.CoreDriver;
import dev.switchboard.server.routing.Event;
import dev.switchboard.server.routing.Outcome;
import dev.switchboard.server.routing.RoutingCore;
import dev.switchboard.server.routing.model.*;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Commands per second of one core: 1,000 agents of 50 profiles, 50 demands (25 queues, each with and without a required
 * skill; each agent fits four of them), 10,000 waiting chats, all agents full; and ten times of everything. Per chat:
 * start, accept of the offer that the last close brought, close by the agent; per ten chats one change of presence. The
 * number of waiting chats stays the same. The node's heartbeats are not counted, and no command is refused.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(
        value = 1,
        // A heap that is there from the start: pages that the machine must fetch first cost more than the commands.
        jvmArgsAppend = {"-Xms6g", "-Xmx6g", "-Xmn4g", "-XX:+AlwaysPreTouch", "-XX:+UseParallelGC"})
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
public class RoutingCoreBenchmark {
    @Param({"1", "10"})
    private int size;

    private int agents;
    private int queueCount;
    private static final int CAPACITY = 3;
    private static final int CHATS_PER_CALL = 10;
    private static final NodeId NODE = new NodeId(1);
    private static final SiteId SITE = new SiteId(1);
    private static final SkillId SKILL = new SkillId(1);
    private static final Wishes SKILLED = Wishes.required(List.of(new Requirement(SKILL, 5)));

    private RoutingCore core;
    private long position;
    private long timeMs;
    private long nextCustomer;
    private int nextPresence;

    /** Assignments in the order in which they were made; the oldest is closed next. */
    private final ArrayDeque<Event.ChatAssigned> active = new ArrayDeque<>();

    private final ArrayDeque<Event.ChatOffered> offered = new ArrayDeque<>();

    @Setup
    public void fill() {
        agents = 1_000 * size;
        queueCount = 25 * size;
        int waiting = 10_000 * size;
        core = new RoutingCore();
        apply(new Command.NodeJoined(NODE, 1, 1));
        apply(new Command.ConfigureSettings(new Settings(30_000, 60_000, 3_000, 3, 10_000, 1, 3)));
        apply(new Command.ConfigureSkill(SKILL, "german"));
        for (int queue = 1; queue <= queueCount; queue++) {
            apply(new Command.ConfigureQueue(
                    new QueueId(queue),
                    CoreDriver.queueRules("queue-" + queue, 0, List.of(), 300_000, false, 100_000)));
        }
        for (int agent = 1; agent <= agents; agent++) {
            int team = agent % queueCount;
            List<QueueId> queues = List.of(new QueueId(1 + team), new QueueId(1 + (team + 1) % queueCount));
            List<SkillLevel> skills = List.of(new SkillLevel(SKILL, 5 + agent % 2));
            AgentId id = new AgentId(agent);
            apply(new Command.ConfigureAgent(id, new AgentRules(1, CAPACITY, queues, skills)));
            apply(new Command.ConnectAgent(id, new SessionId(agent), NODE));
            apply(new Command.SetPresence(id, Presence.AVAILABLE));
        }
        for (int i = 0; i < agents * CAPACITY + waiting; i++) {
            start();
            acceptAll();
        }
    }

    private Applied apply(Command command) {
        Applied applied = core.apply(++position, timeMs, timeMs, NODE, position, command);
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
        return applied;
    }

    private void start() {
        long customer = ++nextCustomer;
        int queue = 1 + (int) (customer % queueCount);
        Wishes wishes = customer % 2 == 0 ? SKILLED : Wishes.NONE;
        apply(new Command.StartChat(
                "key", new CustomerId(customer), SITE, new QueueId(queue), wishes, new SessionId(customer), NODE));
    }

    private void acceptAll() {
        Event.ChatOffered offer = offered.poll();
        while (offer != null) {
            apply(new Command.AcceptOffer(offer.offer(), offer.agent()));
            offer = offered.poll();
        }
    }

    /** Ten chats of three commands, and one change of presence. */
    @Benchmark
    @OperationsPerInvocation(CHATS_PER_CALL * 3 + 1)
    public long commands() {
        timeMs++;
        if (timeMs % 500 == 0) {
            apply(new Command.Heartbeat(NODE));
        }
        for (int i = 0; i < CHATS_PER_CALL; i++) {
            start();
            Event.ChatAssigned done = active.remove();
            apply(new Command.CloseChat(
                    done.assignment().chat(),
                    new Actor.Agent(done.agent()),
                    done.assignment().turn(),
                    CloseReason.AGENT_CLOSED));
            acceptAll();
        }
        // One goes, at the next call he comes back: at most one of all is away.
        AgentId agent = new AgentId(1 + nextPresence / 2 % agents);
        Presence presence = nextPresence % 2 == 0 ? Presence.BUSY : Presence.AVAILABLE;
        nextPresence++;
        apply(new Command.SetPresence(agent, presence));
        acceptAll();
        return position;
    }
}
