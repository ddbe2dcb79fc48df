package dev.switchboard.server.log;

import dev.switchboard.server.log.LogStore.Tip;
import dev.switchboard.server.log.SnapshotStore.Manifest;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes snapshots in parts with the manifest last, and finds the newest one that is whole. */
public final class Snapshots {
    /** Version of what {@code bytes} holds: core state and derived states. */
    public static final int FORMAT_VERSION = 1;

    static final int PART_BYTES = 1 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(Snapshots.class);

    private final SnapshotStore store;

    public Snapshots(SnapshotStore store) {
        this.store = store;
    }

    /** Writes all parts; the snapshot is found only after {@link #show}. */
    public CompletionStage<Manifest> write(Snapshot snapshot, int coreVersion) {
        byte[] bytes = snapshot.bytes();
        int parts = (bytes.length + PART_BYTES - 1) / PART_BYTES;
        var manifest = new Manifest(
                snapshot.at().position(),
                snapshot.at().hash(),
                coreVersion,
                FORMAT_VERSION,
                parts,
                sha256(bytes),
                snapshot.coreTimeMs(),
                snapshot.lastT());
        return writeParts(manifest, bytes, 0);
    }

    private CompletionStage<Manifest> writeParts(Manifest manifest, byte[] bytes, int part) {
        if (part == manifest.parts()) {
            return CompletableFuture.completedStage(manifest);
        }
        int from = part * PART_BYTES;
        byte[] slice = Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + PART_BYTES));
        return store.putPart(manifest.position(), part, slice)
                .thenCompose(done -> writeParts(manifest, bytes, part + 1));
    }

    public CompletionStage<Void> show(Manifest manifest) {
        return store.putManifest(manifest);
    }

    /** Manifests, newest first. */
    public CompletionStage<List<Manifest>> manifests() {
        return store.manifests();
    }

    public CompletionStage<Void> delete(long position) {
        return store.delete(position);
    }

    /**
     * The newest snapshot that is whole and of a version known here, or null.
     *
     * @param coreVersionMax newest version of the core known here
     * @param excluded positions of snapshots that were tried and do not fit the log
     */
    public CompletionStage<@Nullable Snapshot> newest(int coreVersionMax, Set<Long> excluded) {
        return store.manifests().thenCompose(manifests -> {
            List<Manifest> usable = manifests.stream()
                    .filter(manifest -> manifest.formatVersion() == FORMAT_VERSION)
                    .filter(manifest -> manifest.coreVersion() <= coreVersionMax)
                    .filter(manifest -> !excluded.contains(manifest.position()))
                    .toList();
            return firstWhole(usable, 0);
        });
    }

    private CompletionStage<@Nullable Snapshot> firstWhole(List<Manifest> manifests, int index) {
        if (index == manifests.size()) {
            return CompletableFuture.completedStage(null);
        }
        Manifest manifest = manifests.get(index);
        return readParts(manifest, 0, new byte[0]).thenCompose(bytes -> {
            if (bytes == null || !sha256(bytes).equals(manifest.sha256())) {
                LOG.warn("The snapshot at {} is not whole; an older one is tried", manifest.position());
                return firstWhole(manifests, index + 1);
            }
            var at = new Tip(manifest.position(), manifest.tip());
            return CompletableFuture.completedStage(new Snapshot(at, manifest.coreTimeMs(), manifest.lastT(), bytes));
        });
    }

    private CompletionStage<byte @Nullable []> readParts(Manifest manifest, int part, byte[] before) {
        if (part == manifest.parts()) {
            return CompletableFuture.completedStage(before);
        }
        return store.part(manifest.position(), part).thenCompose(bytes -> {
            if (bytes == null || bytes.length > PART_BYTES) {
                return CompletableFuture.completedStage(null);
            }
            byte[] joined = Arrays.copyOf(before, before.length + bytes.length);
            System.arraycopy(bytes, 0, joined, before.length, bytes.length);
            return readParts(manifest, part + 1, joined);
        });
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }

    /**
     * A state and the place in the log that it belongs to.
     *
     * @param lastT time stamp of the entry at {@code at}
     */
    public record Snapshot(Tip at, long coreTimeMs, long lastT, byte[] bytes) {}
}
