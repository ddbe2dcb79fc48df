package dev.switchboard.server.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.server.account.AccountStore.Kind;
import dev.switchboard.server.inbox.Inbox;
import dev.switchboard.server.log.LogStore;
import dev.switchboard.server.log.SnapshotStore.Manifest;
import dev.switchboard.server.publisher.OutboxStore.Projection;
import dev.switchboard.server.record.ChatRecord;
import dev.switchboard.server.redis.embedded.ThreeMasterCluster;
import dev.switchboard.server.routing.model.ChatId;
import dev.switchboard.server.routing.model.NodeId;
import dev.switchboard.server.storage.StoreKit;
import dev.switchboard.server.transcript.TranscriptStore.Draft;
import dev.switchboard.server.transcript.TranscriptStore.Line;
import dev.switchboard.server.transcript.TranscriptStore.Stored;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each script touches the keys of one slot, and no pipeline relies on all keys being on one server. */
class RedisClusterIT extends StoreKit {
    private static final ChatId ONE = new ChatId(1);
    private static final ChatId TWO = new ChatId(2);

    @TempDir
    static Path directory;

    private static ThreeMasterCluster cluster;
    private static int tests;

    private RedisStorage storage;

    @BeforeAll
    static void startCluster() throws IOException {
        cluster = new ThreeMasterCluster(directory, 1);
    }

    @AfterAll
    static void stopCluster() {
        cluster.close();
    }

    @BeforeEach
    void openStorage() {
        tests++;
        storage = new RedisStorage(options(), TestLimits.small(), directory, anna, RedisMeter.NONE);
    }

    @AfterEach
    void closeStorage() {
        storage.close();
    }

    /** Each test with keys of its own, and every write confirmed by a replica. */
    private static RedisOptions options() {
        return RedisOptions.of(cluster.uri(), null)
                .ofCluster(List.of(cluster.uri()))
                .withReplicasMin(1)
                .withCommandTimeoutMs(2_000)
                .withKeyPrefix("t" + tests);
    }

    @Test
    void shouldKeepLogAndSnapshots() {
        LogStore log = storage.log();
        assertThat(get(anna, log::nextIncarnation)).isEqualTo(1);
        get(anna, () -> log.append(List.of(bytes("one"), bytes("two"), bytes("three")), 0));
        get(anna, () -> log.trim(1));
        assertThat(get(anna, () -> log.read(0, 10, 0)).entries()).hasSize(2);
        assertThat(get(anna, () -> log.read(3, 10, 20)).tip().position()).isEqualTo(3);
        assertThat(get(anna, log::skipped)).isEmpty();

        var snapshots = storage.snapshots();
        get(anna, () -> snapshots.putPart(3, 0, bytes("part")));
        get(anna, () -> snapshots.putManifest(new Manifest(3, "ab", 1, 1, 1, "cd", 0, 0)));
        assertThat(get(anna, snapshots::manifests)).hasSize(1);
        get(anna, () -> snapshots.delete(3));
        assertThat(get(anna, snapshots::manifests)).isEmpty();
    }

    @Test
    void shouldKeepTranscriptsOfManySlots() {
        var transcripts = storage.transcripts();
        for (ChatId chat : List.of(ONE, TWO)) {
            get(anna, () -> transcripts.appendLine(new Line(chat, 1, 0, List.of("c1"), bytes("open"))));
            get(anna, () -> transcripts.listen(chat, new NodeId(1), 0, 10));
            assertThat(get(anna, () -> transcripts.append(new Draft(chat, 1, "c1", "m", false, bytes("text")))))
                    .isInstanceOf(Stored.class);
        }
        assertThat(get(anna, () -> transcripts.lastSequences(List.of(ONE, TWO))))
                .isEqualTo(Map.of(ONE, 2L, TWO, 2L));
        get(anna, () -> transcripts.unlisten(ONE, new NodeId(1)));
        get(anna, () -> transcripts.expire(ONE, 0));
        assertThat(get(anna, () -> transcripts.lastSequences(List.of(ONE, TWO))))
                .isEqualTo(Map.of(TWO, 2L));
    }

    @Test
    void shouldPushToInboxesOfManySlots() {
        var received = new AtomicInteger();
        anna.execute(() -> storage.inbox().open(new NodeId(1), new Inbox.Listener() {
            @Override
            public void onMessage(byte[] payload) {
                received.incrementAndGet();
            }

            @Override
            public void onGap() {}
        }));
        get(anna, () -> storage.inbox().push(List.of(new NodeId(1), new NodeId(2)), bytes("hello")));
        await().atMost(Duration.ofSeconds(10)).untilAtomic(received, Matchers.is(1));
    }

    @Test
    void shouldPublish() {
        var outbox = storage.outbox();
        var records = List.of(new ChatRecord(ONE, bytes("a")), new ChatRecord(TWO, bytes("b")));
        assertThat(get(anna, () -> outbox.publish(0, 1, List.of(bytes("message")), records)))
                .isEqualTo(1);
        assertThat(get(anna, outbox::cursor)).isEqualTo(1);
        assertThat(get(anna, () -> storage.records().recordsOf(TWO))).hasSize(1);
        assertThat(get(anna, () -> storage.records().read("0", 10)).records()).hasSize(2);
        get(
                anna,
                () -> outbox.project(
                        1,
                        List.of(new Projection("agent", 1, List.of("a", "b")), new Projection("node", 1, List.of()))));
    }

    @Test
    void shouldKeepAccounts() {
        var accounts = storage.accounts();
        long id = get(anna, () -> accounts.nextId(Kind.AGENT));
        get(anna, () -> accounts.put(Kind.AGENT, id, "Anna", 0, bytes("value")));
        get(anna, () -> accounts.putSecret(Kind.AGENT, id, "hash"));
        assertThat(get(anna, () -> accounts.list(Kind.AGENT, 0, 10))).hasSize(1);
        get(anna, () -> accounts.delete(Kind.AGENT, id, 1));
        assertThat(get(anna, () -> accounts.secret(Kind.AGENT, id))).isNull();
        assertThat(get(anna, () -> accounts.putOnce("link", "value", 1_000))).isTrue();
        assertThat(get(anna, () -> accounts.takeOnce("link", true))).isEqualTo("value");
        assertThat(get(anna, () -> accounts.raise("mark", 5, 1_000))).isEqualTo(5);
        assertThat(get(anna, () -> accounts.shared("key", "proposal"))).isEqualTo("proposal");
    }

    /** A pipeline to three servers waits for the replicas of each. */
    @Test
    void shouldAppendToManyChatsAtOnce() {
        var transcripts = storage.transcripts();
        var lines = LongStream.rangeClosed(1, 200)
                .mapToObj(id -> start(
                        anna,
                        () -> transcripts.appendLine(new Line(new ChatId(id), 1, 0, List.of("c1"), bytes("open")))))
                .toList();
        assertThat(lines.stream().map(StoreKit::join))
                .allSatisfy(answer -> assertThat(((Stored) answer).sequence()).isEqualTo(1));
    }
}
