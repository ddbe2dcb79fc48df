package dev.switchboard.loadtest.simulate;

import dev.switchboard.loadtest.simulate.engine.Journal;
import java.io.BufferedWriter;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Every measured chat as a row, times in seconds from the start of its replication, to the nanosecond. */
public final class ChatsFile {
    private static final List<String> COLUMNS =
            List.of("replication", "chat", "class", "arrival", "wait", "end", "agent", "outcome");

    private ChatsFile() {}

    /** Writes the file. */
    public static void write(SimulationResult result, Path file) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write(String.join(",", COLUMNS));
            out.newLine();
            for (int replication = 0; replication < result.journals().size(); replication++) {
                Journal journal = result.journals().get(replication);
                for (int row = 0; row < journal.size(); row++) {
                    out.write(String.join(
                            ",",
                            String.valueOf(replication),
                            String.valueOf(journal.number(row)),
                            result.scenario()
                                    .classes()
                                    .get(journal.chatClass(row))
                                    .name(),
                            seconds(journal.arrival(row)),
                            seconds(journal.waitEnd(row) - journal.arrival(row)),
                            seconds(journal.end(row)),
                            journal.agent(row) == Journal.NOBODY ? "" : String.valueOf(journal.agent(row)),
                            journal.how(row).name().toLowerCase(Locale.ROOT)));
                    out.newLine();
                }
            }
        }
    }

    private static String seconds(long nanos) {
        return BigDecimal.valueOf(nanos, 9).toPlainString();
    }
}
