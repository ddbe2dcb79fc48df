package dev.switchboard.server.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.server.account.AccountStore.Kind;
import dev.switchboard.server.account.AccountStore.Stored;
import dev.switchboard.server.loop.Loop;
import dev.switchboard.server.storage.StorageException;
import dev.switchboard.server.storage.StorageException.Reason;
import dev.switchboard.server.storage.StoreKit;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link AccountStore} promises. */
public abstract class AccountStoreKit extends StoreKit {
    private static final long LONG_MS = 60_000;

    private AccountStore ofAnna;
    private AccountStore ofBert;

    protected abstract AccountStore node(Loop loop);

    @BeforeEach
    void openViews() {
        ofAnna = node(anna);
        ofBert = node(bert);
    }

    @Test
    void shouldGiveEachIdOncePerKind() {
        List<Long> ids = IntStream.range(0, 10)
                .mapToObj(i -> i % 2 == 0
                        ? start(anna, () -> ofAnna.nextId(Kind.QUEUE))
                        : start(bert, () -> ofBert.nextId(Kind.QUEUE)))
                .map(StoreKit::join)
                .toList();
        assertThat(ids).doesNotHaveDuplicates().allMatch(id -> id > 0);
        assertThat(get(anna, () -> ofAnna.nextId(Kind.SITE))).isEqualTo(1);
    }

    @Test
    void shouldStoreAndFind() {
        assertThat(get(anna, () -> ofAnna.put(Kind.AGENT, 3, "Zoë", 0, allBytes())))
                .isEqualTo(1);

        Stored byId = get(bert, () -> ofBert.get(Kind.AGENT, 3));
        Stored byName = get(bert, () -> ofBert.byName(Kind.AGENT, "Zoë"));
        assertThat(byId.name()).isEqualTo("Zoë");
        assertThat(byId.revision()).isEqualTo(1);
        assertThat(byId.value()).isEqualTo(allBytes());
        assertThat(byName.id()).isEqualTo(3);
        assertThat(get(bert, () -> ofBert.get(Kind.QUEUE, 3))).isNull();
        assertThat(get(bert, () -> ofBert.byName(Kind.QUEUE, "Zoë"))).isNull();
    }

    @Test
    void shouldRefuseALostRace() {
        put(1, "one", 0);
        assertThat(put(1, "one", 1)).isEqualTo(2);

        assertThat(refused(1, "one", 0)).isEqualTo(Reason.CONFLICT);
        assertThat(refused(1, "one", 1)).isEqualTo(Reason.CONFLICT);
        assertThat(refused(1, "one", 3)).isEqualTo(Reason.CONFLICT);
        assertThat(refused(2, "two", 1)).as("does not exist").isEqualTo(Reason.CONFLICT);
    }

    @Test
    void shouldLetOneOfTwoNodesWin() {
        put(1, "one", 0);
        var one = start(anna, () -> ofAnna.put(Kind.QUEUE, 1, "one", 1, bytes("anna")));
        var other = start(bert, () -> ofBert.put(Kind.QUEUE, 1, "one", 1, bytes("bert")));

        long won =
                List.of(one, other).stream().filter(AccountStoreKit::succeeds).count();
        assertThat(won).isEqualTo(1);
        assertThat(get(anna, () -> ofAnna.get(Kind.QUEUE, 1)).revision()).isEqualTo(2);
    }

    @Test
    void shouldKeepNamesUnique() {
        put(1, "one", 0);
        put(2, "two", 0);

        assertThat(refused(2, "one", 1)).isEqualTo(Reason.CONFLICT);
        assertThat(get(anna, () -> ofAnna.get(Kind.QUEUE, 2)).name()).isEqualTo("two");
        put(1, "uno", 1);
        put(2, "one", 1);
        assertThat(get(anna, () -> ofAnna.byName(Kind.QUEUE, "one")).id()).isEqualTo(2);
        assertThat(get(anna, () -> ofAnna.byName(Kind.QUEUE, "two"))).isNull();
    }

    @Test
    void shouldDeleteWithNameAndSecret() {
        put(1, "one", 0);
        get(anna, () -> ofAnna.putSecret(Kind.QUEUE, 1, "hash"));
        assertThat(failure(anna, () -> ofAnna.delete(Kind.QUEUE, 1, 2))).isEqualTo(Reason.CONFLICT);
        get(anna, () -> ofAnna.delete(Kind.QUEUE, 1, 1));

        assertThat(get(bert, () -> ofBert.get(Kind.QUEUE, 1))).isNull();
        assertThat(get(bert, () -> ofBert.secret(Kind.QUEUE, 1))).isNull();
        assertThat(get(bert, () -> ofBert.list(Kind.QUEUE, 0, 10))).isEmpty();
        assertThat(failure(anna, () -> ofAnna.delete(Kind.QUEUE, 1, 1)))
                .as("gone")
                .isEqualTo(Reason.CONFLICT);
        assertThat(failure(anna, () -> ofAnna.delete(Kind.QUEUE, 1, 0)))
                .as("gone")
                .isEqualTo(Reason.CONFLICT);
        put(2, "one", 0);
    }

