package dev.switchboard.server.admin;

import dev.switchboard.protocol.v1.Decision;
import dev.switchboard.server.record.ClosedChatRecord;
import dev.switchboard.server.record.DecisionRecord;
import dev.switchboard.server.record.RecordCodec;
import dev.switchboard.server.record.RecordStore;
import dev.switchboard.server.record.StoredRecord;
import dev.switchboard.server.routing.model.AgentId;
import dev.switchboard.server.routing.model.ChatId;
import dev.switchboard.server.routing.model.DecisionFacts;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionStage;

/** Past decisions as the record stream tells them. */
public final class RecordedDecisions implements DecisionHistory {
    private final RecordStore records;

    public RecordedDecisions(RecordStore records) {
        this.records = records;
    }

    @Override
    public CompletionStage<Past> of(ChatId chat) {
        return records.recordsOf(chat)
                .thenApply(
                        bodies -> past(bodies.stream().map(RecordCodec::decode).toList()));
    }

    private static Past past(List<StoredRecord> records) {
        AgentId lastOwner = null;
        ClosedChatRecord closed = null;
        for (StoredRecord stored : records) {
            if (stored instanceof DecisionRecord decision && decision.kind() == DecisionRecord.Kind.ASSIGNED) {
                lastOwner = decision.agent();
            } else if (stored instanceof ClosedChatRecord account) {
                closed = account;
            }
        }
        return new Past(records.stream().map(RecordedDecisions::decision).toList(), lastOwner, closed);
    }

    private static Decision decision(StoredRecord stored) {
        Decision.Builder decision = Decision.newBuilder().setPosition(Requests.position(stored.position()));
        if (stored instanceof DecisionRecord record) {
            decision.setTimeMs(record.t()).setOutcome(outcome(record));
            if (record.agent() != null) {
                decision.setAgent(Long.toString(record.agent().value()));
            }
            if (record.facts() != null) {
                fill(decision, record.facts());
            }
        } else if (stored instanceof ClosedChatRecord closed) {
            decision.setTimeMs(closed.closedUtcMs()).setOutcome("closed").setWaitedMs(closed.waitedMs());
        }
        return decision.build();
    }

    /** One word per outcome; what an ended offer or a return to the queue came from says more than its kind. */
    private static String outcome(DecisionRecord record) {
        int colon = record.reason().indexOf(':');
        String reason = (colon < 0 ? record.reason() : record.reason().substring(0, colon))
                .toLowerCase(Locale.ROOT)
                .replace('_', '-');
        return switch (record.kind()) {
            case OFFERED -> "offered";
            case ASSIGNED -> "assigned";
            case OFFER_ENDED -> reason;
            case QUEUED -> record.turn() == 0 ? "queued" : "requeued";
            case UNASSIGNED -> reason.equals("transferred") ? "transferred" : "unassigned";
        };
    }

    private static void fill(Decision.Builder decision, DecisionFacts facts) {
        decision.setRule(ExplanationText.rule(facts.reason()))
                .setLoad(facts.load())
                .setCapacity(facts.capacity())
                .setIdleMs(facts.idleMs())
                .setCandidates(facts.candidates())
                .setWaitedMs(facts.waitedMs());
    }
}
