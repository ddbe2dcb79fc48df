package dev.switchboard.server.redis;

import dev.switchboard.server.log.LogStore;
import dev.switchboard.server.loop.Loop;
import dev.switchboard.server.storage.StorageException;
import dev.switchboard.server.storage.StorageException.Reason;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trimmed log entries as files {@code log-r0-<first>-<last>.gz}: per entry position (8 bytes), t (8 bytes), previous tip
 * (16 characters), length (4 bytes) and payload, big-endian. A file appears whole or not at all, and is deleted when its
 * time is over. Each node writes into its own directory what it archived as publisher.
 */
final class LogArchive implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LogArchive.class);
    private static final int WAITING_MAX = 4;

    private final Path directory;
    private final Duration life;
    private final Loop loop;
    private final ThreadPoolExecutor writer =
            new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING_MAX), task -> {
                Thread thread = new Thread(task, "sb-archive");
                thread.setDaemon(true);
                return thread;
            });

    LogArchive(Path directory, Duration life, Loop loop) {
        this.directory = directory;
        this.life = life;
        this.loop = loop;
    }

    CompletionStage<Void> write(List<LogStore.RawEntry> entries) {
        var result = new CompletableFuture<@Nullable Void>();
        if (entries.isEmpty()) {
            loop.execute(() -> result.complete(null));
            return result;
        }
        try {
            writer.execute(() -> complete(entries, result));
        } catch (RejectedExecutionException busy) {
            fail(result, "Too many archives are waiting to be written", busy);
        }
        return result;
    }

    private void complete(List<LogStore.RawEntry> entries, CompletableFuture<@Nullable Void> result) {
        try {
            writeFile(entries);
            deleteOld();
            loop.execute(() -> result.complete(null));
        } catch (IOException failure) {
            fail(result, "The archive in " + directory + " cannot be written: " + failure.getMessage(), failure);
        }
    }

    private void fail(CompletableFuture<?> result, String message, Exception cause) {
        loop.execute(() -> result.completeExceptionally(new StorageException(Reason.UNAVAILABLE, message, cause)));
    }

    private void writeFile(List<LogStore.RawEntry> entries) throws IOException {
        Files.createDirectories(directory);
        long first = entries.get(0).position();
        long last = entries.get(entries.size() - 1).position();
        // Digits that sort as numbers do.
        Path target = directory.resolve(String.format("log-r0-%019d-%019d.gz", first, last));
        Path draft = directory.resolve(target.getFileName() + ".part");
        try (FileChannel channel = FileChannel.open(
                draft, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            OutputStream raw = new BufferedOutputStream(Channels.newOutputStream(channel));
            var zip = new GZIPOutputStream(raw);
            var out = new DataOutputStream(zip);
            for (LogStore.RawEntry entry : entries) {
                out.writeLong(entry.position());
                out.writeLong(entry.t());
                out.write(entry.previous().getBytes(StandardCharsets.US_ASCII));
                out.writeInt(entry.payload().length);
                out.write(entry.payload());
            }
            out.flush();
            zip.finish();
            raw.flush();
            channel.force(true);
        }
        Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private void deleteOld() throws IOException {
        Instant oldest = Instant.now().minus(life);
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                boolean ours = file.getFileName().toString().startsWith("log-r0-");
                if (ours && Files.getLastModifiedTime(file).toInstant().isBefore(oldest)) {
                    LOG.info("Deleting the archive {}, its time is over", file);
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    @Override
    public void close() {
        writer.shutdown();
    }
}
