package dev.switchboard.server.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.server.inbox.Inbox;
import dev.switchboard.server.log.Chain;
import dev.switchboard.server.log.LogStore;
import dev.switchboard.server.redis.embedded.EmbeddedRedis;
import dev.switchboard.server.redis.embedded.EmbeddedRedisOptions;
import dev.switchboard.server.routing.model.ChatId;
import dev.switchboard.server.routing.model.NodeId;
import dev.switchboard.server.storage.StorageException;
import dev.switchboard.server.storage.StorageException.Reason;
import dev.switchboard.server.storage.StoreKit;
import dev.switchboard.server.transcript.TranscriptStore.AppendResult;
import dev.switchboard.server.transcript.TranscriptStore.Draft;
import dev.switchboard.server.transcript.TranscriptStore.Line;
import dev.switchboard.server.transcript.TranscriptStore.Stored;
import dev.switchboard.server.transcript.TranscriptStore.StoredEntry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Redis dies and comes back, with the durability that is the default. */
@Timeout(60)
class RedisOutageIT extends StoreKit {
    private static final NodeId NODE = new NodeId(1);

    @TempDir
    Path directory;

    private EmbeddedRedis redis;
    private final List<RedisStorage> opened = new ArrayList<>();

    @BeforeEach
    void startRedis() {
        redis = EmbeddedRedis.start(EmbeddedRedisOptions.in(directory));
    }

    @AfterEach
    void stopRedis() {
        opened.forEach(RedisStorage::close);
        redis.close();
    }

    /** Kills Redis three times while a node appends; whatever was acknowledged is there, in order, in one chain. */
    @Test
    void shouldLoseNothingAcknowledgedWhenRedisIsKilled() {
        LogStore log = storage(Integer.MAX_VALUE).log();
        var acknowledged = new TreeMap<Long, String>();
        int failed = 0;
        for (int round = 0; round < 3; round++) {
            long victim = redis.pid();
            var appends = new ArrayList<CompletableFuture<List<Long>>>();
            for (int i = 0; i < 300; i++) {
                byte[] payload = bytes(round + "/" + i);
                appends.add(start(anna, () -> log.append(List.of(payload), 0)));
                if (i == 150) {
                    ProcessHandle.of(victim).ifPresent(ProcessHandle::destroyForcibly);
                }
            }
            for (int i = 0; i < appends.size(); i++) {
                try {
                    acknowledged.put(join(appends.get(i)).get(0), round + "/" + i);
                } catch (StorageException failure) {
                    assertThat(failure.reason()).isIn(Reason.OUTCOME_UNKNOWN, Reason.UNAVAILABLE);
                    failed++;
                }
            }
            await().atMost(Duration.ofSeconds(20)).until(() -> redis.pid() != victim);
        }

        LogStore.Batch all = readWhenBack(log);
        var stored = all.entries().stream()
                .collect(Collectors.toMap(LogStore.RawEntry::position, entry -> text(entry.payload())));
        assertThat(acknowledged).hasSize(900 - failed).isNotEmpty();
        acknowledged.forEach((position, payload) -> assertThat(stored).containsEntry(position, payload));
        assertThat(stored.values()).as("nothing twice").doesNotHaveDuplicates();
        String tip = LogStore.Tip.EMPTY.hash();
        for (LogStore.RawEntry entry : all.entries()) {
            assertThat(entry.previous()).isEqualTo(tip);
            tip = Chain.after(entry).hash();
        }
        assertThat(all.tip().hash()).isEqualTo(tip);
    }

    /** What a client does that was told OUTCOME_UNKNOWN: it repeats with the same message id. */
    @Test
    void shouldStoreARepeatedMessageOnceWhenRedisIsKilled() {
        var store = storage(Integer.MAX_VALUE).transcripts();
        var chat = new ChatId(1);
        get(anna, () -> store.appendLine(new Line(chat, 1, 0, List.of("c1"), bytes("open"))));
        long victim = redis.pid();
        var appends = new ArrayList<CompletableFuture<AppendResult>>();
        for (int i = 0; i < 400; i++) {
            Draft draft = draft(chat, i);
            appends.add(start(anna, () -> store.append(draft)));
            if (i == 200) {
                ProcessHandle.of(victim).ifPresent(ProcessHandle::destroyForcibly);
            }
        }
        var sequences = new TreeMap<Long, String>();
        for (int i = 0; i < appends.size(); i++) {
            Draft draft = draft(chat, i);
            AppendResult result;
            try {
                result = join(appends.get(i));
            } catch (StorageException failure) {
                result = await().pollDelay(Duration.ZERO)
                        .atMost(Duration.ofSeconds(20))
                        .ignoreExceptionsInstanceOf(StorageException.class)
                        .until(() -> get(anna, () -> store.append(draft)), Stored.class::isInstance);
            }
            sequences.put(((Stored) result).sequence(), text(draft.body()));
        }

        List<StoredEntry> entries = get(anna, () -> store.read(chat, 1, 1_000)).entries();
        assertThat(entries).hasSize(400);
        assertThat(entries.stream().collect(Collectors.toMap(StoredEntry::sequence, entry -> text(entry.body()))))
                .isEqualTo(sequences);
    }

