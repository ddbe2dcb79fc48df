package dev.switchboard.server.offline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.server.loop.Loop;
import dev.switchboard.server.offline.OfflineStore.Draft;
import dev.switchboard.server.offline.OfflineStore.Kept;
import dev.switchboard.server.offline.OfflineStore.Message;
import dev.switchboard.server.offline.OfflineStore.Page;
import dev.switchboard.server.offline.OfflineStore.Query;
import dev.switchboard.server.offline.OfflineStore.Scope;
import dev.switchboard.server.routing.model.AgentId;
import dev.switchboard.server.routing.model.CustomerId;
import dev.switchboard.server.routing.model.QueueId;
import dev.switchboard.server.storage.StoreKit;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every {@link OfflineStore} promises. */
public abstract class OfflineStoreKit extends StoreKit {
    /** Small enough to be reached. */
    public static final OfflineLimits LIMITS =
            new OfflineLimits(8, 7, Duration.ofDays(1), Duration.ofHours(2), Duration.ofHours(1), 3, 6);

    private static final QueueId SALES = new QueueId(1);
    private static final QueueId BILLING = new QueueId(21);
    private static final AgentId ANNA = new AgentId(Long.MAX_VALUE);
    private static final AgentId BEN = new AgentId(2);

    protected abstract OfflineStore node(Loop loop);

    private static Draft draft(long customer, String key, QueueId queue) {
        return new Draft(new CustomerId(customer), "192.0.2." + customer, key, queue, bytes(key));
    }

    private Kept keep(OfflineStore store, Draft draft) {
        return get(anna, () -> store.keep(draft));
    }

    private Page list(OfflineStore store, Scope scope, boolean answered, long after, int limit) {
        return get(anna, () -> store.list(new Query(scope, answered, after, limit)));
    }

    private Message answer(OfflineStore store, long id, Scope scope, AgentId agent) {
        return get(anna, () -> store.answer(id, scope, agent));
    }

    private static Scope only(QueueId queue) {
        return new Scope(false, Set.of(queue));
    }

    @Test
    void shouldTellAllNodesWhatWasKept() {
        OfflineStore ofAnna = node(anna);
        OfflineStore ofBert = node(bert);
        Draft draft = new Draft(new CustomerId(Long.MAX_VALUE), "2001:db8::/64", "first", SALES, allBytes());
        assertThat(keep(ofAnna, draft)).isEqualTo(Kept.STORED);
        Page page = get(bert, () -> ofBert.list(new Query(Scope.ALL, false, 0, 10)));
        assertThat(page.open()).isEqualTo(1);
        Message message = page.messages().get(0);
        assertThat(message.queue()).isEqualTo(SALES);
        assertThat(message.body()).isEqualTo(allBytes());
        assertThat(message.timeMs()).isPositive();
        assertThat(message.answer()).isNull();
    }

    @Test
    void shouldKeepRepeatsOnce() {
        OfflineStore store = node(anna);
        for (int i = 0; i < 10; i++) {
            assertThat(keep(store, draft(1, "same", SALES))).isEqualTo(Kept.STORED);
        }
        keep(store, draft(2, "same", SALES));
        assertThat(list(store, Scope.ALL, false, 0, 10).messages()).hasSize(2);
    }

    @Test
    void shouldShowOnlyTheQueuesOfTheScope() {
        OfflineStore store = node(anna);
        keep(store, draft(1, "one", SALES));
        keep(store, draft(2, "two", BILLING));
        Page sales = list(store, only(SALES), false, 0, 10);
        assertThat(sales.open()).isEqualTo(1);
        assertThat(sales.messages()).extracting(message -> text(message.body())).containsExactly("one");
        Page nothing = list(store, new Scope(false, Set.of()), false, 0, 10);
        assertThat(nothing.open()).isZero();
        assertThat(nothing.messages()).isEmpty();
        long billing =
                list(store, only(BILLING), false, 0, 10).messages().get(0).id();
        assertThat(answer(store, billing, only(SALES), ANNA)).isNull();
        assertThat(list(store, Scope.ALL, false, 0, 10).open()).isEqualTo(2);
    }

