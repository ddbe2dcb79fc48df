package dev.switchboard.server.process;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A shell that is told after each change which child processes live, and kills them at the end of its input. That end comes
 * when the tests' JVM ends, however it ends, so a killed test run leaves no server behind.
 */
final class Reaper {
    private static final String SCRIPT =
            "trap '' INT TERM HUP; while read -r line; do pids=$line; done; [ -z \"$pids\" ] || kill -KILL $pids";

    private static final Set<Long> LIVING = new LinkedHashSet<>();
    private static OutputStream input;

    private Reaper() {}

    static synchronized void watch(Process child) throws IOException {
        if (input == null) {
            input = new ProcessBuilder("/bin/sh", "-c", SCRIPT, "reaper")
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .getOutputStream();
        }
        LIVING.add(child.pid());
        tell();
        var unused = child.onExit().thenAccept(ended -> forget(ended.pid()));
    }

    private static synchronized void forget(long pid) {
        LIVING.remove(pid);
        try {
            tell();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    private static void tell() throws IOException {
        String line = LIVING.stream().map(String::valueOf).collect(Collectors.joining(" "));
        input.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
        input.flush();
    }
}
