package dev.switchboard.server.redis.embedded;

import dev.switchboard.server.redis.embedded.EmbeddedRedisOptions.Fsync;
import java.io.IOException;
import java.nio.file.Files;
import org.jspecify.annotations.Nullable;

/** What the embedded Redis is told, by a file that only this user can read: a command line can be read by everybody. */
record RedisConfigFile(int port, String password) {

    void write(DataDirectory directory, Fsync fsync) throws IOException {
        directory.writePrivate(directory.configFile(), """
                # Written anew at each start of the server.
                bind 127.0.0.1
                port %d
                protected-mode yes
                requirepass %s
                dir "%s"
                pidfile "%s"
                logfile "%s"
                daemonize yes
                appendonly yes
                appendfsync %s
                save ""
                maxmemory-policy noeviction
                # Larger hashes are not searched from their beginning: the message ids of a long chat. The name is of 6.2.
                hash-max-ziplist-entries 64
                # Below this a rewrite of the file, which takes a processor and the disk for a while, saves no time at a start.
                auto-aof-rewrite-min-size 256mb
                """.formatted(
                        port,
                        password,
                        quoted(directory.path().toString()),
                        quoted(directory.pidFile().toString()),
                        quoted(directory.logFile().toString()),
                        fsync.word()));
    }

    /** What the last server in this directory wrote; null when there was none. */
    static @Nullable RedisConfigFile read(DataDirectory directory) {
        try {
            int port = -1;
            String password = null;
            for (String line : Files.readAllLines(directory.configFile())) {
                if (line.startsWith("port ")) {
                    port = Integer.parseInt(line.substring("port ".length()).strip());
                } else if (line.startsWith("requirepass ")) {
                    password = line.substring("requirepass ".length()).strip();
                }
            }
            return port < 0 || password == null ? null : new RedisConfigFile(port, password);
        } catch (IOException | NumberFormatException none) {
            return null;
        }
    }

    private static String quoted(String path) {
        return path.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "RedisConfigFile[port=" + port + "]";
    }
}
