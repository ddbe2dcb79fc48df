package dev.switchboard.server.routing;

import static dev.switchboard.server.routing.CoreDriver.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.server.routing.RoutingView.WrapUpView;
import dev.switchboard.server.routing.model.*;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The bounds of what routing's rules and an agent may hold: one less is taken, one more is not. */
class RoutingBoundsTest {
    private static final Outcome DONE = new Outcome.Done();

    private final CoreDriver core = new CoreDriver();
    private final QueueId sales = core.queue(1);

    private Outcome configure(QueueRules rules) {
        return core.submit(new Command.ConfigureQueue(sales, rules));
    }

    private QueueRules with(List<RelaxationStep> steps) {
        return QueueRules.named("queue-1").with(new QueueRules.Skills(List.of(), List.of(), steps));
    }

    private static RelaxationStep step(long afterMs, int lower, List<QueueId> widenTo, long raiseMs) {
        return new RelaxationStep(afterMs, false, lower, widenTo, raiseMs);
    }

    @Test
    void shouldBoundStepsAndWhatTheySay() {
        RelaxationStep plain = step(1_000, 0, List.of(), 0);
        assertThat(configure(with(Collections.nCopies(Limits.STEPS_MAX, plain))))
                .isEqualTo(DONE);
        assertThat(configure(with(Collections.nCopies(Limits.STEPS_MAX + 1, plain))))
                .isEqualTo(refused(Refusal.INVALID));
        assertThat(configure(with(List.of(step(2_000, 0, List.of(), 0), plain))))
                .as("before the one in front")
                .isEqualTo(refused(Refusal.INVALID));
        assertThat(configure(with(List.of(step(-1, 0, List.of(), 0))))).isEqualTo(refused(Refusal.INVALID));
        assertThat(configure(with(List.of(step(0, 9, List.of(), 86_400_000))))).isEqualTo(DONE);
        assertThat(configure(with(List.of(step(0, 10, List.of(), 0))))).isEqualTo(refused(Refusal.INVALID));
        assertThat(configure(with(List.of(step(0, 0, List.of(), 86_400_001))))).isEqualTo(refused(Refusal.INVALID));
        assertThat(configure(with(List.of(step(0, 0, Collections.nCopies(Limits.WIDEN_MAX, sales), 0)))))
                .isEqualTo(DONE);
        assertThat(configure(with(List.of(step(0, 0, Collections.nCopies(Limits.WIDEN_MAX + 1, sales), 0)))))
                .isEqualTo(refused(Refusal.INVALID));
        assertThat(configure(with(List.of(step(0, 0, List.of(new QueueId(77)), 0)))))
                .isEqualTo(refused(Refusal.UNKNOWN_QUEUE));
    }

    /** All steps at once, the credit of each added up: the order stays sound far beyond a day. */
    @Test
    void shouldAddUpAllStepsAtOnce() {
        RelaxationStep most = step(0, 9, List.of(), 86_400_000);
        assertThat(configure(with(Collections.nCopies(Limits.STEPS_MAX, most)).withCredit(86_400_000)))
                .isEqualTo(DONE);
        ChatId chat = core.chat(10, sales, new Wishes(List.of(), List.of(), List.of(), 0, 86_400_000));
        assertThat(core.view(chat).step()).isEqualTo(Limits.STEPS_MAX);
        assertThat(core.view(chat).creditMs()).isEqualTo(10L * 86_400_000);
    }

    private static QueueRules.Offering atOnce(int count) {
        return new QueueRules.Offering(AgentRule.LEAST_LOADED, 15_000, false, count, 0);
    }

    @Test
    void shouldBoundOffersAtOnce() {
        QueueRules rules = QueueRules.named("queue-1");
        assertThat(configure(rules.with(atOnce(0)))).isEqualTo(refused(Refusal.INVALID));
        assertThat(configure(rules.with(atOnce(Limits.OFFERS_AT_ONCE_MAX + 1)))).isEqualTo(refused(Refusal.INVALID));
        assertThat(configure(rules.with(atOnce(Limits.OFFERS_AT_ONCE_MAX)))).isEqualTo(DONE);
        for (long id = 1; id <= Limits.OFFERS_AT_ONCE_MAX + 2; id++) {
            core.agent(id, 1, List.of(sales));
        }
        ChatId chat = core.chat(100, sales);
        assertThat(core.view(chat).offers()).hasSize(Limits.OFFERS_AT_ONCE_MAX);

        // While one is open it does not wait; with the last it goes to those who were not asked.
        for (int turn = 1; turn <= Limits.OFFERS_AT_ONCE_MAX; turn++) {
            assertThat(core.view(chat).offers()).hasSize(Limits.OFFERS_AT_ONCE_MAX + 1 - turn);
            core.decline(chat);
        }
        assertThat(core.view(chat).offers())
                .extracting(RoutingView.OfferView::agent)
                .containsExactly(new AgentId(11), new AgentId(12));
    }

