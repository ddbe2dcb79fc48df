package dev.switchboard.loadtest.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlotFileTest {

    private static final LocalDate MONDAY = LocalDate.of(2003, 3, 3);
    private static final String HEADER = "rownames,DateTime,Calls\n";

    @TempDir
    Path directory;

    private List<SlotFile.Slot> read(String content) throws IOException {
        return read(content, MONDAY, LocalTime.MIN, LocalTime.MAX);
    }

    private List<SlotFile.Slot> read(String content, LocalDate day, LocalTime from, LocalTime to) throws IOException {
        Path file = directory.resolve("calls.csv");
        Files.writeString(file, content);
        return SlotFile.read(file, day, from, to);
    }

    @Test
    void shouldReadTheSlotsOfOneDayAndTime() throws IOException {
        String content = HEADER
                + "1,2003-03-03T07:00:00Z,111\n"
                + "2,2003-03-03T07:05:00Z,113\n"
                + "3,2003-03-03T07:10:00Z,0\n"
                + "\n"
                + "4,2003-03-04T07:00:00Z,9\n";

        assertThat(read(content)).extracting(SlotFile.Slot::count).containsExactly(111, 113, 0);
        assertThat(read(content))
                .extracting(SlotFile.Slot::startNanos)
                .containsExactly(0L, 300_000_000_000L, 600_000_000_000L);
        assertThat(read(content, MONDAY, LocalTime.of(7, 5), LocalTime.of(7, 10)))
                .containsExactly(new SlotFile.Slot(0, Duration.ofMinutes(5).toNanos(), 113));
    }

    @Test
    void shouldReadQuotedFields() throws IOException {
        assertThat(read("\"rownames\",\"DateTime\",\"Calls\"\n\"1\",\"2003-03-03T07:00:00Z\",\"4\"\n"))
                .hasSize(1);
    }

    @Test
    void shouldNameTheDaysThereAreWhenTheDayIsMissing() {
        assertThatThrownBy(() -> read(HEADER + "1,2003-03-04T07:00:00Z,9\n2,2003-03-05T07:00:00Z,9\n"))
                .isInstanceOf(PlanException.class)
                .hasMessageContaining("no slot of 2003-03-03")
                .hasMessageContaining("from 2003-03-04 to 2003-03-05");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2,2003-03-03T07:05:00Z|expected 3 columns, found 2",
                "2,2003-03-03T07:05:00Z,1,2|expected 3 columns, found 4",
                "2,yesterday,5|'yesterday' is not a time",
                "2,2003-03-03T07:05:00Z,many|'many' is not a count",
                "2,2003-03-03T07:05:00Z,-1|'-1' is not a count",
                "2,2003-03-03T07:05:00Z,1000001|'1000001' is not a count",
                "2,2003-03-03T07:01:00Z,5|less than five minutes after",
                "2,2003-03-03T06:00:00Z,5|less than five minutes after"
            })
    void shouldNameTheLineOfAFault(String row, String message) {
        assertThatThrownBy(() -> read(HEADER + "1,2003-03-03T07:00:00Z,111\n" + row + "\n"))
                .isInstanceOf(PlanException.class)
                .hasMessageContaining("line 3")
                .hasMessageContaining(message);
    }

    @Test
    void shouldRefuseAnotherHeader() {
        assertThatThrownBy(() -> read("time,calls\n")).hasMessageContaining("line 1");
        assertThatThrownBy(() -> read("")).hasMessageContaining("line 1");
    }

    @Test
    void shouldRefuseWhatIsNoTextFile() throws IOException {
        Path file = directory.resolve("binary");
        Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});

        assertThatThrownBy(() -> SlotFile.read(file, MONDAY, LocalTime.MIN, LocalTime.MAX))
                .hasMessageContaining("not a text file");
        assertThatThrownBy(() -> SlotFile.read(directory, MONDAY, LocalTime.MIN, LocalTime.MAX))
                .hasMessageContaining("cannot read");
    }
}
