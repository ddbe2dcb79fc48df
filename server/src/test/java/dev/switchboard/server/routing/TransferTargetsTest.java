package dev.switchboard.server.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.server.routing.RoutingView.AgentTarget;
import dev.switchboard.server.routing.RoutingView.AgentView;
import dev.switchboard.server.routing.RoutingView.ChatView;
import dev.switchboard.server.routing.RoutingView.Obstacle;
import dev.switchboard.server.routing.RoutingView.QueueTarget;
import dev.switchboard.server.routing.RoutingView.TransferTargets;
import dev.switchboard.server.routing.model.*;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What an owner is shown is what a transfer would get. */
class TransferTargetsTest {
    private static final int RUNS = Integer.getInteger("runs", 20);
    private static final int STEPS = 200;

    /** After random commands, every target of some owned chat is tried on a copy of the core. */
    @Test
    void shouldPromiseExactlyWhatATransferGets() {
        Map<Obstacle, Integer> seen = new EnumMap<>(Obstacle.class);
        int[] taken = {0};
        for (long seed = 1; seed <= RUNS; seed++) {
            List<Step> steps = RandomSteps.generate(new Random(seed), STEPS);
            new StepRunner(List.of(new Tries(new Random(seed), seen, taken))).run(steps);
        }
        // Otherwise the runs show nothing.
        assertThat(seen)
                .containsKeys(Obstacle.SELF, Obstacle.SKILL, Obstacle.OFFLINE, Obstacle.FULL, Obstacle.OPEN_CHAT);
        assertThat(taken[0]).isGreaterThan(100);
    }

    private static final class Tries implements Checker {
        private final RoutingCore mirror = new RoutingCore();
        private final Random random;
        private final Map<Obstacle, Integer> seen;
        private final int[] taken;

        Tries(Random random, Map<Obstacle, Integer> seen, int[] taken) {
            this.random = random;
            this.seen = seen;
            this.taken = taken;
        }

        @Override
        public void after(LogEntry entry, Applied applied, RoutingView view) {
            entry.applyTo(mirror);
            List<ChatView> owned = owned(view);
            if (owned.isEmpty() || random.nextInt(10) > 0 || view.nodes().isEmpty()) {
                return;
            }
            ChatView chat = owned.get(random.nextInt(owned.size()));
            TransferTargets targets = Objects.requireNonNull(view.transferTargets(chat.id(), 1_000));
            assertThat(targets.queues()).hasSameSizeAs(view.queues());
            assertThat(targets.agents()).hasSameSizeAs(StepRunner.agents(view));
            byte[] before = mirror.snapshot();
            for (QueueTarget target : targets.queues()) {
                check(entry, before, chat, target.queue().id(), null, target.obstacle());
            }
            for (AgentTarget target : targets.agents()) {
                check(entry, before, chat, null, target.agent().id(), target.obstacle());
            }
        }

        private void check(
                LogEntry entry,
                byte[] before,
                ChatView chat,
                @Nullable QueueId queue,
                @Nullable AgentId agent,
                @Nullable Obstacle obstacle) {
            RoutingCore copy = RoutingCore.restore(before);
            var command = new Command.TransferChat(
                    chat.id(), chat.turn(), Objects.requireNonNull(chat.agent()), queue, agent);
            Outcome outcome = copy.apply(
                            entry.position() + 1,
                            copy.view().timeMs(),
                            entry.t(),
                            copy.view().nodes().get(0),
                            Long.MAX_VALUE,
                            command)
                    .outcome();
            Refusal refusal = outcome instanceof Outcome.Refused refused ? refused.reason() : null;
            assertThat(refusal).as("%s", command).isEqualTo(expected(obstacle, queue != null));
            if (obstacle == null) {
                assertThat(outcome).isEqualTo(new Outcome.Done());
                taken[0]++;
            } else {
                seen.merge(obstacle, 1, Integer::sum);
            }
        }