    private Outcome startPreferring(int count) {
        List<AgentId> agents =
                LongStream.rangeClosed(1, count).mapToObj(AgentId::new).toList();
        return core.submit(new Command.StartChat(
                "key-" + count,
                new CustomerId(10),
                CoreDriver.SITE,
                sales,
                new Wishes(List.of(), List.of(), agents, 0, 0),
                new SessionId(10),
                CoreDriver.NODE));
    }

    @Test
    void shouldBoundPreferredAgents() {
        assertThat(startPreferring(Limits.PREFERRED_AGENTS_MAX + 1)).isEqualTo(refused(Refusal.INVALID));
        assertThat(startPreferring(Limits.PREFERRED_AGENTS_MAX)).isInstanceOf(Outcome.Started.class);
    }

    private ChatId talking(long customer) {
        ChatId chat = core.chat(customer, sales);
        core.accept(chat);
        return chat;
    }

    @Test
    void shouldParkOnlySoManyChatsOfAnAgent() {
        AgentId anna = core.agent(1, 1, List.of(sales));
        ChatId first = talking(1_000);
        core.done(new Command.HoldChat(first, 1, anna, true));
        for (int i = 1; i < Limits.PARKED_PER_AGENT_MAX; i++) {
            core.done(new Command.HoldChat(talking(1_000 + i), 1, anna, true));
        }
        ChatId last = talking(3_000);

        assertThat(core.submit(new Command.HoldChat(last, 1, anna, true))).isEqualTo(refused(Refusal.TOO_MANY_CHATS));
        core.close(first);
        core.done(new Command.HoldChat(last, 1, anna, true));
        assertThat(core.view(anna).load()).isZero();
        assertThat(core.view().chatsOf(anna)).hasSize(Limits.PARKED_PER_AGENT_MAX);
    }

    /** What is idle already is none more on hold. Who is silent beside so many is asked about again, and parked when there is room. */
    @Test
    void shouldParkTheSilentChatWhenThereIsRoomAmongTheParked() {
        core.queue(1, rules -> rules.with(new QueueRules.Units(0, 0, true, 10_000)));
        AgentId anna = core.agent(1, 1, List.of(sales));
        ChatId idle = talking(1_000);
        core.done(new Command.ReportActivity(idle, 1, 10_000));
        for (int i = 1; i < Limits.PARKED_PER_AGENT_MAX; i++) {
            core.done(new Command.HoldChat(talking(1_000 + i), 1, anna, true));
        }
        core.done(new Command.HoldChat(idle, 1, anna, true));
        assertThat(core.view(idle).parked()).isEqualTo(Parked.ON_HOLD);

        ChatId silent = talking(3_000);
        core.takeEvents();
        core.pass(10_000);
        assertThat(core.takeEvents()).containsExactly(new Event.ActivityAsked(core.turn(silent)));
        core.done(new Command.ReportActivity(silent, 1, 10_000));
        assertThat(core.view(silent).parked()).isEqualTo(Parked.NOT);
        core.close(idle);
        core.takeEvents();
        core.pass(10_000);
        assertThat(core.takeEvents()).containsExactly(new Event.ActivityAsked(core.turn(silent)));
        core.done(new Command.ReportActivity(silent, 1, 20_000));
        assertThat(core.view(silent).parked()).isEqualTo(Parked.IDLE);
    }

    /** The eldest ends when there would be one more. */
    @Test
    void shouldKeepOnlySoManyWrapUpsOfAnAgent() {
        core.queue(1, rules -> rules.with(new QueueRules.WrapUp(3_600_000, false)));
        AgentId anna = core.agent(1, 1, List.of(sales));
        List<ChatId> closed = new ArrayList<>();
        for (int i = 0; i < Limits.WRAP_UPS_PER_AGENT_MAX; i++) {
            closed.add(talking(1_000 + i));
            core.close(closed.get(i));
        }
        assertThat(core.view(anna).wrapUps()).extracting(WrapUpView::chat).containsExactlyElementsOf(closed);
        core.takeEvents();

        closed.add(talking(3_000));
        core.close(closed.get(Limits.WRAP_UPS_PER_AGENT_MAX));

        assertThat(core.takeEvents()).contains(new Event.WrapUpEnded(anna, closed.get(0)));
        assertThat(core.view(anna).wrapUps())
                .extracting(WrapUpView::chat)
                .containsExactlyElementsOf(closed.subList(1, closed.size()));
    }

    @Test
    void shouldExtendWrapUpForAnHourInAll() {
        core.queue(1, rules -> rules.with(new QueueRules.WrapUp(1_500_000, false)));
        AgentId anna = core.agent(1, 1, List.of(sales));
        ChatId chat = talking(10);
        core.close(chat);
        for (int i = 0; i < 3; i++) {
            core.pass(1_200_000 - 1);
            core.done(new Command.ExtendWrapUp(anna, chat));
        }
        assertThat(core.view(anna).wrapUps()).containsExactly(new WrapUpView(chat, 3_600_000, 0));
        core.pass(3);
        assertThat(core.view(anna).wrapUps()).isEmpty();
        assertThat(core.submit(new Command.ExtendWrapUp(anna, chat))).isEqualTo(refused(Refusal.UNKNOWN_CHAT));
    }
}
