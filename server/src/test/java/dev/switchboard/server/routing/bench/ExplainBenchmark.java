package dev.switchboard.server.routing.bench;

import dev.switchboard.server.routing.Command;
import dev.switchboard.server.routing.RoutingCore;
import dev.switchboard.server.routing.RoutingView.Explanation;
import dev.switchboard.server.routing.model.*;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How long the core stands still: for the explanation of a waiting chat among 10,000 agents, all of whom have the skills and are
 * full, and for a snapshot of 20,000 open chats.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xms2g", "-Xmx2g", "-Xmn1g", "-XX:+AlwaysPreTouch", "-XX:+UseParallelGC"})
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
public class ExplainBenchmark {
    private static final int AGENTS = 10_000;
    private static final int OPEN_CHATS = 20_000;
    private static final NodeId NODE = new NodeId(1);
    private static final QueueId SALES = new QueueId(1);
    private static final SkillId GERMAN = new SkillId(1);

    private final RoutingCore core = new RoutingCore();
    private long position;
    private ChatId waiting = new ChatId(0);

    @Setup
    public void fill() {
        apply(new Command.NodeJoined(NODE, 1, 1));
        apply(new Command.ConfigureSkill(GERMAN, "german"));
        QueueRules rules = QueueRules.named("sales");
        apply(new Command.ConfigureQueue(
                SALES,
                rules.with(QueueRules.Skills.required(List.of(new Requirement(GERMAN, 3))))
                        .with(rules.limits().withWaiting(100_000))
                        .with(rules.offering().withDirect(true))));
        for (int agent = 1; agent <= AGENTS; agent++) {
            AgentId id = new AgentId(agent);
            List<SkillLevel> skills = List.of(new SkillLevel(GERMAN, 3 + agent % 5));
            apply(new Command.ConfigureAgent(id, new AgentRules(1, 1, List.of(SALES), skills)));
            apply(new Command.ConnectAgent(id, new SessionId(agent), NODE));
            apply(new Command.SetPresence(id, Presence.AVAILABLE));
        }
        for (int customer = 1; customer <= OPEN_CHATS; customer++) {
            apply(new Command.StartChat(
                    "key", new CustomerId(customer), new SiteId(1), SALES, Wishes.NONE, new SessionId(customer), NODE));
            waiting = new ChatId(position);
        }
    }

    private void apply(Command command) {
        var unused = core.apply(++position, 0, 0, NODE, position, command);
    }

    @Benchmark
    public @Nullable Explanation explain() {
        return core.view().explain(waiting);
    }

    @Benchmark
    public byte[] snapshot() {
        return core.snapshot();
    }
}
