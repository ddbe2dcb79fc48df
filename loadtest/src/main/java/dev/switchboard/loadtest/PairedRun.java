package dev.switchboard.loadtest;

import dev.switchboard.loadtest.desk.DeskPlan;
import dev.switchboard.loadtest.raw.MessageRun;
import dev.switchboard.loadtest.raw.PairDesk;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** One run of {@code messages}: the desk, the pairs, and the measurement. */
final class PairedRun {

    private static final String QUEUE = "pairs";
    private static final int OFFER_TIMEOUT_MS = 10_000;

    private final Target target;
    private final int pairs;
    private final MessageRun.Plan plan;
    private final boolean pin;

    PairedRun(Target target, int pairs, MessageRun.Plan plan, boolean pin) {
        this.target = target;
        this.pairs = pairs;
        this.plan = plan;
        this.pin = pin;
    }

    List<MessageRun.Window> execute() {
        List<String> queues = List.of(QUEUE);
        DeskPlan desk = new DeskPlan(queues, Set.of(), RawRun.staff(pairs, 1, queues), OFFER_TIMEOUT_MS, pairs, true);
        return RawRun.with(target, pin, desk, this::measure);
    }

    private List<MessageRun.Window> measure(RawRun run) {
        PairDesk meeting = new PairDesk(run.loop(), run.desk().qualified(QUEUE));
        List<String> customers = new ArrayList<>();
        for (int i = 0; i < pairs; i++) {
            meeting.agent(run.agentToken(i));
            customers.add(run.customerToken());
        }
        return new MessageRun(run.loop(), meeting.customers(customers), plan, run::use).run();
    }
}
