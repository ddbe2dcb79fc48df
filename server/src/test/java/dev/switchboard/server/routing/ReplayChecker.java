package dev.switchboard.server.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * P9: the same entries make the same state. At random points it takes a snapshot, and at the end it replays everything,
 * and the tail after each snapshot, and compares every event and the hashes.
 */
public final class ReplayChecker implements Checker {
    private static final int SNAPSHOTS_MAX = 4;

    private final RandomGenerator random;
    private final RoutingCore shadow = new RoutingCore();
    private final List<LogEntry> entries = new ArrayList<>();
    private final List<Applied> results = new ArrayList<>();
    private final TreeMap<Integer, byte[]> snapshots = new TreeMap<>();

    public ReplayChecker(RandomGenerator random) {
        this.random = random;
    }

    @Override
    public void after(LogEntry entry, Applied applied, RoutingView view) {
        entries.add(entry);
        results.add(applied);
        entry.applyTo(shadow);
        if (snapshots.size() < SNAPSHOTS_MAX && random.nextInt(100) == 0) {
            snapshots.put(entries.size(), shadow.snapshot());
        }
    }

    @Override
    public void end(RoutingCore core) {
        assertThat(shadow.stateHash()).isEqualTo(core.stateHash());
        for (Map.Entry<Integer, byte[]> snapshot : snapshots.entrySet()) {
            RoutingCore restored = RoutingCore.restore(snapshot.getValue());
            restored.checkInvariants();
            assertThat(restored.snapshot()).isEqualTo(snapshot.getValue());
            for (int i = snapshot.getKey(); i < entries.size(); i++) {
                assertThat(entries.get(i).applyTo(restored))
                        .as("entry %s after the snapshot at %s", entries.get(i), snapshot.getKey())
                        .isEqualTo(results.get(i));
            }
            assertThat(restored.stateHash()).isEqualTo(core.stateHash());
        }
    }
}