    @Test
    void shouldWaitForRedisToComeBack() {
        RedisStorage storage = storage(100);
        get(anna, storage.log()::tip);
        kill();
        // The connections that died with it are found dead one by one; a read may be repeated.
        await().atMost(Duration.ofSeconds(20))
                .ignoreExceptionsInstanceOf(StorageException.class)
                .until(() -> get(anna, storage.log()::tip).position() == 0);
        assertThat(storage.health().reachable()).isTrue();
        assertThat(storage.health().lastError()).isNotNull();
    }

    @Test
    void shouldFailWhenRedisStaysAway() {
        RedisStorage storage = storage(100);
        get(anna, storage.log()::tip);
        redis.close();
        // The first one may have to find out that the connection is dead.
        assertThat(failure(anna, () -> storage.log().append(List.of(bytes("x")), 0)))
                .isIn(Reason.OUTCOME_UNKNOWN, Reason.UNAVAILABLE);

        assertThat(failure(anna, () -> storage.log().append(List.of(bytes("x")), 0)))
                .isEqualTo(Reason.UNAVAILABLE);
        assertThat(failure(anna, () -> storage.log().read(0, 10, 1_000))).isEqualTo(Reason.UNAVAILABLE);
        assertThat(storage.health().reachable()).isFalse();
    }

    @Test
    void shouldRefuseMoreCallsThanMayWait() {
        RedisStorage storage = storage(10);
        redis.close();
        var failures = new ArrayList<CompletableFuture<List<Long>>>();
        for (int i = 0; i < 100; i++) {
            failures.add(start(anna, () -> storage.log().append(List.of(bytes("x")), 0)));
        }
        List<String> reasons = failures.stream().map(RedisOutageIT::reason).toList();

        assertThat(reasons).hasSize(100);
        // Ten wait, and a batch of at most sixteen is in the thread's hands.
        assertThat(reasons.stream().filter(reason -> reason.contains("too many")))
                .hasSizeBetween(74, 90);
        assertThat(reasons.stream().filter(reason -> !reason.contains("too many")))
                .isNotEmpty()
                .allMatch(reason -> reason.contains("away"));
    }

    @Test
    void shouldTellOfAGapAfterTheInboxCouldNotBeRead() {
        RedisStorage storage = storage(100);
        var gaps = new AtomicInteger();
        anna.execute(() -> storage.inbox().open(NODE, new Inbox.Listener() {
            @Override
            public void onMessage(byte[] payload) {}

            @Override
            public void onGap() {
                gaps.incrementAndGet();
            }
        }));
        get(anna, () -> storage.inbox().push(List.of(NODE), bytes("x")));
        assertThat(gaps).hasValue(0);
        kill();
        await().atMost(Duration.ofSeconds(20)).untilAtomic(gaps, Matchers.greaterThan(0));
    }

    @Test
    void shouldFailWhatWaitsWhenItIsClosed() {
        RedisStorage storage = storage(100);
        redis.close();
        var waiting = start(anna, () -> storage.log().append(List.of(bytes("x")), 0));
        storage.close();
        assertThat(reason(waiting)).contains("closed");
        assertThat(failure(anna, storage.log()::tip)).isEqualTo(Reason.UNAVAILABLE);
        assertThat(Thread.getAllStackTraces().keySet().stream()
                        .map(Thread::getName)
                        .collect(Collectors.toSet()))
                .doesNotContainAnyElementsOf(Set.of("sb-redis-log", "sb-redis-chat", "sb-redis-push"));
    }

    private void kill() {
        long victim = redis.pid();
        ProcessHandle.of(victim).ifPresent(ProcessHandle::destroyForcibly);
        await().atMost(Duration.ofSeconds(20)).until(() -> redis.pid() != victim);
    }

    private LogStore.Batch readWhenBack(LogStore log) {
        return await().atMost(Duration.ofSeconds(20))
                .ignoreExceptionsInstanceOf(StorageException.class)
                .until(() -> get(anna, () -> log.read(0, 10_000, 0)), batch -> true);
    }

    private RedisStorage storage(int queueMax) {
        RedisOptions options = RedisOptions.of(redis.uri(), redis.password()).withQueueMax(Math.min(queueMax, 4_096));
        var storage =
                new RedisStorage(options, RedisLimits.DEFAULTS, directory.resolve("archive"), anna, RedisMeter.NONE);
        opened.add(storage);
        return storage;
    }

    private static Draft draft(ChatId chat, int number) {
        return new Draft(chat, 1, "c1", "m" + number, false, bytes("text " + number));
    }

    private static String reason(CompletableFuture<?> failed) {
        try {
            join(failed.thenApply(value -> value));
        } catch (StorageException | CompletionException failure) {
            return String.valueOf(failure.getMessage());
        }
        throw new AssertionError("It did not fail");
    }
}
