package dev.switchboard.loadtest.raw;

import dev.switchboard.loadtest.raw.BacklogRun.Offered;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;

/**
 * Judges offers by what the server decided, not by when they arrived: sockets of different agents are read in no order.
 * An offer's place among the decisions is the position of the log entry that brought it, and within one entry, which is
 * one agent's presence, the order on that agent's socket.
 */
public final class BacklogOrder {

    /**
     * What is wrong; all zeros if nothing is.
     *
     * @param twice chats that were offered more than once
     * @param overCapacity agents with more open offers than they have room for
     * @param inversions offers whose chat is younger than that of the next decision of the same queue
     * @param missing chats without an offer while agents had room
     */
    public record Findings(int twice, int overCapacity, int inversions, int missing) {
        public boolean none() {
            return twice + overCapacity + inversions + missing == 0;
        }
    }

    private record Placed(Offered offer, long position, int arrival) {}

    private BacklogOrder() {}

    /** @param position of the decision that offered a chat */
    public static Findings judge(
            List<String> waiting, List<Offered> offers, int agents, int capacity, ToLongFunction<String> position) {
        Set<String> chats = new HashSet<>();
        Map<Integer, Integer> loads = new HashMap<>();
        List<Placed> placed = new ArrayList<>();
        int twice = 0;
        for (Offered offer : offers) {
            if (!chats.add(offer.chat())) {
                twice++;
                continue;
            }
            loads.merge(offer.agent(), 1, Integer::sum);
            placed.add(new Placed(offer, position.applyAsLong(offer.chat()), placed.size()));
        }
        int over = (int) loads.values().stream().filter(load -> load > capacity).count();
        int missing = Math.max(0, Math.min(waiting.size(), agents * capacity) - chats.size());
        return new Findings(twice, over, inversions(placed), missing);
    }

    private static int inversions(List<Placed> placed) {
        placed.sort(Comparator.comparingLong(Placed::position).thenComparingInt(Placed::arrival));
        Map<String, Long> last = new HashMap<>();
        int inversions = 0;
        for (Placed each : placed) {
            long number = number(each.offer().chat());
            Long before = last.put(each.offer().queue(), number);
            if (before != null && before > number) {
                inversions++;
            }
        }
        return inversions;
    }

    /** A chat's number is the position of its start in the log. */
    public static long number(String id) {
        return Long.parseLong(id.substring(id.indexOf('-') + 1));
    }
}
