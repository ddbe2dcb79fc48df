package dev.switchboard.server.redis.embedded;

import dev.switchboard.server.redis.embedded.EmbeddedRedisException.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Redis that belongs to this server. It listens on the loopback interface with a password of its own, keeps its data in
 * the given directory, is started again on the same port when it dies, and ends when this is closed or when the server's
 * process ends in any other way.
 */
public final class EmbeddedRedis implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedRedis.class);
    private static final long LOOK_EVERY_MS = 100;
    private static final long POLL_MS = 10;
    private static final long PID_WITHIN_MS = 5_000;
    private static final long ORPHAN_GONE_WITHIN_MS = 30_000;
    private static final long BACKOFF_MAX_MS = 5_000;
    private static final int PORTS_TRIED = 3;
    private static final int PASSWORD_BYTES = 24;

    private final EmbeddedRedisOptions options;
    private final DataDirectory directory;
    private final Path program;
    private final Thread watcher = new Thread(this::watch, "sb-embedded-redis");
    private RedisConfigFile config;
    private Guardian guardian;
    private volatile long pid;
    private volatile boolean closed;

    private EmbeddedRedis(EmbeddedRedisOptions options, DataDirectory directory) throws IOException {
        this.options = options;
        this.directory = directory;
        this.program = ServerBinary.find(options.searchPath(), directory.path());
        stopOrphan();
        directory.rotateLog();
        config = new RedisConfigFile(freePort(), newPassword());
        guardian = new Guardian(program, directory);
        try {
            startOnSomePort();
        } catch (IOException | RuntimeException failure) {
            guardian.close();
            throw failure;
        }
        watcher.setDaemon(true);
        watcher.start();
    }

    /** Starts it and waits until it answers. */
    public static EmbeddedRedis start(EmbeddedRedisOptions options) {
        DataDirectory directory = DataDirectory.open(options.directory());
        try {
            var redis = new EmbeddedRedis(options, directory);
            LOG.info("Embedded Redis ({}) is ready, data in {}", redis.program, directory.path());
            return redis;
        } catch (IOException failure) {
            directory.close();
            throw new EmbeddedRedisException(
                    Reason.DIRECTORY_UNUSABLE,
                    "The embedded Redis cannot work in " + directory.path() + ": " + failure.getMessage(),
                    failure);
        } catch (RuntimeException failure) {
            directory.close();
            throw failure;
        }
    }

    /** Where it listens; without the password. */
    public URI uri() {
        return URI.create("redis://127.0.0.1:" + config.port());
    }

    public String password() {
        return config.password();
    }

    /** Its present process. */
    public long pid() {
        return pid;
    }

    private void startOnSomePort() throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                config.write(directory, options.fsync());
                startOnce();
                return;
            } catch (EmbeddedRedisException failure) {
                // Somebody may have taken the port between our look and Redis' bind.
                boolean portTaken = directory.logTail().contains("Address already in use");
                if (!portTaken || attempt == PORTS_TRIED) {
                    throw failure;
                }
                config = new RedisConfigFile(freePort(), config.password());
            }
        }
    }

    private void startOnce() throws IOException {
        directory.forgetPid();
        if (!guardian.isAlive()) {
            guardian = new Guardian(program, directory);
        }
        guardian.startRedis();
        long startedNanos = System.nanoTime();
        while (true) {
            OptionalLong written = directory.pid();
            long waitedMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedNanos);
            if (written.isPresent()
                    && RedisProcess.answering(config.port(), config.password()) == written.getAsLong()) {
                pid = written.getAsLong();
                return;
            }
            boolean died = written.isPresent() ? !RedisProcess.isAlive(written.getAsLong()) : waitedMs > PID_WITHIN_MS;
            if (died || closed || waitedMs > options.startTimeout().toMillis()) {
                throw new EmbeddedRedisException(
                        Reason.NOT_STARTED,
                        "The embedded Redis (" + program + ") did not start. Its log, " + directory.logFile()
                                + ", ends with:\n" + directory.logTail());
            }
            pause(POLL_MS);
        }
    }

    /** Brings it back when it has died. */
    private void watch() {
        long backoffMs = LOOK_EVERY_MS;
        while (!closed) {
            pause(LOOK_EVERY_MS);
            if (closed || RedisProcess.isAlive(pid)) {
                backoffMs = LOOK_EVERY_MS;
                continue;
            }
            LOG.warn("The embedded Redis (process {}) has died; starting it again", pid);
            try {
                startOnce();
                LOG.info("The embedded Redis runs again, as process {}", pid);
            } catch (IOException | EmbeddedRedisException failure) {
                LOG.error("The embedded Redis cannot be started again: {}", failure.getMessage());
                pause(backoffMs);
                backoffMs = Math.min(backoffMs * 2, BACKOFF_MAX_MS);
            }
        }
    }

    /**
     * A server that was killed leaves Redis to its guardian, which needs a moment, or was killed, too. That a process is
     * really the one of this directory shows in its knowing our password.
     */
    private void stopOrphan() throws IOException {
        RedisConfigFile old = RedisConfigFile.read(directory);
        OptionalLong left = directory.pid();
        if (left.isPresent() && old != null && RedisProcess.isAlive(left.getAsLong())) {
            long orphan = left.getAsLong();
            long startedNanos = System.nanoTime();
            while (RedisProcess.isAlive(orphan)
                    && directory.pid().isPresent()
                    && TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedNanos) < ORPHAN_GONE_WITHIN_MS) {
                if (RedisProcess.shutDown(old.port(), old.password())) {
                    LOG.info("Stopping the Redis that an earlier server left behind (process {})", orphan);
                } else if (!answersSlowly(startedNanos)) {
                    // Alive, but it does not know us: the number belongs to somebody else now.
                    break;
                }
                pause(LOOK_EVERY_MS);
            }
        }
        directory.forgetPid();
    }

    /** One that is just stopping, or still loading, may refuse for a while. */
    private static boolean answersSlowly(long startedNanos) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedNanos) < PID_WITHIN_MS;
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static String newPassword() {
        var bytes = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static void pause(long ms) {
        try {
            TimeUnit.MILLISECONDS.sleep(ms);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops Redis, which writes what it has, and waits for its end; the directory is free then. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            watcher.interrupt();
            watcher.join(PID_WITHIN_MS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        guardian.close();
        for (long waitedMs = 0; RedisProcess.isAlive(pid) && waitedMs < PID_WITHIN_MS; waitedMs += POLL_MS) {
            pause(POLL_MS);
        }
        if (RedisProcess.isAlive(pid)) {
            LOG.warn("The embedded Redis (process {}) does not stop; killing it", pid);
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        }
        directory.close();
    }
}