    @Test
    void shouldPageOpenOnesFromTheOldestAndAnsweredOnesFromTheNewest() {
        OfflineStore store = node(anna);
        for (int i = 0; i < 6; i++) {
            keep(store, draft(i, "key" + i, i % 2 == 0 ? SALES : BILLING));
        }
        Page first = list(store, only(SALES), false, 0, 2);
        assertThat(first.messages()).extracting(message -> text(message.body())).containsExactly("key0", "key2");
        assertThat(first.open()).isEqualTo(3);
        Page second = list(store, only(SALES), false, first.messages().get(1).id(), 2);
        assertThat(second.messages())
                .extracting(message -> text(message.body()))
                .containsExactly("key4");

        for (Message message : list(store, Scope.ALL, false, 0, 10).messages()) {
            answer(store, message.id(), Scope.ALL, ANNA);
        }
        Page newest = list(store, Scope.ALL, true, 0, 4);
        assertThat(newest.open()).isZero();
        assertThat(newest.messages())
                .extracting(message -> text(message.body()))
                .containsExactly("key5", "key4", "key3", "key2");
        Page rest = list(store, Scope.ALL, true, newest.messages().get(3).id(), 4);
        assertThat(rest.messages()).extracting(message -> text(message.body())).containsExactly("key1", "key0");
    }

    @Test
    void shouldLetTheFirstWhoAnswersHaveIt() {
        OfflineStore store = node(anna);
        keep(store, draft(1, "one", SALES));
        long id = list(store, Scope.ALL, false, 0, 1).messages().get(0).id();
        Message answered = answer(store, id, only(SALES), ANNA);
        assertThat(Objects.requireNonNull(answered.answer()).agent()).isEqualTo(ANNA);
        Message again = answer(store, id, Scope.ALL, BEN);
        assertThat(again.answer()).isEqualTo(answered.answer());
        assertThat(list(store, Scope.ALL, false, 0, 10).messages()).isEmpty();
        assertThat(list(store, Scope.ALL, true, 0, 10).messages())
                .extracting(Message::answer)
                .containsExactly(answered.answer());
        assertThat(answer(store, id + 1, Scope.ALL, BEN)).isNull();
    }

    @Test
    void shouldTakeSoManyOfACustomerAndOfAnAddress() {
        OfflineStore store = node(anna);
        for (int i = 0; i < LIMITS.customerMax(); i++) {
            assertThat(keep(store, draft(1, "key" + i, SALES))).isEqualTo(Kept.STORED);
        }
        assertThat(keep(store, draft(1, "another", SALES))).isEqualTo(Kept.TOO_MANY);
        assertThat(keep(store, draft(1, "key0", SALES))).as("a repeat").isEqualTo(Kept.STORED);

        for (int i = 2; i < 2 + LIMITS.addressMax() - LIMITS.customerMax(); i++) {
            Draft neighbour = new Draft(new CustomerId(i), "192.0.2.1", "one", SALES, bytes("x"));
            assertThat(keep(store, neighbour)).isEqualTo(Kept.STORED);
        }
        assertThat(keep(store, new Draft(new CustomerId(99), "192.0.2.1", "one", SALES, bytes("x"))))
                .isEqualTo(Kept.TOO_MANY);
        assertThat(keep(store, draft(99, "one", SALES))).isEqualTo(Kept.STORED);
    }

    @Test
    void shouldLeaveRoomForOtherQueues() {
        OfflineStore store = node(anna);
        for (int i = 0; i < LIMITS.openPerQueueMax(); i++) {
            assertThat(keep(store, draft(i, "key" + i, SALES))).isEqualTo(Kept.STORED);
        }
        assertThat(keep(store, draft(100, "late", SALES))).isEqualTo(Kept.FULL);
        assertThat(keep(store, draft(101, "other", BILLING))).isEqualTo(Kept.STORED);

        long id = list(store, only(SALES), false, 0, 1).messages().get(0).id();
        answer(store, id, Scope.ALL, ANNA);
        assertThat(keep(store, draft(100, "late", SALES))).isEqualTo(Kept.STORED);
    }

    @Test
    void shouldMakeRoomByTheOldestAnsweredOneOnly() {
        OfflineStore store = node(anna);
        for (int i = 0; i < LIMITS.messagesMax(); i++) {
            keep(store, draft(i, "key" + i, i % 2 == 0 ? SALES : BILLING));
        }
        assertThat(keep(store, draft(100, "late", SALES))).isEqualTo(Kept.FULL);
        var all = list(store, Scope.ALL, false, 0, 10).messages();
        answer(store, all.get(3).id(), Scope.ALL, ANNA);
        answer(store, all.get(2).id(), Scope.ALL, ANNA);
        assertThat(keep(store, draft(100, "late", SALES))).isEqualTo(Kept.STORED);
        assertThat(list(store, Scope.ALL, true, 0, 10).messages())
                .extracting(message -> text(message.body()))
                .containsExactly("key3");
        assertThat(list(store, Scope.ALL, false, 0, 10).open()).isEqualTo(LIMITS.messagesMax() - 1);
    }
}