        private static @Nullable Refusal expected(@Nullable Obstacle obstacle, boolean toQueue) {
            if (obstacle == null) {
                return null;
            }
            return switch (obstacle) {
                case SELF -> Refusal.TRANSFER_TO_SELF;
                case QUEUE_REMOVED -> Refusal.UNKNOWN_QUEUE;
                case OPEN_CHAT -> Refusal.CHAT_ALREADY_OPEN;
                case CLOSED -> Refusal.QUEUE_CLOSED;
                case CONTRADICTION -> Refusal.CONTRADICTORY_REQUIREMENTS;
                case FULL -> toQueue ? Refusal.QUEUE_FULL : Refusal.AGENT_NOT_ELIGIBLE;
                case SKILL, OFFLINE, AWAY, BUSY, NOT_RESPONDING -> Refusal.AGENT_NOT_ELIGIBLE;
            };
        }

        private static List<ChatView> owned(RoutingView view) {
            List<ChatView> owned = new ArrayList<>();
            StepRunner.agents(view).forEach(agent -> owned.addAll(view.chatsOf(agent.id())));
            return owned;
        }
    }

    @Test
    void shouldNameTheReasonAndPutTheFreestFirst() {
        CoreDriver core = new CoreDriver();
        SkillId german = core.skill(1);
        QueueId sales = core.queue(1);
        QueueId billing = core.queue(2);
        SkillLevel fluent = new SkillLevel(german, 5);
        AgentId owner = core.agent(1, 2, List.of(sales), fluent);
        ChatId chat = core.chat(10, sales, new Requirement(german, 3));
        core.accept(chat);
        ChatId other = core.chat(11, sales);
        core.accept(other);
        core.agent(2, 2, List.of(billing));
        AgentId away = core.agent(3, 2, List.of(billing), fluent);
        core.done(new Command.SetPresence(away, Presence.AWAY));
        AgentId busy = core.agent(4, 2, List.of(billing), fluent);
        core.done(new Command.SetPresence(busy, Presence.BUSY));
        AgentId gone = core.agent(5, 2, List.of(billing), fluent);
        core.done(new Command.SetPresence(gone, Presence.OFFLINE));
        AgentId full = core.agent(6, 1, List.of(billing), fluent);
        AgentId half = core.agent(7, 2, List.of(billing), fluent);
        core.accept(core.chat(20, billing));
        core.accept(core.chat(21, billing));
        core.accept(core.chat(22, billing));
        AgentId free = core.agent(8, 2, List.of(billing), fluent);

        TransferTargets targets = Objects.requireNonNull(core.view().transferTargets(chat, 500));
        Map<Long, @Nullable Obstacle> reasons = new java.util.TreeMap<>();
        targets.agents().forEach(target -> reasons.put(target.agent().id().value(), target.obstacle()));
        assertThat(reasons.get(owner.value())).isEqualTo(Obstacle.SELF);
        assertThat(reasons.get(2L)).isEqualTo(Obstacle.SKILL);
        assertThat(reasons.get(away.value())).isEqualTo(Obstacle.AWAY);
        assertThat(reasons.get(busy.value())).isEqualTo(Obstacle.BUSY);
        assertThat(reasons.get(gone.value())).isEqualTo(Obstacle.OFFLINE);
        assertThat(reasons.get(full.value())).isEqualTo(Obstacle.FULL);
        assertThat(targets.agents().stream()
                        .filter(target -> target.obstacle() == null)
                        .map(AgentTarget::agent)
                        .map(AgentView::id))
                .containsExactly(free, half);
        assertThat(targets.agents().subList(0, 2)).allMatch(target -> target.obstacle() == null);
        assertThat(targets.queues())
                .extracting(target -> target.queue().rules().name())
                .isSortedAccordingTo(Comparator.naturalOrder());
        assertThat(Objects.requireNonNull(core.view().transferTargets(chat, 1)).agents())
                .extracting(target -> target.agent().id())
                .containsExactly(free);
    }

    @Test
    void shouldHaveNoneForAChatThatNobodyOwns() {
        CoreDriver core = new CoreDriver();
        QueueId sales = core.queue(1);
        ChatId waiting = core.chat(10, sales);
        assertThat(core.view().transferTargets(waiting, 500)).isNull();
        assertThat(core.view().transferTargets(new ChatId(999_999), 500)).isNull();
    }
}
