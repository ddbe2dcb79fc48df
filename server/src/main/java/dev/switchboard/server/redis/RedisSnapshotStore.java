package dev.switchboard.server.redis;

import dev.switchboard.server.log.LogStore;
import dev.switchboard.server.log.SnapshotStore;
import dev.switchboard.server.storage.StorageException;
import dev.switchboard.server.storage.StorageException.Reason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Response;
import redis.clients.jedis.params.SetParams;

/**
 * Snapshots in Redis, archives in files. A part expires unless its manifest follows, so an attempt that broke off leaves
 * nothing behind.
 */
final class RedisSnapshotStore implements SnapshotStore {
    private static final long PART_ALONE_MS = TimeUnit.HOURS.toMillis(1);

    private final Keys keys;
    private final Lane lane;
    private final LogArchive archive;

    RedisSnapshotStore(Keys keys, Lane lane, LogArchive archive) {
        this.keys = keys;
        this.lane = lane;
        this.archive = archive;
    }

    @Override
    public CompletionStage<Void> putPart(long position, int part, byte[] bytes) {
        return lane.call(
                Operation.SNAPSHOT_WRITE,
                batch -> Answers.none(batch.commands()
                        .set(keys.snapshotPart(position, part), bytes, new SetParams().px(PART_ALONE_MS))));
    }

    @Override
    public CompletionStage<Void> putManifest(Manifest manifest) {
        var all = new ArrayList<byte[]>(manifest.parts() + 1);
        all.add(keys.snapshots());
        all.addAll(partKeys(manifest));
        List<byte[]> args = List.of(Bytes.of(manifest.position()), Bytes.of(encode(manifest)));
        return lane.call(Operation.SNAPSHOT_WRITE, batch -> {
            Response<Object> answer = batch.run(Script.SNAPSHOT_MANIFEST, all, args);
            return () -> {
                if (Bytes.number(answer.get()) == 0) {
                    throw new StorageException(Reason.CONFLICT, "A part of the snapshot is missing");
                }
                return null;
            };
        });
    }

    @Override
    public CompletionStage<List<Manifest>> manifests() {
        return lane.call(Operation.SNAPSHOT_READ, batch -> {
            var answer = batch.commands().hgetAll(keys.snapshots());
            return () -> answer.get().values().stream()
                    .map(stored -> decode(Bytes.text(stored)))
                    .sorted(Comparator.comparingLong(Manifest::position).reversed())
                    .toList();
        });
    }

    @Override
    public CompletionStage<byte @Nullable []> part(long position, int part) {
        return lane.call(Operation.SNAPSHOT_READ, batch -> batch.commands().get(keys.snapshotPart(position, part)));
    }

    @Override
    public CompletionStage<Void> delete(long position) {
        CompletionStage<@Nullable Manifest> stored = lane.call(Operation.SNAPSHOT_READ, batch -> {
            Response<byte[]> answer = batch.commands().hget(keys.snapshots(), Bytes.of(position));
            return () -> {
                byte @Nullable [] found = answer.get();
                return found == null ? null : decode(Bytes.text(found));
            };
        });
        return stored.thenCompose(this::delete);
    }

    private CompletionStage<Void> delete(@Nullable Manifest manifest) {
        if (manifest == null) {
            return CompletableFuture.completedFuture(null);
        }
        return lane.call(Operation.SNAPSHOT_WRITE, batch -> {
            var answers = new ArrayList<Response<?>>();
            answers.add(batch.commands().hdel(keys.snapshots(), Bytes.of(manifest.position())));
            partKeys(manifest).forEach(key -> answers.add(batch.commands().unlink(key)));
            return Answers.none(answers);
        });
    }

    @Override
    public CompletionStage<Void> archive(List<LogStore.RawEntry> entries) {
        return archive.write(List.copyOf(entries));
    }

    private List<byte[]> partKeys(Manifest manifest) {
        var parts = new ArrayList<byte[]>(manifest.parts());
        for (int part = 0; part < manifest.parts(); part++) {
            parts.add(keys.snapshotPart(manifest.position(), part));
        }
        return parts;
    }

    /** Words in the order of the record's components. */
    private static String encode(Manifest manifest) {
        return String.join(
                " ",
                Long.toString(manifest.position()),
                manifest.tip(),
                Integer.toString(manifest.coreVersion()),
                Integer.toString(manifest.formatVersion()),
                Integer.toString(manifest.parts()),
                manifest.sha256(),
                Long.toString(manifest.coreTimeMs()),
                Long.toString(manifest.lastT()));
    }

    private static Manifest decode(String text) {
        String[] words = text.split(" ", -1);
        try {
            return new Manifest(
                    Long.parseLong(words[0]),
                    words[1],
                    Integer.parseInt(words[2]),
                    Integer.parseInt(words[3]),
                    Integer.parseInt(words[4]),
                    words[5],
                    Long.parseLong(words[6]),
                    Long.parseLong(words[7]));
        } catch (NumberFormatException | IndexOutOfBoundsException failure) {
            throw new StorageException(Reason.CORRUPT, "Not a snapshot manifest: " + text, failure);
        }
    }
}
