package dev.switchboard.server.log;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Port: snapshots in parts of at most 1 MiB, the manifest last; and archives of trimmed entries. */
public interface SnapshotStore {
    CompletionStage<Void> putPart(long position, int part, byte[] bytes);

    /** Makes the snapshot visible, after all of its parts. */
    CompletionStage<Void> putManifest(Manifest manifest);

    /** Manifests, newest first. */
    CompletionStage<List<Manifest>> manifests();

    CompletionStage<byte @Nullable []> part(long position, int part);

    CompletionStage<Void> delete(long position);

    /** Writes trimmed entries to an archive file (compressed), before they are dropped from the log. */
    CompletionStage<Void> archive(List<LogStore.RawEntry> entries);

    /** @param sha256 hex digest over all parts in order */
    record Manifest(
            long position,
            String tip,
            int coreVersion,
            int formatVersion,
            int parts,
            String sha256,
            long coreTimeMs,
            long lastT) {}
}
