package dev.switchboard.server.routing.bench;

import dev.switchboard.server.routing.Command;
import dev.switchboard.server.routing.model.*;
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

    private static final int CAPACITY = 4;
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

    private BusyDesk desk;

    @Setup
    public void fill() {
        int agents = 1_000 * size;
        int queues = 50 * size;
        desk = new BusyDesk(queues, agents, agents * CAPACITY, customer -> wishes(customer, queues, agents));
        desk.apply(new Command.ConfigureSkill(GERMAN, "german"));
        desk.apply(new Command.ConfigureSkill(BILLING, "billing"));
        for (int queue = 1; queue <= queues; queue++) {
            desk.configure(new QueueId(queue), rules(queue));
        }
        for (int agent = 1; agent <= agents; agent++) {
            int team = agent % queues;
            List<QueueId> served = List.of(new QueueId(1 + team), new QueueId(1 + (team + 1) % queues));
            int level = 5 + agent / queues % 2;
            List<SkillLevel> skills = List.of(new SkillLevel(GERMAN, level), new SkillLevel(BILLING, level + 2));
            desk.hire(new AgentId(agent), new AgentRules(1, team % 3 == 0 ? 0 : CAPACITY, served, skills));
        }
        desk.fill(agents * CAPACITY * 4 / 5 + 10_000 * size);
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

    private static Wishes wishes(long customer, int queues, int agents) {
        if (customer % 8 == 5) {
            // He serves the chat's queue.
            AgentId preferred = new AgentId(1 + (customer - 1) % agents);
            return new Wishes(GERMAN_3, List.of(), List.of(preferred), 0, 0);
        }
        return KINDS.get((int) (customer / queues % KINDS.size()));
    }

    @Benchmark
    @OperationsPerInvocation(BusyDesk.COMMANDS_PER_ROUND)
    public long commands() {
        return desk.round();
    }
}
