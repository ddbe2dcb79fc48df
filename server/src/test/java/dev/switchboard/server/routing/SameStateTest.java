package dev.switchboard.server.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.server.log.CommandCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

/**
 * P9 between builds and JVMs: long random logs make the states whose hashes the repository keeps. Each line of the file is one
 * point of one log: its seed, the entries so far, a checksum of these entries, and the hash of the state.
 *
 * <p>Where a change of the rules, of the random steps or of the snapshot's format is meant to change the hashes,
 * {@code mvn test -pl server -am -Dtest=SameStateTest -Dtest.jvm.extra=-Drenew=state-hashes} writes them anew; the commit of that
 * change carries the file, made on one JDK and found equal on the other. Other checksums mean that the log
 * is another one, equal checksums with other hashes that the core decides otherwise.
 */
class SameStateTest {
    private static final Path FILE = Path.of("src/test/resources/routing/state-hashes.txt");
    private static final boolean RENEW = "state-hashes".equals(System.getProperty("renew"));
    private static final int LOGS = 4;
    private static final int STEPS = 5_000;
    private static final int ENTRIES_PER_POINT = 2_000;

    /** Applies the entries to a core of its own, and notes the points. */
    private static final class Points implements Checker {
        private final RoutingCore core = new RoutingCore();
        private final CRC32 log = new CRC32();
        private final long seed;
        private final List<String> lines = new ArrayList<>();
        private int entries;

        Points(long seed) {
            this.seed = seed;
        }

        @Override
        public void after(LogEntry entry, Applied applied, RoutingView view) {
            log.update(CommandCodec.encode(entry.sender(), entry.counter(), entry.command()));
            assertThat(entry.applyTo(core)).isEqualTo(applied);
            entries++;
            if (entries % ENTRIES_PER_POINT == 0) {
                note();
            }
        }

        @Override
        public void end(RoutingCore first) {
            note();
        }

        private void note() {
            lines.add(String.format("%d %d %08x %016x", seed, entries, log.getValue(), core.stateHash()));
        }
    }

    @Test
    void shouldMakeTheSameStatesInEveryBuildAndOnEveryJvm() throws IOException {
        List<String> lines = new ArrayList<>();
        for (long seed = 1; seed <= LOGS; seed++) {
            Points points = new Points(seed);
            new StepRunner(seed, List.of(points)).run(RandomSteps.generate(new Random(seed), STEPS));
            lines.addAll(points.lines);
        }
        if (RENEW) {
            Files.write(FILE, lines);
        }
        assertThat(lines).containsExactlyElementsOf(Files.readAllLines(FILE));
    }
}
