package dev.switchboard.loadtest.verify;

import dev.switchboard.loadtest.verify.Observation.ChatSettled;
import dev.switchboard.loadtest.verify.Observation.ChatStarted;
import dev.switchboard.loadtest.verify.Observation.Disturbance;
import dev.switchboard.loadtest.verify.Observation.OfferSeen;
import dev.switchboard.loadtest.verify.WaitingChats.Waiter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * P3: among chats of equal demand the older one is offered first.
 *
 * <p>One is certainly older when its customer had the server's word before the other's request was sent. It was certainly
 * passed over when it waited well before the younger one's offer was seen and still waits well after: the two offers may
 * have been made in order and have travelled differently.
 */
final class OrderCheck implements Check {

    private record Suspicion(Waiter older, long waitingSinceNanos, String younger, String agent, long dueNanos) {}

    private record EarlyOffer(String agent, long atNanos) {}

    /** The oldest of a demand that may be excused one by one (asked before, started together) before we stop looking. */
    private static final int LOOKED_AT_MAX = 32;

    private final Findings findings;
    private final long toleranceNanos;
    private final WaitingChats chats = new WaitingChats();
    private final Deque<Suspicion> suspicions = new ArrayDeque<>();
    private final Map<String, EarlyOffer> earlyOffers = new HashMap<>();
    private long certainFromNanos = Long.MIN_VALUE;

    OrderCheck(Findings findings, Bounds bounds) {
        this.findings = findings;
        toleranceNanos = bounds.observationNanos();
    }

    @Override
    public void observe(Observation observation) {
        chats.observe(observation);
        if (observation instanceof OfferSeen seen) {
            if (chats.find(seen.chat()) == null) {
                earlyOffers.putIfAbsent(seen.chat(), new EarlyOffer(seen.agent(), seen.atNanos()));
            } else {
                compare(seen.chat(), seen.agent(), seen.atNanos());
            }
        } else if (observation instanceof ChatStarted started) {
            EarlyOffer offer = earlyOffers.remove(started.chat());
            if (offer != null) {
                compare(started.chat(), offer.agent, offer.atNanos);
            }
        } else if (observation instanceof ChatSettled settled) {
            earlyOffers.remove(settled.chat());
        } else if (observation instanceof Disturbance) {
            certainFromNanos = observation.atNanos();
            suspicions.clear();
        }
    }

    @Override
    public void advance(long nowNanos) {
        while (!suspicions.isEmpty() && nowNanos > suspicions.getFirst().dueNanos) {
            Suspicion suspicion = suspicions.removeFirst();
            Waiter older = suspicion.older;
            if (older.waiting() && older.sinceNanos() == suspicion.waitingSinceNanos) {
                findings.violated(
                        Promise.P3_ORDER,
                        nowNanos,
                        "chat " + suspicion.younger + " went to " + suspicion.agent + " before the older chat "
                                + older.chat);
            }
        }
    }

    private void compare(String chat, String agent, long offeredNanos) {
        Waiter younger = chats.find(chat);
        if (younger == null) {
            return;
        }
        findings.checked(Promise.P3_ORDER);
        int looked = 0;
        for (Waiter older : chats.waiting(younger.demand)) {
            if (older.startedNanos + toleranceNanos >= younger.requestedNanos || ++looked > LOOKED_AT_MAX) {
                return;
            }
            long since = Math.max(older.sinceNanos(), certainFromNanos);
            if (since + toleranceNanos < offeredNanos && !older.offeredTo.contains(agent)) {
                suspicions.addLast(
                        new Suspicion(older, older.sinceNanos(), chat, agent, offeredNanos + toleranceNanos));
                return;
            }
        }
    }
}
