package dev.switchboard.loadtest.raw;

import dev.switchboard.protocol.v1.ServerFrame;
import org.jspecify.annotations.Nullable;

/** One end of a chat: sends messages, and knows when each of them left. */
final class Party implements FrameListener {

    /** So many messages of one sender may be unanswered; a power of two. */
    private static final int UNANSWERED_MAX = 512;

    private final FrameView view = new FrameView();
    private final SendFrame frame;
    /** What the author of the other side's messages is called. */
    private final int otherKind;

    private final Watch watch;
    private final RawConnection connection;
    private final long[] sinceNanos = new long[UNANSWERED_MAX];
    private @Nullable Party other;
    private long sent;
    private long acknowledged;
    private long delivered;
    private long lastSequence;

    Party(RawClient client, SendFrame frame, int otherKind, Watch watch) {
        this.frame = frame;
        this.otherKind = otherKind;
        this.watch = watch;
        connection = client.handOver(this);
    }

    /** Is told how long messages took. */
    interface Watch {
        void acknowledged(Party by, long tookNanos);

        void delivered(long tookNanos);
    }

    void talksWith(Party party) {
        other = party;
    }

    /** @param plannedNanos when it was to be sent; its latency counts from then */
    void send(long plannedNanos) {
        if (sent - Math.min(acknowledged, delivered) >= UNANSWERED_MAX) {
            throw new RawException("the server is " + UNANSWERED_MAX + " messages of one client behind");
        }
        sinceNanos[(int) (sent % UNANSWERED_MAX)] = plannedNanos;
        connection.write(frame.numbered(SendFrame.FIRST_NUMBER + sent));
        sent++;
    }

    @Override
    public void frame(byte[] bytes, int offset, int length) {
        view.read(bytes, offset, length);
        if (view.replyTo != 0) {
            answer(view.replyTo - SendFrame.FIRST_NUMBER, view.body);
        } else if (view.body == ServerFrame.ENTRY_PUSH_FIELD_NUMBER) {
            entry(view.sequence, view.author);
        }
    }

    private void answer(long number, int body) {
        if (body != ServerFrame.SENT_FIELD_NUMBER || number != acknowledged) {
            throw new RawException(
                    "message " + number + " got an answer of kind " + body + " as number " + acknowledged);
        }
        acknowledged++;
        watch.acknowledged(this, System.nanoTime() - sinceNanos[(int) (number % UNANSWERED_MAX)]);
    }

    private void entry(long sequence, int author) {
        if (lastSequence != 0 && sequence != lastSequence + 1) {
            throw new RawException("entry " + sequence + " came after " + lastSequence);
        }
        lastSequence = sequence;
        Party sender = other;
        if (author == otherKind && sender != null) {
            long since = sender.sinceNanos[(int) (sender.delivered % UNANSWERED_MAX)];
            sender.delivered++;
            watch.delivered(System.nanoTime() - since);
        }
    }

    long sent() {
        return sent;
    }

    boolean settled() {
        return acknowledged == sent && delivered == sent;
    }
}
