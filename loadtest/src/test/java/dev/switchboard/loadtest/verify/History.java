package dev.switchboard.loadtest.verify;

import dev.switchboard.loadtest.verify.Observation.AcceptSent;
import dev.switchboard.loadtest.verify.Observation.AgentHired;
import dev.switchboard.loadtest.verify.Observation.AgentLost;
import dev.switchboard.loadtest.verify.Observation.AgentReady;
import dev.switchboard.loadtest.verify.Observation.AgentSeen;
import dev.switchboard.loadtest.verify.Observation.ChatRequested;
import dev.switchboard.loadtest.verify.Observation.ChatSettled;
import dev.switchboard.loadtest.verify.Observation.ChatStarted;
import dev.switchboard.loadtest.verify.Observation.ChatStuck;
import dev.switchboard.loadtest.verify.Observation.CloseSent;
import dev.switchboard.loadtest.verify.Observation.CustomerBack;
import dev.switchboard.loadtest.verify.Observation.CustomerLost;
import dev.switchboard.loadtest.verify.Observation.Disturbance;
import dev.switchboard.loadtest.verify.Observation.HistoryRead;
import dev.switchboard.loadtest.verify.Observation.LeaveSent;
import dev.switchboard.loadtest.verify.Observation.LineSeen;
import dev.switchboard.loadtest.verify.Observation.MessageAcked;
import dev.switchboard.loadtest.verify.Observation.MessageSent;
import dev.switchboard.loadtest.verify.Observation.OfferOver;
import dev.switchboard.loadtest.verify.Observation.OfferSeen;
import dev.switchboard.loadtest.verify.Observation.Owned;
import dev.switchboard.loadtest.verify.Observation.Released;
import dev.switchboard.loadtest.verify.Observation.Requeued;
import dev.switchboard.loadtest.verify.Observation.TranscriptReset;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes made-up histories: each step one millisecond after the one before unless {@link #pause} says more. */
final class History {

    static final Duration ROUTING = Duration.ofMillis(250);
    static final Duration TOLERANCE = Duration.ofMillis(100);

    private static final long MS = 1_000_000L;

    private final Verifier verifier = new Verifier(new Bounds(ROUTING, TOLERANCE));
    private long nowNanos;

    Findings findings() {
        pause(1_000);
        return verifier.findings();
    }

    History pause(long ms) {
        nowNanos += ms * MS;
        verifier.advance(nowNanos);
        return this;
    }

    private History add(Observation observation) {
        verifier.observe(observation);
        return this;
    }

    private long tick() {
        nowNanos += MS;
        return nowNanos;
    }

    History agent(String agent, int capacity) {
        return agent(agent, capacity, Map.of());
    }

    History agent(String agent, int capacity, Map<String, Integer> skills) {
        add(new AgentHired(tick(), agent, capacity, new Profile(Set.of("main"), skills)));
        return ready(agent);
    }

    History ready(String agent) {
        return add(new AgentReady(tick(), agent));
    }

    History lost(String agent) {
        return add(new AgentLost(tick(), agent));
    }

    /** The chat's id is "k" and its number. */
    History start(int number) {
        return start(number, Map.of());
    }

    History start(int number, Map<String, Integer> needs) {
        request(number, needs);
        return started(number);
    }

    History request(int number, Map<String, Integer> needs) {
        return add(new ChatRequested(tick(), number, new Demand("main", needs)));
    }

    History started(int number) {
        return add(new ChatStarted(tick(), number, "k" + number));
    }

    History offer(String agent, int number) {
        return add(new OfferSeen(tick(), agent, "k" + number));
    }

    History over(String agent, int number) {
        return add(new OfferOver(tick(), agent, "k" + number));
    }

    History accept(String agent, int number) {
        add(new AcceptSent(tick(), agent, "k" + number));
        return owned(agent, number);
    }

    History owned(String agent, int number) {
        return add(new Owned(tick(), agent, "k" + number));
    }

    History seenByCustomer(String agent, int number) {
        return add(new AgentSeen(tick(), "k" + number, agent));
    }

    History close(String agent, int number) {
        return add(new CloseSent(tick(), agent, "k" + number));
    }

    History released(String agent, int number) {
        return add(new Released(tick(), agent, "k" + number));
    }

    History leave(int number) {
        return add(new LeaveSent(tick(), "k" + number));
    }

    History requeued(int number) {
        return add(new Requeued(tick(), "k" + number));
    }

    History customerLost(int number) {
        return add(new CustomerLost(tick(), "k" + number));
    }

    History customerBack(int number, boolean waiting) {
        return add(new CustomerBack(tick(), "k" + number, waiting));
    }

    History sent(int number, String sender, String text) {
        return add(new MessageSent(tick(), "k" + number, sender, text));
    }

    History acked(int number, String sender, String text, long sequence) {
        return add(new MessageAcked(tick(), "k" + number, sender, text, sequence));
    }

    History seen(int number, String viewer, long sequence, String text) {
        return add(new LineSeen(tick(), "k" + number, viewer, new Line(sequence, false, "x", text)));
    }

    History reset(int number, String viewer) {
        return add(new TranscriptReset(tick(), "k" + number, viewer));
    }

    /** Texts in the order of the transcript; those with a colon are lines of the system: {@code joined:anna}. */
    History transcript(int number, String... texts) {
        List<Line> lines = new ArrayList<>();
        for (String text : texts) {
            String[] parts = text.split(":", 2);
            boolean system = parts.length == 2;
            lines.add(new Line(lines.size() + 1L, system, system ? parts[1] : "x", parts[0]));
        }
        return transcript(number, lines);
    }

    History transcript(int number, List<Line> lines) {
        return add(new HistoryRead(tick(), "k" + number, lines));
    }

    History settled(int number) {
        return add(new ChatSettled(tick(), "k" + number));
    }

    History stuck(int number) {
        return add(new ChatStuck(tick(), "k" + number, "for the test"));
    }

    History disturbed() {
        return add(new Disturbance(tick()));
    }
}