    @Test
    void shouldListInOrderOfId() {
        for (long id : new long[] {10, 2, 33, 4}) {
            put(id, "name" + id, 0);
        }
        assertThat(get(bert, () -> ofBert.list(Kind.QUEUE, 0, 3)))
                .extracting(Stored::id)
                .containsExactly(2L, 4L, 10L);
        assertThat(get(bert, () -> ofBert.list(Kind.QUEUE, 10, 3)))
                .extracting(Stored::id)
                .containsExactly(33L);
        assertThat(get(bert, () -> ofBert.list(Kind.QUEUE, 33, 3))).isEmpty();
    }

    @Test
    void shouldKeepSecretsApart() {
        assertThat(get(bert, () -> ofBert.secret(Kind.AGENT, 1))).isNull();
        get(anna, () -> ofAnna.putSecret(Kind.AGENT, 1, "old"));
        get(anna, () -> ofAnna.putSecret(Kind.AGENT, 1, "new"));
        assertThat(get(bert, () -> ofBert.secret(Kind.AGENT, 1))).isEqualTo("new");
    }

    @Test
    void shouldTakeASmallValueOnce() {
        assertThat(get(anna, () -> ofAnna.putOnce("link", "value", LONG_MS))).isTrue();
        assertThat(get(bert, () -> ofBert.putOnce("link", "other", LONG_MS))).isFalse();

        assertThat(get(bert, () -> ofBert.takeOnce("link", false))).isEqualTo("value");
        assertThat(get(bert, () -> ofBert.takeOnce("link", true))).isEqualTo("value");
        assertThat(get(anna, () -> ofAnna.takeOnce("link", true))).isNull();
        assertThat(get(anna, () -> ofAnna.putOnce("link", "free again", LONG_MS)))
                .isTrue();
    }

    @Test
    void shouldForgetASmallValueAfterItsLife() {
        get(anna, () -> ofAnna.putOnce("link", "value", 20));
        await().atMost(Duration.ofSeconds(5)).until(() -> get(anna, () -> ofAnna.takeOnce("link", false)) == null);
        assertThat(get(bert, () -> ofBert.putOnce("link", "other", LONG_MS))).isTrue();
    }

    @Test
    void shouldKeepTheLargestMark() {
        assertThat(get(anna, () -> ofAnna.raised("mark"))).isZero();
        assertThat(get(anna, () -> ofAnna.raise("mark", 9, LONG_MS))).isEqualTo(9);
        assertThat(get(bert, () -> ofBert.raise("mark", 7, LONG_MS))).isEqualTo(9);
        assertThat(get(bert, () -> ofBert.raise("mark", 1_700_000_000_123L, LONG_MS)))
                .isEqualTo(1_700_000_000_123L);
        assertThat(get(anna, () -> ofAnna.raised("mark"))).isEqualTo(1_700_000_000_123L);

        get(anna, () -> ofAnna.raise("mark", 1, 20));
        await().atMost(Duration.ofSeconds(5)).until(() -> get(anna, () -> ofAnna.raised("mark")) == 0);
    }

    @Test
    void shouldShareWhatTheFirstProposed() {
        assertThat(get(anna, () -> ofAnna.shared("key", "first"))).isEqualTo("first");
        assertThat(get(bert, () -> ofBert.shared("key", "second"))).isEqualTo("first");
    }

    /** Token checks run on threads of their own. */
    @Test
    void shouldAnswerCallsFromOtherThreadsOnTheLoop() {
        var onLoop = new CompletableFuture<Boolean>();
        // The loop is kept busy, or the answer might be there before somebody waits for it.
        var busy = new CountDownLatch(1);
        anna.execute(() -> awaitQuietly(busy));
        var unused = ofAnna.nextId(Kind.SITE).thenAccept(id -> onLoop.complete(anna.inLoop()));
        busy.countDown();
        assertThat(join(onLoop)).isTrue();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private long put(long id, String name, long expected) {
        return get(anna, () -> ofAnna.put(Kind.QUEUE, id, name, expected, bytes(name)));
    }

    private Reason refused(long id, String name, long expected) {
        return failure(bert, () -> ofBert.put(Kind.QUEUE, id, name, expected, bytes(name)));
    }

    private static boolean succeeds(CompletableFuture<?> future) {
        try {
            join(future);
            return true;
        } catch (StorageException failure) {
            return false;
        }
    }
}
