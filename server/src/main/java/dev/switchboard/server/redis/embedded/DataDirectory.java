package dev.switchboard.server.redis.embedded;

import dev.switchboard.server.redis.embedded.EmbeddedRedisException.Reason;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The directory of an embedded Redis and the files in it; locked as long as it is open. */
final class DataDirectory implements AutoCloseable {
    private static final long LOG_BYTES_MAX = 1 << 20;
    private static final int LOG_TAIL_BYTES = 2_000;

    private final Path directory;
    private final FileChannel lockFile;

    private DataDirectory(Path directory, FileChannel lockFile) {
        this.directory = directory;
        this.lockFile = lockFile;
    }

    /** Makes the directory when needed; fails when another server works on it. */
    static DataDirectory open(Path directory) {
        Path absolute = directory.toAbsolutePath().normalize();
        try {
            Files.createDirectories(absolute);
            FileChannel channel =
                    FileChannel.open(absolute.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (tryLock(channel) == null) {
                channel.close();
                throw new EmbeddedRedisException(
                        Reason.DIRECTORY_IN_USE,
                        "The data directory " + absolute + " is in use: another server runs on it. Stop that server, or"
                                + " give this one a directory of its own.");
            }
            return new DataDirectory(absolute, channel);
        } catch (IOException failure) {
            throw new EmbeddedRedisException(
                    Reason.DIRECTORY_UNUSABLE,
                    "The data directory " + absolute + " cannot be used: " + failure
                            + ". Is it writable for this user, and is there room on the disk?",
                    failure);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException ownProcess) {
            return null;
        }
    }

    Path path() {
        return directory;
    }

    Path configFile() {
        return directory.resolve("redis.conf");
    }

    Path pidFile() {
        return directory.resolve("redis.pid");
    }

    Path logFile() {
        return directory.resolve("redis.log");
    }

    /** The process that Redis wrote into its pid file, if any. */
    OptionalLong pid() {
        try {
            String text = Files.readString(pidFile()).strip();
            return text.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(text));
        } catch (IOException | NumberFormatException none) {
            return OptionalLong.empty();
        }
    }

    /** Otherwise the pid of a process that is gone might be taken for a living one that got its number. */
    void forgetPid() throws IOException {
        Files.deleteIfExists(pidFile());
    }

    /** Writes a file that only this user can read, before there is anything in it to be read. */
    void writePrivate(Path file, String content) throws IOException {
        Path draft = directory.resolve(file.getFileName() + ".part");
        Files.deleteIfExists(draft);
        Files.createFile(draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(draft, content);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Keeps one old log. */
    void rotateLog() throws IOException {
        if (Files.exists(logFile()) && Files.size(logFile()) > LOG_BYTES_MAX) {
            Files.move(logFile(), directory.resolve("redis.log.1"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** The end of what Redis has logged, for error messages. */
    String logTail() {
        try (var file = new RandomAccessFile(logFile().toFile(), "r")) {
            file.seek(Math.max(0, file.length() - LOG_TAIL_BYTES));
            var tail = new byte[LOG_TAIL_BYTES];
            int length = file.read(tail);
            return new String(tail, 0, Math.max(length, 0), StandardCharsets.UTF_8);
        } catch (IOException none) {
            return "(no log)";
        }
    }

    @Override
    public void close() {
        try {
            lockFile.close();
        } catch (IOException ignored) {
            // The lock ends with the process at the latest.
        }
    }
}
