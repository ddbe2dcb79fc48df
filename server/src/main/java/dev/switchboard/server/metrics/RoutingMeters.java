package dev.switchboard.server.metrics;

import dev.switchboard.server.loop.Loop;
import dev.switchboard.server.replica.ControlPath;
import dev.switchboard.server.routing.Applied;
import dev.switchboard.server.routing.Event;
import dev.switchboard.server.routing.RoutingView;
import dev.switchboard.server.routing.model.AgentId;
import dev.switchboard.server.routing.model.ChatPhase;
import dev.switchboard.server.routing.model.NodeId;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToDoubleFunction;

/**
 * What routing did and how it stands. Every node counts what the whole cluster does, because every node applies the same
 * log: look at one node, do not add them up. On the loop, but for the values that a scrape reads, which are written every
 * two seconds by a sampler that walks the agents a few hundred at a time.
 */
public final class RoutingMeters implements ControlPath.Listener {

    private static final long SAMPLE_INTERVAL_MS = 2_000;
    private static final int AGENTS_PER_STEP = 200;

    private final MeterRegistry registry;
    private final Loop loop;
    private final ControlPath control;
    private final Timer timeToOffer;
    private final MultiGauge waiting;
    private final MultiGauge oldest;
    private final MultiGauge unmatched;
    private final Map<ChatPhase, AtomicInteger> chats = new EnumMap<>(ChatPhase.class);
    private final AtomicLong position = new AtomicLong();
    private final AtomicInteger ready = new AtomicInteger();

    public RoutingMeters(MeterRegistry registry, Loop loop, ControlPath control) {
        this.registry = registry;
        this.loop = loop;
        this.control = control;
        timeToOffer = Timer.builder(MeterNames.TIME_TO_OFFER)
                .description("Time from the start of a chat to its first offer")
                .serviceLevelObjectives(
                        Duration.ofMillis(10),
                        Duration.ofMillis(50),
                        Duration.ofMillis(200),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(20),
                        Duration.ofMinutes(1),
                        Duration.ofMinutes(5),
                        Duration.ofMinutes(20))
                .register(registry);
        waiting = MultiGauge.builder(MeterNames.WAITING).register(registry);
        oldest = MultiGauge.builder(MeterNames.OLDEST).register(registry);
        unmatched = MultiGauge.builder(MeterNames.UNMATCHED).register(registry);
        for (ChatPhase phase : List.of(ChatPhase.WAITING, ChatPhase.OFFERED, ChatPhase.ACTIVE)) {
            chats.put(
                    phase,
                    Objects.requireNonNull(
                            registry.gauge(MeterNames.CHATS, Tags.of("phase", lower(phase)), new AtomicInteger())));
        }
        registry.gauge(MeterNames.LOG_POSITION, position);
        registry.gauge(MeterNames.READY, ready);
    }

    /** Begins to listen and to sample. On the loop. */
    public void start() {
        control.addListener(this);
        sample();
    }

    /** Whether the node takes work, from any thread. */
    public boolean ready() {
        return ready.get() == 1;
    }

    @Override
    public void applied(long appliedPosition, long t, NodeId sender, Applied applied) {
        position.set(appliedPosition);
        if (!control.ready()) {
            return; // a node that catches up would count once more what the others have counted
        }
        applied.events().forEach(this::count);
    }

    private void count(Event event) {
        if (event instanceof Event.ChatOffered offered) {
            firstOffer(offered.offer().turn(), offered.facts().waitedMs());
        } else if (event instanceof Event.ChatAssigned assigned && assigned.direct()) {
            firstOffer(assigned.assignment().turn(), assigned.facts().waitedMs());
            registry.counter(MeterNames.OFFERS, "outcome", "direct").increment();
        } else if (event instanceof Event.OfferEnded ended) {
            registry.counter(MeterNames.OFFERS, "outcome", lower(ended.end())).increment();
        }
    }

    private void firstOffer(int turn, long waitedMs) {
        if (turn == 1) {
            timeToOffer.record(Duration.ofMillis(waitedMs));
        }
    }

    @Override
    public void replaced() {
        position.set(control.view().position());
    }

    @Override
    public void joined(NodeId node) {
        ready.set(control.ready() ? 1 : 0);
    }

    @Override
    public void readinessChanged(boolean nowReady) {
        ready.set(nowReady ? 1 : 0);
    }

    private void sample() {
        RoutingView view = control.view();
        List<RoutingView.QueueView> queues = view.queues();
        waiting.register(rows(queues, queue -> queue.waiting()), true);
        oldest.register(
                rows(queues, queue -> queue.waiting() == 0 ? 0 : (view.timeMs() - queue.oldestStartedMs()) / 1_000.0),
                true);
        unmatched.register(rows(queues, queue -> queue.unmatched()), true);
        int inQueues = queues.stream().mapToInt(RoutingView.QueueView::waiting).sum();
        countChats(inQueues, new AgentId(0), 0, 0);
    }

    /** Counts the chats of some agents, then of the next ones in a task of its own, so that others get their turn. */
    private void countChats(int inQueues, AgentId after, int offeredBefore, int activeBefore) {
        RoutingView view = control.view();
        List<RoutingView.AgentView> agents = view.agents(after.value(), AGENTS_PER_STEP);
        int offered = offeredBefore;
        int active = activeBefore;
        for (RoutingView.AgentView agent : agents) {
            offered += view.offersTo(agent.id()).size();
            active += view.chatsOf(agent.id()).size();
        }
        if (agents.size() == AGENTS_PER_STEP) {
            AgentId last = agents.get(agents.size() - 1).id();
            int offeredSoFar = offered;
            int activeSoFar = active;
            loop.execute(() -> countChats(inQueues, last, offeredSoFar, activeSoFar));
            return;
        }
        set(ChatPhase.WAITING, Math.max(0, inQueues - offered));
        set(ChatPhase.OFFERED, offered);
        set(ChatPhase.ACTIVE, active);
        var unused = loop.schedule(SAMPLE_INTERVAL_MS, this::sample);
    }

    private void set(ChatPhase phase, int count) {
        Objects.requireNonNull(chats.get(phase)).set(count);
    }

    private static List<MultiGauge.Row<?>> rows(
            List<RoutingView.QueueView> queues, ToDoubleFunction<RoutingView.QueueView> value) {
        return queues.stream()
                .<MultiGauge.Row<?>>map(queue ->
                        MultiGauge.Row.of(Tags.of("queue", queue.rules().name()), value.applyAsDouble(queue)))
                .toList();
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
