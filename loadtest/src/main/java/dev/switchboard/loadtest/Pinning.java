package dev.switchboard.loadtest;

import java.io.IOException;
import java.util.List;

/** Which processor a process runs on: the server gets one to itself, everything else shares the other. */
final class Pinning {

    /** Starts a program on the server's processor. */
    static final List<String> SERVER = List.of("taskset", "-c", "0");

    private static final String OTHERS = "1";

    private Pinning() {}

    /** Moves a running process, with all its threads, away from the server's processor. */
    static void moveAway(ProcessHandle process) {
        try {
            Process moved = new ProcessBuilder("taskset", "-apc", OTHERS, Long.toString(process.pid()))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectErrorStream(true)
                    .start();
            if (moved.waitFor() != 0) {
                throw new RunException("taskset cannot move process " + process.pid() + " to processor " + OTHERS);
            }
        } catch (IOException e) {
            throw new RunException("--pin needs taskset (util-linux): " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RunException("interrupted");
        }
    }
}
