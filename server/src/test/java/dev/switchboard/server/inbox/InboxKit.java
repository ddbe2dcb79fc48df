package dev.switchboard.server.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.server.loop.Loop;
import dev.switchboard.server.routing.model.NodeId;
import dev.switchboard.server.storage.StoreKit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link Inbox} promises. */
public abstract class InboxKit extends StoreKit {
    /** About so many messages an inbox keeps. */
    protected static final int ENTRIES_MAX = 10;

    protected static final NodeId ANNA = new NodeId(1);
    protected static final NodeId BERT = new NodeId(2);

    protected Inbox ofAnna;
    protected Inbox ofBert;

    /** The node's view. */
    protected abstract Inbox node(Loop loop);

    @BeforeEach
    void openViews() {
        ofAnna = node(anna);
        ofBert = node(bert);
    }

    @AfterEach
    void closeInboxes() {
        for (Inbox inbox : List.of(ofAnna, ofBert)) {
            inbox.close();
        }
    }

    @Test
    void shouldDeliverInOrderToThoseNamed() {
        Received atAnna = open(anna, ofAnna, ANNA);
        Received atBert = open(bert, ofBert, BERT);
        get(anna, () -> ofAnna.push(List.of(ANNA, BERT), bytes("both")));
        get(anna, () -> ofAnna.push(List.of(BERT), bytes("bert")));
        get(bert, () -> ofBert.push(List.of(ANNA), bytes("anna")));

        atAnna.expect("both", "anna");
        atBert.expect("both", "bert");
    }

    @Test
    void shouldKeepEveryByte() {
        Received atBert = open(bert, ofBert, BERT);
        get(anna, () -> ofAnna.push(List.of(BERT), allBytes()));

        await().atMost(Duration.ofSeconds(5)).until(() -> atBert.raw().size() == 1);
        assertThat(atBert.raw().get(0)).isEqualTo(allBytes());
    }

    @Test
    void shouldTakeMessagesForNodesThatAreGone() {
        get(anna, () -> ofAnna.push(List.of(new NodeId(99)), bytes("nobody")));
        get(anna, () -> ofAnna.push(List.of(), bytes("nobody")));
    }

    @Test
    void shouldTellOfAGapAfterTheBoundWasReached() {
        Received atBert = open(bert, ofBert, BERT);
        get(anna, () -> ofAnna.push(List.of(BERT), bytes("first")));
        atBert.expect("first");

        atBert.hold();
        // Redis trims by whole blocks of 100 entries, and a batch or two are on their way already.
        for (int i = 0; i < 1_500; i++) {
            String text = "m" + i;
            get(anna, () -> ofAnna.push(List.of(BERT), bytes(text)));
        }
        atBert.release();

        await().atMost(Duration.ofSeconds(10)).until(() -> atBert.texts().contains("m1499"));
        assertThat(atBert.gaps()).isPositive();
        assertThat(atBert.texts()).doesNotHaveDuplicates().hasSizeLessThan(1_501);
        List<Integer> numbers = atBert.texts().stream()
                .skip(1)
                .map(text -> Integer.valueOf(text.substring(1)))
                .toList();
        assertThat(numbers).isSorted();
    }

    @Test
    void shouldTellOfNoGapWhileNothingIsMissing() {
        Received atBert = open(bert, ofBert, BERT);
        IntStream.range(0, 5).forEach(i -> get(anna, () -> ofAnna.push(List.of(BERT), bytes("m" + i))));

        atBert.expect("m0", "m1", "m2", "m3", "m4");
        assertThat(atBert.gaps()).isZero();
    }

    @Test
    void shouldBeginANewInboxWithANewIncarnation() {
        Received first = open(bert, ofBert, BERT);
        var again = new NodeId(3);
        Received second = open(bert, ofBert, again);
        get(anna, () -> ofAnna.push(List.of(BERT), bytes("old")));
        get(anna, () -> ofAnna.push(List.of(again), bytes("new")));

        second.expect("new");
        assertThat(first.texts()).isEmpty();
    }

    protected static Received open(Loop loop, Inbox inbox, NodeId node) {
        var received = new Received(loop);
        var opened = new CountDownLatch(1);
        loop.execute(() -> {
            inbox.open(node, received);
            opened.countDown();
        });
        await().atMost(Duration.ofSeconds(5)).until(() -> opened.getCount() == 0);
        return received;
    }

    /** What a node got. */
    protected static final class Received implements Inbox.Listener {
        private final Loop loop;
        private final List<byte[]> messages = new ArrayList<>();
        private final CountDownLatch held = new CountDownLatch(1);
        private int gaps;

        Received(Loop loop) {
            this.loop = loop;
        }

        @Override
        public synchronized void onMessage(byte[] payload) {
            assertThat(loop.inLoop()).isTrue();
            messages.add(payload);
        }

        @Override
        public synchronized void onGap() {
            assertThat(loop.inLoop()).isTrue();
            gaps++;
        }

        /** Keeps the loop busy, as a node is that is too slow. */
        void hold() {
            loop.execute(() -> {
                try {
                    held.await();
                } catch (InterruptedException stop) {
                    Thread.currentThread().interrupt();
                }
            });
        }

        void release() {
            held.countDown();
        }

        public synchronized int gaps() {
            return gaps;
        }

        synchronized List<byte[]> raw() {
            return List.copyOf(messages);
        }

        public synchronized List<String> texts() {
            return messages.stream().map(StoreKit::text).toList();
        }

        public void expect(String... texts) {
            await().atMost(Duration.ofSeconds(5)).until(() -> texts().size() >= texts.length);
            assertThat(texts()).containsExactly(texts);
        }
    }
}
