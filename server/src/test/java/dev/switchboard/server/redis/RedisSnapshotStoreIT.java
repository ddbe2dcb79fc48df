package dev.switchboard.server.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.server.log.SnapshotStore;
import dev.switchboard.server.log.SnapshotStore.Manifest;
import dev.switchboard.server.log.SnapshotStoreKit;
import dev.switchboard.server.loop.Loop;
import dev.switchboard.server.storage.StorageException.Reason;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RedisSnapshotStoreIT extends SnapshotStoreKit {
    @RegisterExtension
    static final RedisServer REDIS = new RedisServer();

    @Override
    protected SnapshotStore node(Loop loop) {
        return REDIS.storage(loop, TestLimits.small()).snapshots();
    }

    @Test
    void shouldRefuseAManifestWhosePartsAreGone() {
        get(anna, () -> ofAnna.putPart(1, 0, bytes("a")));
        var manifest = new Manifest(1, "0123456789abcdef", 1, 1, 2, "", 0, 0);
        assertThat(failure(anna, () -> ofAnna.putManifest(manifest))).isEqualTo(Reason.CONFLICT);
        assertThat(get(bert, ofBert::manifests)).isEmpty();
        assertThat(REDIS.client().pttl(REDIS.prefix() + ":{r0}:snapshot:1:0")).isPositive();
    }

    @Test
    void shouldWriteArchivesThatCanBeReadAgain() throws IOException {
        get(anna, () -> ofAnna.archive(someEntries()));

        Path file = archives().get(0);
        assertThat(file.getFileName()).hasToString("log-r0-0000000000000000001-0000000000000000002.gz");
        try (var in = new DataInputStream(new GZIPInputStream(Files.newInputStream(file)))) {
            for (var entry : someEntries()) {
                assertThat(in.readLong()).isEqualTo(entry.position());
                assertThat(in.readLong()).isEqualTo(entry.t());
                assertThat(new String(in.readNBytes(16), StandardCharsets.US_ASCII))
                        .isEqualTo(entry.previous());
                assertThat(in.readNBytes(in.readInt())).isEqualTo(entry.payload());
            }
            assertThat(in.read()).isEqualTo(-1);
        }
    }

    @Test
    void shouldDeleteArchivesWhoseTimeIsOver() throws IOException {
        get(anna, () -> ofAnna.archive(someEntries()));
        Files.setLastModifiedTime(archives().get(0), FileTime.fromMillis(1_000));
        get(anna, () -> ofAnna.archive(someEntries().subList(1, 2)));

        assertThat(archives())
                .extracting(file -> file.getFileName().toString())
                .containsExactly("log-r0-0000000000000000002-0000000000000000002.gz");
    }

    private static List<Path> archives() throws IOException {
        try (Stream<Path> files = Files.list(REDIS.archives())) {
            return files.sorted().toList();
        }
    }
}
