package dev.switchboard.server.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.switchboard.server.log.Chain;
import dev.switchboard.server.log.LogStore;
import dev.switchboard.server.redis.RedisStartupException.Reason;
import dev.switchboard.server.redis.embedded.SentinelGroup;
import dev.switchboard.server.routing.model.ChatId;
import dev.switchboard.server.storage.StorageException;
import dev.switchboard.server.storage.StoreKit;
import dev.switchboard.server.transcript.TranscriptStore;
import dev.switchboard.server.transcript.TranscriptStore.Draft;
import dev.switchboard.server.transcript.TranscriptStore.Line;
import dev.switchboard.server.transcript.TranscriptStore.Stored;
import dev.switchboard.server.transcript.TranscriptStore.StoredEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A Redis with replicas loses its master; what was acknowledged is on the next one. */
@Timeout(60)
class RedisSentinelIT extends StoreKit {
    private static final ChatId CHAT = new ChatId(1);

    @TempDir
    Path directory;

    private @Nullable SentinelGroup group;
    private @Nullable RedisStorage storage;

    @AfterEach
    void stop() {
        if (storage != null) {
            storage.close();
        }
        if (group != null) {
            group.close();
        }
    }

    /**
     * 1. The replicas no longer follow: log and transcript call the outcome of what they append unknown. 2. The master is
     * killed. 3. What is repeated is stored once, on the new master, and everything acknowledged is there in one chain.
     */
    @Test
    void shouldLoseNothingAcknowledgedWhenTheMasterIsKilled() throws IOException {
        group = new SentinelGroup(directory, 0);
        storage = open(options(1));
        LogStore log = storage.log();
        TranscriptStore chats = storage.transcripts();
        get(anna, () -> chats.appendLine(new Line(CHAT, 1, 0, List.of("c1"), bytes("open"))));
        var logged = new TreeMap<Long, String>();
        for (int i = 0; i < 20; i++) {
            byte[] payload = bytes("before " + i);
            logged.put(get(anna, () -> log.append(List.of(payload), 0)).get(0), text(payload));
        }
        assertThat(get(anna, () -> chats.append(draft("one")))).isInstanceOf(Stored.class);

        group.cutReplication();
        assertThat(failure(anna, () -> log.append(List.of(bytes("cut off")), 0)))
                .isEqualTo(StorageException.Reason.OUTCOME_UNKNOWN);
        assertThat(failure(anna, () -> chats.append(draft("two")))).isEqualTo(StorageException.Reason.OUTCOME_UNKNOWN);
        assertThat(failure(anna, () -> chats.append(draft("two"))))
                .as("a repeat, which the master has")
                .isEqualTo(StorageException.Reason.OUTCOME_UNKNOWN);
        group.killMaster();

        repeat(() -> chats.append(draft("two")));
        logged.put(repeat(() -> log.append(List.of(bytes("after")), 0)).get(0), "after");
        LogStore.Batch all = repeat(() -> log.read(0, 1_000, 0));
        assertThat(all.entries().stream()
                        .collect(Collectors.toMap(LogStore.RawEntry::position, entry -> text(entry.payload()))))
                .containsAllEntriesOf(logged);
        String tip = LogStore.Tip.EMPTY.hash();
        for (LogStore.RawEntry entry : all.entries()) {
            assertThat(entry.previous()).isEqualTo(tip);
            tip = Chain.after(entry).hash();
        }
        List<StoredEntry> lines = repeat(() -> chats.read(CHAT, 0, 100)).entries();
        assertThat(lines.stream().map(line -> text(line.body()))).containsExactly("open", "one", "two");
    }

    /** The same without waiting for replicas: the log is rolled back, so the test above can tell. */
    @Test
    void shouldShowARollbackByTheTipWhenNobodyWaitedForReplicas() throws IOException {
        group = new SentinelGroup(directory, 0);
        storage = open(options(0));
        LogStore log = storage.log();
        get(anna, () -> log.append(List.of(bytes("kept")), 0));
        LogStore.Tip kept = get(anna, log::tip);
        group.cutReplication();
        get(anna, () -> log.append(List.of(bytes("lost")), 0));
        LogStore.Tip lost = get(anna, log::tip);
        group.killMaster();

        LogStore.Batch seen = repeat(() -> log.read(lost.position(), 10, 0));
        assertThat(seen.tip()).isEqualTo(kept);
        assertThat(seen.entries()).isEmpty();
        assertThat(repeat(() -> log.append(List.of(bytes("next")), 0)))
                .as("not the position of what was lost, even if nobody is left who knows it")
                .containsExactly(kept.position() + 1 + LogStore.LOST_MAX);
    }

    @Test
    void shouldRefuseAMasterThatWritesWithoutReplicas() throws IOException {
        group = new SentinelGroup(directory, 0);
        assertThatThrownBy(() -> RedisCheck.run(options(1)))
                .isInstanceOfSatisfying(
                        RedisStartupException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.REPLICAS_OPTIONAL))
                .hasMessageContaining("min-replicas-to-write 1")
                .hasMessageContaining("redis.replicas-min");
        assertThat(RedisCheck.run(options(0)).warnings()).anyMatch(warning -> warning.contains("failover may lose"));
    }

    @Test
    void shouldAcceptAMasterThatNeedsItsReplicas() throws IOException {
        group = new SentinelGroup(directory, 1);
        assertThat(RedisCheck.run(options(1)).warnings()).noneMatch(warning -> warning.contains("replicas"));

        group.cutReplication();
        assertThat(RedisCheck.run(options(1)).warnings()).anyMatch(warning -> warning.contains("takes no writes"));
        storage = open(options(1));
        LogStore log = storage.log();
        assertThat(failure(anna, () -> log.append(List.of(bytes("x")), 0)))
                .as("the master refuses")
                .isEqualTo(StorageException.Reason.UNAVAILABLE);
    }

    private RedisOptions options(int replicasMin) {
        return RedisOptions.of(group.sentinel(), SentinelGroup.PASSWORD)
                .behindSentinels(List.of(group.sentinel()), SentinelGroup.MASTER, null)
                .withReplicasMin(replicasMin)
                .withCommandTimeoutMs(1_000);
    }

    private RedisStorage open(RedisOptions options) {
        return new RedisStorage(options, TestLimits.small(), directory, anna, RedisMeter.NONE);
    }

    private <T> T repeat(Supplier<CompletionStage<T>> call) {
        var answers = new ArrayList<T>();
        await().atMost(Duration.ofSeconds(20))
                .pollDelay(Duration.ZERO)
                .ignoreExceptionsInstanceOf(StorageException.class)
                .until(() -> answers.add(get(anna, call)));
        return answers.get(0);
    }

    private static Draft draft(String id) {
        return new Draft(CHAT, 1, "c1", id, false, bytes(id));
    }
}
