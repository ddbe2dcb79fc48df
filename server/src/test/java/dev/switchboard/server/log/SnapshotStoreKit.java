package dev.switchboard.server.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.server.log.SnapshotStore.Manifest;
import dev.switchboard.server.loop.Loop;
import dev.switchboard.server.storage.StoreKit;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link SnapshotStore} promises. */
public abstract class SnapshotStoreKit extends StoreKit {
    protected SnapshotStore ofAnna;
    protected SnapshotStore ofBert;

    protected abstract SnapshotStore node(Loop loop);

    @BeforeEach
    void openViews() {
        ofAnna = node(anna);
        ofBert = node(bert);
    }

    @Test
    void shouldShowNoSnapshotBeforeItsManifest() {
        get(anna, () -> ofAnna.putPart(100, 0, allBytes()));
        assertThat(get(bert, ofBert::manifests)).isEmpty();
    }

    @Test
    void shouldKeepSnapshotsNewestFirst() {
        write(100, "a", "b");
        Manifest second = write(2_000, "c");

        assertThat(get(bert, ofBert::manifests)).extracting(Manifest::position).containsExactly(2_000L, 100L);
        assertThat(get(bert, ofBert::manifests).get(0)).isEqualTo(second);
        assertThat(text(get(bert, () -> ofBert.part(100, 1)))).isEqualTo("b");
        assertThat(get(bert, () -> ofBert.part(100, 2))).isNull();
    }

    @Test
    void shouldKeepEveryByteOfAFullPart() {
        var part = new byte[1 << 20];
        for (int i = 0; i < part.length; i++) {
            part[i] = (byte) (i * 31);
        }
        get(anna, () -> ofAnna.putPart(1, 0, part));
        assertThat(get(bert, () -> ofBert.part(1, 0))).isEqualTo(part);
    }

    @Test
    void shouldDeleteASnapshotWithItsParts() {
        write(100, "a", "b");
        write(200, "c");
        get(anna, () -> ofAnna.delete(100));
        get(anna, () -> ofAnna.delete(100));

        assertThat(get(bert, ofBert::manifests)).extracting(Manifest::position).containsExactly(200L);
        assertThat(get(bert, () -> ofBert.part(100, 0))).isNull();
        assertThat(text(get(bert, () -> ofBert.part(200, 0)))).isEqualTo("c");
    }

    private Manifest write(long position, String... parts) {
        for (int i = 0; i < parts.length; i++) {
            int part = i;
            get(anna, () -> ofAnna.putPart(position, part, bytes(parts[part])));
        }
        var manifest = new Manifest(position, "0123456789abcdef", 1, 2, parts.length, "ab".repeat(32), -5, 1_700L);
        get(anna, () -> ofAnna.putManifest(manifest));
        return manifest;
    }

    protected static List<LogStore.RawEntry> someEntries() {
        return List.of(
                new LogStore.RawEntry(1, "0000000000000000", 1_000, allBytes()),
                new LogStore.RawEntry(2, "00000000000000aa", 1_001, bytes("two")));
    }
}
