package dev.switchboard.loadtest.measure;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** All figures that the actors gather. Waits are model time; everything named a latency is real time. */
public final class Measurements {

    /**
     * The figures at one moment.
     *
     * @param startToOffer intended arrival → an agent sees the offer, for chats that found a free agent
     * @param delivery the agent has the chat → the customer sees the agent
     * @param message a message is sent → the other side gets it
     * @param ack a message is sent → the server's word that it is stored
     * @param lateness intended → actual moment of each planned arrival
     * @param stallMaxNanos longest time in which the generator did not get to run
     * @param reconnects connections that were lost and came back
     * @param sendFailures messages whose sending the SDK gave up, by reason
     */
    public record Summary(
            ChatFigures.Summary chats,
            Latencies.Summary startToOffer,
            Latencies.Summary delivery,
            Latencies.Summary message,
            Latencies.Summary ack,
            Latencies.Summary lateness,
            Occupancy.Summary occupancy,
            long stallMaxNanos,
            long messagesSent,
            long messagesAcked,
            Map<String, Long> sendFailures,
            long reconnects) {}

    /** What became of the chats. */
    public final ChatFigures chats;

    public final Latencies startToOffer = new Latencies();
    public final Latencies delivery = new Latencies();
    public final Latencies message = new Latencies();
    public final Latencies ack = new Latencies();
    public final Latencies lateness = new Latencies();
    public final Occupancy occupancy = new Occupancy();
    private long stallMaxNanos;
    private long messagesSent;
    private long messagesAcked;
    private final Map<String, Long> sendFailures = new TreeMap<>();
    private long reconnects;

    public Measurements(Duration threshold) {
        chats = new ChatFigures(threshold);
    }

    /** The generator did not get to run for so long. */
    public void stalled(long nanos) {
        stallMaxNanos = Math.max(stallMaxNanos, nanos);
    }

    /** A message was handed to the SDK. */
    public void messageSent() {
        messagesSent++;
    }

    /** The server's word for a message arrived after so long. */
    public void messageAcked(long nanos) {
        messagesAcked++;
        ack.record(nanos);
    }

    /** The SDK gave a message up; it may be stored or not. */
    public void messageFailed(String reason) {
        sendFailures.merge(reason, 1L, Long::sum);
    }

    /** A lost connection came back. */
    public void reconnected() {
        reconnects++;
    }

    /** Messages acknowledged so far. */
    public long messagesAckedCount() {
        return messagesAcked;
    }

    /** The figures so far. */
    public Summary summary(long nowNanos) {
        return new Summary(
                chats.summary(),
                startToOffer.summary(),
                delivery.summary(),
                message.summary(),
                ack.summary(),
                lateness.summary(),
                occupancy.summary(nowNanos),
                stallMaxNanos,
                messagesSent,
                messagesAcked,
                Map.copyOf(sendFailures),
                reconnects);
    }
}
