package dev.switchboard.loadtest.measure;

import java.util.HashMap;
import java.util.Map;

/** How busy the agents were, as integrals over real time; compression changes both sides of a share alike. */
public final class Occupancy {

    /**
     * Shares of the time in which agents were ready.
     *
     * @param slots chat-time ÷ (capacity × ready time)
     * @param agents time with at least one chat ÷ ready time
     * @param concurrencyWhileBusy chats at once while there was at least one
     */
    public record Summary(double slots, double agents, double concurrencyWhileBusy) {}

    private static final class Desk {
        final int capacity;
        int load;
        boolean ready;
        long sinceNanos;

        Desk(int capacity) {
            this.capacity = capacity;
        }
    }

    private final Map<String, Desk> desks = new HashMap<>();
    private double slotNanos;
    private double chatNanos;
    private double readyNanos;
    private double busyNanos;

    /** Adds an agent, not ready and without chats. */
    public void hire(String agent, int capacity, long nowNanos) {
        Desk desk = new Desk(capacity);
        desk.sinceNanos = nowNanos;
        desks.put(agent, desk);
    }

    /** The agent is ready for chats, or no longer. */
    public void ready(String agent, boolean ready, long nowNanos) {
        advance(agent, nowNanos).ready = ready;
    }

    /** The agent has so many chats from now on. */
    public void load(String agent, int chats, long nowNanos) {
        advance(agent, nowNanos).load = chats;
    }

    /** The shares up to now. */
    public Summary summary(long nowNanos) {
        desks.keySet().forEach(agent -> advance(agent, nowNanos));
        return new Summary(
                slotNanos == 0 ? 0 : chatNanos / slotNanos,
                readyNanos == 0 ? 0 : busyNanos / readyNanos,
                busyNanos == 0 ? 0 : chatNanos / busyNanos);
    }

    private Desk advance(String agent, long nowNanos) {
        Desk desk = desks.get(agent);
        if (desk == null) {
            throw new IllegalArgumentException("Unknown agent " + agent);
        }
        long elapsed = nowNanos - desk.sinceNanos;
        desk.sinceNanos = nowNanos;
        if (desk.ready) {
            slotNanos += (double) elapsed * desk.capacity;
            readyNanos += elapsed;
            chatNanos += (double) elapsed * desk.load;
            busyNanos += desk.load > 0 ? elapsed : 0;
        }
        return desk;
    }
}
