package dev.switchboard.server.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.server.routing.model.*;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Steps by which a chat that waits gives up what it insisted on. */
class RelaxationTest {
    private static final RelaxationStep DROP_AT_10 = new RelaxationStep(10_000, true, 0, List.of(), 0);
    private static final RelaxationStep RAISE_AT_60 = new RelaxationStep(60_000, false, 0, List.of(), 5_000);

    private final CoreDriver core = new CoreDriver();
    private final SkillId german = core.skill(1);

    private QueueId sales(RelaxationStep... steps) {
        Requirement preferred = new Requirement(german, 1);
        return core.queue(1, rules -> rules.with(new QueueRules.Skills(List.of(), List.of(preferred), List.of(steps))));
    }

    @Test
    void shouldTakeOnlyStepsThatAreDueByChangedRules() {
        ChatId chat = core.chat(10, sales(DROP_AT_10));
        core.pass(20_000);
        assertThat(core.view(chat).step()).isEqualTo(1);

        sales(new RelaxationStep(30_000, true, 0, List.of(), 0));

        assertThat(core.view(chat).step()).isZero();
        assertThat(core.view(chat).requirements()).containsExactly(new Requirement(german, 1));
        core.pass(10_000);
        assertThat(core.view(chat).step()).isEqualTo(1);
    }

    @Test
    void shouldTakeStepsAtOnceThatChangedRulesHadBefore() {
        ChatId chat = core.chat(10, sales(RAISE_AT_60, new RelaxationStep(90_000, true, 0, List.of(), 0)));
        core.pass(20_000);

        sales(DROP_AT_10, RAISE_AT_60);

        assertThat(core.view(chat).step()).isEqualTo(1);
        assertThat(core.view(chat).requirements()).isEmpty();
    }

    /** The rules of a queue change while somebody talks: what the chat gave up once is not asked of them. */
    @Test
    void shouldShowAndTransferAChatThatTookMoreStepsThanThereAre() {
        ChatId chat = core.chat(10, sales(DROP_AT_10));
        core.pass(20_000);
        AgentId anna = core.agent(1, 1, List.of(new QueueId(1)));
        core.accept(chat);

        core.queue(1);

        core.assertOwned(chat, anna);
        assertThat(core.view(chat).requirements()).isEmpty();
        AgentId bert = core.agent(2, 1, List.of(new QueueId(1)));
        core.done(new Command.TransferChat(chat, core.turn(chat).turn(), anna, null, bert));
        core.assertOffered(chat, bert);
    }
}
