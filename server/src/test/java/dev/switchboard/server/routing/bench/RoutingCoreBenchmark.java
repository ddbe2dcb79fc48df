package dev.switchboard.server.routing.bench;

import dev.switchboard.server.routing.Command;
import dev.switchboard.server.routing.CoreDriver;
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

    private static final int CAPACITY = 3;
    private static final SkillId SKILL = new SkillId(1);
    private static final Wishes SKILLED = Wishes.required(List.of(new Requirement(SKILL, 5)));

    private BusyDesk desk;

    @Setup
    public void fill() {
        int agents = 1_000 * size;
        int queues = 25 * size;
        desk = new BusyDesk(
                queues, agents, agents * CAPACITY, customer -> customer / queues % 2 == 0 ? SKILLED : Wishes.NONE);
        desk.apply(new Command.ConfigureSettings(new Settings(30_000, 60_000, 3_000, 3, 10_000, 1, 3)));
        desk.apply(new Command.ConfigureSkill(SKILL, "german"));
        for (int queue = 1; queue <= queues; queue++) {
            desk.configure(
                    new QueueId(queue), CoreDriver.queueRules("queue-" + queue, 0, List.of(), 300_000, false, 100_000));
        }
        for (int agent = 1; agent <= agents; agent++) {
            int team = agent % queues;
            List<QueueId> served = List.of(new QueueId(1 + team), new QueueId(1 + (team + 1) % queues));
            List<SkillLevel> skills = List.of(new SkillLevel(SKILL, 5 + agent / queues % 2));
            desk.hire(new AgentId(agent), new AgentRules(1, CAPACITY, served, skills));
        }
        desk.fill(agents * CAPACITY + 10_000 * size);
    }

    @Benchmark
    @OperationsPerInvocation(BusyDesk.COMMANDS_PER_ROUND)
    public long commands() {
        return desk.round();
    }
}
