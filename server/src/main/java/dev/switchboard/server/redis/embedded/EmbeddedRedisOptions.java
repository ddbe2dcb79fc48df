package dev.switchboard.server.redis.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * How to run the embedded Redis.
 *
 * @param directory for its data; made when needed, used by one server at a time
 * @param fsync when written data must have reached the disk
 * @param startTimeout until it must answer, loading its data included
 * @param searchPath directories where an installed program is looked for before the bundled one is used
 */
public record EmbeddedRedisOptions(Path directory, Fsync fsync, Duration startTimeout, List<Path> searchPath) {

    public EmbeddedRedisOptions {
        searchPath = List.copyOf(searchPath);
    }

    /** Durable, and with an installed program if there is one. */
    public static EmbeddedRedisOptions in(Path directory) {
        return new EmbeddedRedisOptions(directory, Fsync.ALWAYS, Duration.ofMinutes(2), ServerBinary.systemPath());
    }

    public EmbeddedRedisOptions withFsync(Fsync when) {
        return new EmbeddedRedisOptions(directory, when, startTimeout, searchPath);
    }

    public EmbeddedRedisOptions withSearchPath(List<Path> path) {
        return new EmbeddedRedisOptions(directory, fsync, startTimeout, path);
    }

    /** Redis' {@code appendfsync}. */
    public enum Fsync {
        /** Before it is acknowledged: nothing acknowledged is ever lost. */
        ALWAYS,
        /** Once a second: about two seconds may be lost at a power cut, on a slow disk also when Redis is killed. */
        EVERYSEC,
        /** When the system sees fit; for tests. */
        NO;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
