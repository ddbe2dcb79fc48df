package dev.switchboard.server.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.server.log.LogStore;
import dev.switchboard.server.redis.embedded.ThreeMasterCluster;
import dev.switchboard.server.storage.StorageException;
import dev.switchboard.server.storage.StoreKit;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** In a cluster, a pipeline finds the server that has taken over a slot. */
@Timeout(60)
class RedisClusterFailoverIT extends StoreKit {
    @TempDir
    Path directory;

    @Test
    void shouldGoOnWhenTheMasterOfTheLogIsKilled() throws IOException {
        try (var cluster = new ThreeMasterCluster(directory, 2)) {
            RedisOptions options = RedisOptions.of(cluster.uri(), null)
                    .ofCluster(List.of(cluster.uri()))
                    .withReplicasMin(1)
                    .withCommandTimeoutMs(2_000);
            try (var storage = new RedisStorage(options, TestLimits.small(), directory, anna, RedisMeter.NONE)) {
                shouldGoOn(storage.log(), cluster);
            }
        }
    }

    private void shouldGoOn(LogStore log, ThreeMasterCluster cluster) {
        for (int i = 0; i < 20; i++) {
            get(anna, () -> log.append(List.of(bytes("before")), 0));
        }
        LogStore.Tip tip = get(anna, log::tip);

        cluster.killMasterOf("{r0}");

        var positions = new ArrayList<Long>();
        await().atMost(Duration.ofSeconds(15))
                .pollDelay(Duration.ZERO)
                .ignoreExceptionsInstanceOf(StorageException.class)
                .until(() -> positions.addAll(get(anna, () -> log.append(List.of(bytes("after")), 0))));
        LogStore.Batch read = get(anna, () -> log.read(0, 100, 0));
        assertThat(read.entries()).hasSizeGreaterThan(20);
        assertThat(read.entries().get(20).previous()).isEqualTo(tip.hash());
        assertThat(positions.get(0)).isGreaterThan(20);
    }
}
