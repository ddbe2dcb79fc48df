package dev.switchboard.server.routing;

import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Counts what random runs did: a property says nothing about what never happens. */
final class Coverage implements Checker {
    private final TreeMap<String, Integer> counts = new TreeMap<>();

    @Override
    public void after(LogEntry entry, Applied applied, RoutingView view) {
        Outcome outcome = applied.outcome();
        String command = entry.command().getClass().getSimpleName();
        count(
                command,
                outcome instanceof Outcome.Refused refused ? refused.reason().name() : "ok");
        for (Event event : applied.events()) {
            if (event instanceof Event.ChatOffered offered) {
                count("reason", offered.facts().reason().name());
            } else if (event instanceof Event.ChatAssigned assigned) {
                count("reason", assigned.facts().reason().name());
            } else if (event instanceof Event.OfferEnded ended) {
                count("offer", ended.end().name());
            } else if (event instanceof Event.ChatQueued queued) {
                count("queued", queued.because().name());
            } else if (event instanceof Event.ChatParked parked) {
                count("parked", parked.parked().name());
            } else if (event instanceof Event.ChatClosed closed) {
                count("closed", closed.reason().name());
            } else {
                count("event", event.getClass().getSimpleName());
            }
        }
        view.queues()
                .forEach(queue -> view.forEachWaiting(
                        queue.id(),
                        chat -> count("why", view.explain(chat.id()).because().name())));
    }

    private void count(String what, String kind) {
        var unused = counts.merge(what + " " + kind, 1, Integer::sum);
    }

    /** Of these, what happened less often than that. */
    Set<String> rarerThan(int times, Set<String> expected) {
        return expected.stream()
                .filter(each -> counts.getOrDefault(each, 0) < times)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Override
    public String toString() {
        return counts.entrySet().stream()
                .map(each -> each.getKey() + " " + each.getValue())
                .collect(Collectors.joining("\n"));
    }
}
