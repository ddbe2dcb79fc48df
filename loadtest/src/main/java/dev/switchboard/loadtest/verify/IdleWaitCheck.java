package dev.switchboard.loadtest.verify;

import dev.switchboard.loadtest.verify.Observation.AgentHired;
import dev.switchboard.loadtest.verify.Observation.AgentLost;
import dev.switchboard.loadtest.verify.Observation.AgentReady;
import dev.switchboard.loadtest.verify.Observation.Disturbance;
import dev.switchboard.loadtest.verify.Observation.OfferOver;
import dev.switchboard.loadtest.verify.Observation.OfferSeen;
import dev.switchboard.loadtest.verify.Observation.Owned;
import dev.switchboard.loadtest.verify.Observation.Released;
import dev.switchboard.loadtest.verify.WaitingChats.Waiter;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * P2: a chat that certainly waits and an agent who serves it and certainly has room may be seen side by side no longer
 * than the routing bound.
 *
 * <p>An agent has room while he is ready and the chats that he may be carrying (offers seen and not ended, chats not
 * released) are fewer than his capacity. Each offer that arrives starts his time anew, because another may be under way:
 * an agent to whom chats keep coming is not idle. Agents who had an offer of the chat before do not count for it. A pair is
 * looked at when one of the two leaves, and from time to time, so that a pair that never parts is found too.
 */
final class IdleWaitCheck implements Check {

    private static final class Desk {
        final int capacity;
        final Profile profile;
        final Set<String> mayCarry = new HashSet<>();
        boolean ready;
        long roomSinceNanos = WaitingChats.NOT;

        Desk(int capacity, Profile profile) {
            this.capacity = capacity;
            this.profile = profile;
        }

        boolean room() {
            return roomSinceNanos != WaitingChats.NOT;
        }
    }

    private final Findings findings;
    private final long boundNanos;
    private final WaitingChats chats = new WaitingChats();
    private final Map<String, Desk> desks = new LinkedHashMap<>();
    private final Set<String> roomy = new HashSet<>();
    /** Start of the last shared time that was reported for an agent: told once, not at every look. */
    private final Map<String, Long> reported = new HashMap<>();

    private long certainFromNanos = Long.MIN_VALUE;
    private long nextSweepNanos = Long.MIN_VALUE;

    IdleWaitCheck(Findings findings, Bounds bounds) {
        this.findings = findings;
        boundNanos = bounds.routingNanos();
    }

    @Override
    public void observe(Observation observation) {
        long now = observation.atNanos();
        if (observation instanceof AgentHired hired) {
            desks.put(hired.agent(), new Desk(hired.capacity(), hired.profile()));
        } else if (observation instanceof AgentReady ready) {
            ready(ready.agent(), true, now);
        } else if (observation instanceof AgentLost lost) {
            ready(lost.agent(), false, now);
        } else if (observation instanceof OfferSeen seen) {
            findings.checked(Promise.P2_NO_IDLE_WAIT);
            judgeChat(seen.chat(), now);
            carry(seen.agent(), seen.chat(), now);
        } else if (observation instanceof Owned owned) {
            carry(owned.agent(), owned.chat(), now);
        } else if (observation instanceof OfferOver over) {
            drop(over.agent(), over.chat(), now);
        } else if (observation instanceof Released released) {
            drop(released.agent(), released.chat(), now);
        } else if (observation instanceof Disturbance) {
            certainFromNanos = now;
        }
        chats.observe(observation);
    }

    @Override
    public void advance(long nowNanos) {
        if (nowNanos < nextSweepNanos) {
            return;
        }
        nextSweepNanos = nowNanos + boundNanos;
        roomy.forEach(agent -> judgeAgent(agent, nowNanos));
    }

    private void ready(String agent, boolean ready, long nowNanos) {
        Desk desk = desks.get(agent);
        if (desk != null) {
            desk.ready = ready;
            settleRoom(agent, desk, nowNanos, true);
        }
    }

    private void carry(String agent, String chat, long nowNanos) {
        Desk desk = desks.get(agent);
        if (desk != null && desk.mayCarry.add(chat)) {
            settleRoom(agent, desk, nowNanos, true);
        }
    }

    private void drop(String agent, String chat, long nowNanos) {
        Desk desk = desks.get(agent);
        if (desk != null && desk.mayCarry.remove(chat)) {
            settleRoom(agent, desk, nowNanos, false);
        }
    }

    private void settleRoom(String agent, Desk desk, long nowNanos, boolean anew) {
        boolean room = desk.ready && desk.mayCarry.size() < desk.capacity;
        if (desk.room() && (!room || anew)) {
            judgeAgent(agent, nowNanos);
        }
        if (!room) {
            desk.roomSinceNanos = WaitingChats.NOT;
            roomy.remove(agent);
        } else if (anew || !desk.room()) {
            desk.roomSinceNanos = nowNanos;
            roomy.add(agent);
        }
    }

    /** The chat is about to stop waiting: did anybody have room all the while? */
    private void judgeChat(String chat, long nowNanos) {
        Waiter waiter = chats.find(chat);
        if (waiter == null || !waiter.waiting() || nowNanos - since(waiter.sinceNanos()) <= boundNanos) {
            return;
        }
        for (String agent : roomy) {
            judgePair(waiter, agent, nowNanos);
        }
    }

    /** The agent is about to have no room, or has had it for long: did anybody wait all the while? */
    private void judgeAgent(String agent, long nowNanos) {
        Desk desk = desks.get(agent);
        if (desk == null || !desk.room() || nowNanos - since(desk.roomSinceNanos) <= boundNanos) {
            return;
        }
        for (Demand demand : chats.demands()) {
            if (desk.profile.serves(demand)) {
                // The oldest shares the longest time with him; if he had an offer of it, the next one counts.
                chats.waiting(demand).stream()
                        .filter(waiter -> !waiter.offeredTo.contains(agent))
                        .findFirst()
                        .ifPresent(waiter -> judgePair(waiter, agent, nowNanos));
            }
        }
    }

    private void judgePair(Waiter waiter, String agent, long nowNanos) {
        Desk desk = desks.get(agent);
        if (desk == null || waiter.offeredTo.contains(agent) || !desk.profile.serves(waiter.demand)) {
            return;
        }
        long from = Math.max(since(waiter.sinceNanos()), since(desk.roomSinceNanos));
        if (nowNanos - from > boundNanos && !Long.valueOf(from).equals(reported.put(agent, from))) {
            findings.violated(
                    Promise.P2_NO_IDLE_WAIT,
                    nowNanos,
                    "chat " + waiter.chat + " waited " + (nowNanos - from) / 1_000_000 + " ms while " + agent
                            + " had room (" + desk.mayCarry.size() + " of " + desk.capacity + ")");
        }
    }

    private long since(long nanos) {
        return Math.max(nanos, certainFromNanos);
    }
}
