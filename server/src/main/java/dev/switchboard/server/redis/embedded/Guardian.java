package dev.switchboard.server.redis.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * A shell that starts Redis at each line on its standard input and stops it at the end of that input. The system closes
 * the pipe when the server's process ends, however it ends, so Redis never outlives the server, even after kill -9.
 * Redis runs daemonised, in a session of its own: Ctrl-C in the terminal reaches the server, which drains first, and the
 * shell, which ignores it, but not Redis.
 */
final class Guardian implements AutoCloseable {
    // $1 program, $2 its configuration, $3 its pid file, $4 its log. The loop at the end waits for a Redis that was
    // just
    // started and has not written its pid yet, the one after it repeats TERM (a signal that comes before Redis has
    // set up its handler is lost) until Redis has removed its pid file, the last thing it does. "ps" may be missing in
    // small containers.
    private static final String SCRIPT = """
            trap '' HUP INT QUIT TERM
            while read -r _; do "$1" "$2" >>"$4" 2>&1 </dev/null; done
            n=0
            while [ $n -lt 50 ] && [ ! -s "$3" ]; do sleep 0.1; n=$((n + 1)); done
            pid=$(cat "$3" 2>/dev/null) || exit 0
            case "$(ps -o comm= -p "$pid" 2>/dev/null || echo redis)" in
              *redis*|*valkey*) ;;
              *) exit 0 ;;
            esac
            n=0
            while [ $n -lt 200 ] && kill "$pid" 2>/dev/null; do sleep 0.1; [ -s "$3" ] || break; n=$((n + 1)); done
            """;

    private final Process shell;

    Guardian(Path program, DataDirectory directory) throws IOException {
        shell = new ProcessBuilder(
                        "/bin/sh",
                        "-c",
                        SCRIPT,
                        "switchboard-redis",
                        program.toString(),
                        directory.configFile().toString(),
                        directory.pidFile().toString(),
                        directory.logFile().toString())
                .directory(directory.path().toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    boolean isAlive() {
        return shell.isAlive();
    }

    void startRedis() throws IOException {
        OutputStream in = shell.getOutputStream();
        in.write("start\n".getBytes(StandardCharsets.US_ASCII));
        in.flush();
    }

    /** Stops Redis and waits until that is done. */
    @Override
    public void close() {
        try {
            shell.getOutputStream().close();
        } catch (IOException ignored) {
            // The shell is gone already.
        }
        try {
            if (!shell.waitFor(30, TimeUnit.SECONDS)) {
                shell.destroyForcibly();
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
