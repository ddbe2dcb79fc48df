package dev.switchboard.loadtest.verify;

import dev.switchboard.loadtest.verify.Observation.AcceptSent;
import dev.switchboard.loadtest.verify.Observation.AgentSeen;
import dev.switchboard.loadtest.verify.Observation.ChatRefused;
import dev.switchboard.loadtest.verify.Observation.ChatRequested;
import dev.switchboard.loadtest.verify.Observation.ChatSettled;
import dev.switchboard.loadtest.verify.Observation.ChatStarted;
import dev.switchboard.loadtest.verify.Observation.CustomerBack;
import dev.switchboard.loadtest.verify.Observation.CustomerLost;
import dev.switchboard.loadtest.verify.Observation.LeaveSent;
import dev.switchboard.loadtest.verify.Observation.OfferOver;
import dev.switchboard.loadtest.verify.Observation.OfferSeen;
import dev.switchboard.loadtest.verify.Observation.Owned;
import dev.switchboard.loadtest.verify.Observation.Released;
import dev.switchboard.loadtest.verify.Observation.Requeued;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which chats certainly wait: the customer has the server's word and is connected, nobody has seen an offer, and the
 * customer has not asked to leave. By demand, oldest first.
 */
final class WaitingChats {

    /** A chat that is not settled. */
    static final class Waiter {
        final String chat;
        final Demand demand;
        final long requestedNanos;
        final long startedNanos;
        /** Agents who have, or may have, an offer. */
        final Set<String> holders = new HashSet<>();
        /** Agents who ever had one: the server need not ask them at once again. */
        final Set<String> offeredTo = new HashSet<>();
        /** Since when it certainly waits; {@link #NOT} while it does not. */
        private long sinceNanos = NOT;
        /** Nothing but word from the customer makes it wait again. */
        private boolean away;

        Waiter(String chat, Demand demand, long requestedNanos, long startedNanos) {
            this.chat = chat;
            this.demand = demand;
            this.requestedNanos = requestedNanos;
            this.startedNanos = startedNanos;
        }

        boolean waiting() {
            return sinceNanos != NOT;
        }

        long sinceNanos() {
            return sinceNanos;
        }
    }

    private record Request(long atNanos, Demand demand) {}

    static final long NOT = Long.MIN_VALUE;

    private static final Comparator<Waiter> OLDEST_FIRST =
            Comparator.<Waiter>comparingLong(waiter -> waiter.startedNanos).thenComparing(waiter -> waiter.chat);

    private final Map<Integer, Request> requests = new HashMap<>();
    private final Map<String, Waiter> chats = new HashMap<>();
    /** Agents that saw an offer of a chat before its customer had the server's word. */
    private final Map<String, Set<String>> earlyOffers = new HashMap<>();

    private final Map<Demand, NavigableSet<Waiter>> waiting = new HashMap<>();

    /** Chats of the demand that certainly wait, oldest first. */
    NavigableSet<Waiter> waiting(Demand demand) {
        return waiting.getOrDefault(demand, new TreeSet<>(OLDEST_FIRST));
    }

    /** Demands of which at least one chat waits. */
    Set<Demand> demands() {
        return waiting.keySet();
    }

    @Nullable
    Waiter find(String chat) {
        return chats.get(chat);
    }

    void observe(Observation observation) {
        if (observation instanceof ChatRequested requested) {
            requests.put(requested.number(), new Request(requested.atNanos(), requested.demand()));
        } else if (observation instanceof ChatRefused refused) {
            requests.remove(refused.number());
        } else if (observation instanceof ChatStarted started) {
            start(started);
        } else if (observation instanceof OfferSeen seen) {
            offer(seen.chat(), seen.agent());
        } else if (observation instanceof OfferOver over) {
            offerOver(over);
        } else if (observation instanceof AcceptSent sent) {
            offer(sent.chat(), sent.agent());
        } else if (observation instanceof Owned owned) {
            gone(owned.chat());
        } else if (observation instanceof Released released) {
            released(released);
        } else if (observation instanceof AgentSeen seen) {
            gone(seen.chat());
        } else if (observation instanceof LeaveSent sent) {
            gone(sent.chat());
        } else if (observation instanceof CustomerLost lost) {
            gone(lost.chat());
        } else if (observation instanceof CustomerBack back) {
            if (back.waiting()) {
                back(back.chat(), back.atNanos());
            }
        } else if (observation instanceof Requeued requeued) {
            back(requeued.chat(), requeued.atNanos());
        } else if (observation instanceof ChatSettled settled) {
            gone(settled.chat());
            chats.remove(settled.chat());
            earlyOffers.remove(settled.chat());
        }
    }

    private void start(ChatStarted started) {
        Request request = requests.remove(started.number());
        if (request == null || chats.containsKey(started.chat())) {
            return;
        }
        Waiter waiter = new Waiter(started.chat(), request.demand, request.atNanos, started.atNanos());
        chats.put(started.chat(), waiter);
        Set<String> early = earlyOffers.remove(started.chat());
        if (early == null) {
            begin(waiter, started.atNanos());
        } else {
            waiter.holders.addAll(early);
            waiter.offeredTo.addAll(early);
        }
    }

    private void offer(String chat, String agent) {
        Waiter waiter = chats.get(chat);
        if (waiter == null) {
            earlyOffers.computeIfAbsent(chat, unused -> new HashSet<>()).add(agent);
            return;
        }
        waiter.holders.add(agent);
        waiter.offeredTo.add(agent);
        stop(waiter);
    }

    private void offerOver(OfferOver over) {
        Waiter waiter = chats.get(over.chat());
        if (waiter != null && waiter.holders.remove(over.agent()) && waiter.holders.isEmpty() && !waiter.away) {
            begin(waiter, over.atNanos());
        }
    }

    /** Closed or back in its queue: the customer will tell. */
    private void released(Released released) {
        Waiter waiter = chats.get(released.chat());
        if (waiter != null) {
            waiter.holders.remove(released.agent());
        }
    }

    private void gone(String chat) {
        Waiter waiter = chats.get(chat);
        if (waiter != null) {
            waiter.away = true;
            stop(waiter);
        }
    }

    private void back(String chat, long atNanos) {
        Waiter waiter = chats.get(chat);
        if (waiter != null) {
            waiter.away = false;
            if (waiter.holders.isEmpty() && !waiter.waiting()) {
                begin(waiter, atNanos);
            }
        }
    }

    private void begin(Waiter waiter, long atNanos) {
        waiter.sinceNanos = atNanos;
        waiting.computeIfAbsent(waiter.demand, unused -> new TreeSet<>(OLDEST_FIRST))
                .add(waiter);
    }

    private void stop(Waiter waiter) {
        waiter.sinceNanos = NOT;
        NavigableSet<Waiter> same = waiting.get(waiter.demand);
        if (same != null && same.remove(waiter) && same.isEmpty()) {
            waiting.remove(waiter.demand);
        }
    }
}
