package dev.switchboard.server.routing.bench;

import dev.switchboard.server.routing.Applied;
import dev.switchboard.server.routing.Command;
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
 * Commands per second of one core with everything that routing can do: 1,000 agents of 100 profiles, a third without a
 * capacity of their own; 200 demands (50 queues with the five rules in turn, each with chats that ask for nothing more, for a
 * skill, that prefer one, and that weigh two units); steps, credits, limits and maximum waits in all queues, wrap-up in half of
 * them; one chat in eight prefers an agent. 10,000 chats wait with steps pending, all agents are full; and ten times of everything. Per
 * chat: start, accept of the offer that a close brought, close by the agent; per ten chats one change of presence. Neither
 * heartbeats nor the firing of timers are counted, and no command is refused.
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
public class AllFeaturesBenchmark {
    @Param({"1", "10"})
    private int size;

    private int agents;
    private int queueCount;
    private static final int CAPACITY = 4;
    private static final int CHATS_PER_CALL = 10;
    private static final NodeId NODE = new NodeId(1);
    private static final SiteId SITE = new SiteId(1);
    private static final SkillId GERMAN = new SkillId(1);
    private static final SkillId BILLING = new SkillId(2);
    private static final List<Requirement> GERMAN_3 = List.of(new Requirement(GERMAN, 3));
    private static final List<Requirement> BILLING_7 = List.of(new Requirement(BILLING, 7));

    /** The four kinds of chats of each queue. */
    private static final List<Wishes> KINDS = List.of(
            Wishes.NONE,
            Wishes.required(GERMAN_3),
            new Wishes(List.of(), BILLING_7, List.of(), 0, 5_000),
            new Wishes(List.of(), List.of(), List.of(), 2, 0));

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
        queueCount = 50 * size;
        int waiting = 10_000 * size;
        core = new RoutingCore();
        apply(new Command.NodeJoined(NODE, 1, 1));
        apply(new Command.ConfigureSkill(GERMAN, "german"));
        apply(new Command.ConfigureSkill(BILLING, "billing"));
        for (int queue = 1; queue <= queueCount; queue++) {
            apply(new Command.ConfigureQueue(new QueueId(queue), rules(queue)));
        }
        for (int agent = 1; agent <= agents; agent++) {
            int team = agent % queueCount;
            List<QueueId> queues = List.of(new QueueId(1 + team), new QueueId(1 + (team + 1) % queueCount));
            int level = 5 + agent / queueCount % 2;
            List<SkillLevel> skills = List.of(new SkillLevel(GERMAN, level), new SkillLevel(BILLING, level + 2));
            AgentId id = new AgentId(agent);
            apply(new Command.ConfigureAgent(id, new AgentRules(1, team % 3 == 0 ? 0 : CAPACITY, queues, skills)));
            apply(new Command.ConnectAgent(id, new SessionId(agent), NODE));
            apply(new Command.SetPresence(id, Presence.AVAILABLE));
        }
        for (int i = 0; i < agents * CAPACITY * 4 / 5 + waiting; i++) {
            start();
            acceptAll();
        }
    }

    private static QueueRules rules(int queue) {
        List<RelaxationStep> steps = List.of(
                new RelaxationStep(60_000, true, 0, List.of(), 0),
                new RelaxationStep(120_000, false, 1, List.of(), 30_000));
        AgentRule[] rules = AgentRule.values();
        return QueueRules.named("queue-" + queue)
                .withCredit(queue % 4 * 10_000L)
                .with(new QueueRules.Skills(List.of(), List.of(), steps))
                .with(new QueueRules.Offering(rules[queue % rules.length], 300_000, false, 1, 0))
                .with(new QueueRules.Limits(100_000, 100_000, 3_600_000, null, true))
                .with(new QueueRules.Units(0, CAPACITY, true, 0))
                .with(new QueueRules.WrapUp(queue % 2 * 100L, false));
    }

    private Wishes wishes(long customer) {
        if (customer % 8 == 5) {
            AgentId preferred = new AgentId(1 + customer % agents);
            return new Wishes(GERMAN_3, List.of(), List.of(preferred), 0, 0);
        }
        return KINDS.get((int) (customer / queueCount % KINDS.size()));
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
        apply(new Command.StartChat(
                "key",
                new CustomerId(customer),
                SITE,
                new QueueId(queue),
                wishes(customer),
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
