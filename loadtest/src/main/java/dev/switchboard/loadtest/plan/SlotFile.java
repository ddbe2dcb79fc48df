package dev.switchboard.loadtest.plan;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A CSV file of arrivals counted per five-minute slot, with the header {@code rownames,DateTime,Calls}. Only the slots of
 * one day between two times of day are kept; the whole file is checked all the same, because a broken line may be the one
 * that the next run needs.
 */
public final class SlotFile {

    /** Calls counted from {@code startNanos} (after the first slot's start) on. */
    public record Slot(long startNanos, long lengthNanos, int count) {}

    private static final String HEADER = "rownames,DateTime,Calls";
    private static final Duration SLOT_LENGTH = Duration.ofMinutes(5);

    /** More calls in five minutes than any centre has; a typing error, then. */
    private static final int CALLS_MAX = 1_000_000;

    private SlotFile() {}

    /** Reads the slots of {@code day} that begin at or after {@code from} and before {@code to}. */
    public static List<Slot> read(Path file, LocalDate day, LocalTime from, LocalTime to) {
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            return read(lines, file.toString(), day, from, to);
        } catch (CharacterCodingException e) {
            throw new PlanException(file + " is not a text file in UTF-8");
        } catch (IOException e) {
            throw new PlanException("cannot read " + file + ": " + e.getClass().getSimpleName());
        }
    }

    private static List<Slot> read(BufferedReader lines, String name, LocalDate day, LocalTime from, LocalTime to)
            throws IOException {
        String header = lines.readLine();
        if (header == null || !header.replace("\"", "").strip().equals(HEADER)) {
            throw new PlanException(name + " line 1: expected the header " + HEADER);
        }
        List<Slot> slots = new ArrayList<>();
        LocalDateTime first = null;
        LocalDateTime previous = null;
        LocalDate firstDay = null;
        LocalDate lastDay = null;
        int number = 1;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            Row row = Row.parse(line, name + " line " + number);
            refuseDisorder(previous, row.start, name + " line " + number);
            previous = row.start;
            firstDay = firstDay == null ? row.start.toLocalDate() : firstDay;
            lastDay = row.start.toLocalDate();
            LocalTime time = row.start.toLocalTime();
            if (row.start.toLocalDate().equals(day) && !time.isBefore(from) && time.isBefore(to)) {
                first = first == null ? row.start : first;
                slots.add(new Slot(Duration.between(first, row.start).toNanos(), SLOT_LENGTH.toNanos(), row.calls));
            }
        }
        if (slots.isEmpty()) {
            throw new PlanException(name + " has no slot of " + day + " from " + from + " to " + to
                    + (firstDay == null ? "; it has no rows" : "; its days go from " + firstDay + " to " + lastDay));
        }
        return slots;
    }

    private static void refuseDisorder(@Nullable LocalDateTime previous, LocalDateTime start, String where) {
        if (previous != null && Duration.between(previous, start).compareTo(SLOT_LENGTH) < 0) {
            throw new PlanException(where + ": " + start + " is less than five minutes after the row before it");
        }
    }

    private record Row(LocalDateTime start, int calls) {

        static Row parse(String line, String where) {
            String[] fields = line.replace("\"", "").split(",", -1);
            if (fields.length != 3) {
                throw new PlanException(where + ": expected 3 columns, found " + fields.length);
            }
            LocalDateTime start;
            try {
                // The notation says UTC, the meaning is the time on the centre's wall.
                start = OffsetDateTime.parse(fields[1].strip()).toLocalDateTime();
            } catch (DateTimeParseException e) {
                throw new PlanException(where + ": '" + fields[1] + "' is not a time like 2003-03-03T07:00:00Z");
            }
            return new Row(start, calls(fields[2].strip(), where));
        }

        private static int calls(String text, String where) {
            try {
                int calls = Integer.parseInt(text);
                if (calls >= 0 && calls <= CALLS_MAX) {
                    return calls;
                }
            } catch (NumberFormatException e) {
                // Told below, together with numbers out of range.
            }
            throw new PlanException(where + ": '" + text + "' is not a count from 0 to " + CALLS_MAX);
        }
    }
}
