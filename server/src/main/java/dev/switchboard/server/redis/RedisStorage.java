package dev.switchboard.server.redis;

import dev.switchboard.server.account.AccountStore;
import dev.switchboard.server.inbox.Inbox;
import dev.switchboard.server.log.LogStore;
import dev.switchboard.server.log.SnapshotStore;
import dev.switchboard.server.loop.Loop;
import dev.switchboard.server.offline.OfflineStore;
import dev.switchboard.server.publisher.OutboxStore;
import dev.switchboard.server.record.LastAgents;
import dev.switchboard.server.record.RecordStore;
import dev.switchboard.server.transcript.TranscriptStore;
import java.net.URI;
import java.nio.file.Path;

/**
 * All storage ports of one node, with their threads: one appends to the log, one reads it, one writes and reads
 * transcripts, one pushes to inboxes and the outbox, one reads the own inbox, and a few do the rest. Opening does not wait for Redis;
 * {@link RedisCheck} does.
 */
public final class RedisStorage implements AutoCloseable {
    /** Log appends come one at a time from a node, but each may be large. */
    private static final int LOG_BATCH_MAX = 16;

    private static final int CHAT_BATCH_MAX = 512;
    /** Small, so that a long answer holds up few others. */
    private static final int QUERY_BATCH_MAX = 16;

    private final Lane logLane;
    private final Lane chatLane;
    private final Lane pushLane;
    private final Lane queryLane;
    private final LogReader logReader;
    private final LogReader archiveReader;
    private final LogArchive archive;
    private final RedisHealth health = new RedisHealth();
    private final LogStore log;
    private final LogStore logForArchive;
    private final SnapshotStore snapshots;
    private final TranscriptStore transcripts;
    private final RedisInbox inbox;
    private final OutboxStore outbox;
    private final RecordStore records;
    private final LastAgents lastAgents;
    private final AccountStore accounts;
    private final OfflineStore offline;

    /** Loads what opening needs, so that it takes less time; connects to nothing. From any thread. */
    public static void prepare() {
        Clients.open(RedisOptions.of(URI.create("redis://127.0.0.1"), null), "sb-none", 1, 0)
                .close();
    }

    /** @param archiveDirectory for the files of trimmed log entries; made when first needed */
    public RedisStorage(RedisOptions options, RedisLimits limits, Path archiveDirectory, Loop loop, RedisMeter meter) {
        Keys keys = new Keys(options.keyPrefix());
        logLane = new Lane("sb-redis-log", 1, LOG_BATCH_MAX, options, loop, health, meter);
        // One for all: two would write to Redis at different moments, and with appendfsync always each waits for the
        // other's.
        chatLane = new Lane("sb-redis-chat", 1, CHAT_BATCH_MAX, options, loop, health, meter);
        pushLane = new Lane("sb-redis-push", 1, CHAT_BATCH_MAX, options, loop, health, meter);
        queryLane = new Lane("sb-redis-query", options.queryThreads(), QUERY_BATCH_MAX, options, loop, health, meter);
        logReader = new LogReader("sb-redis-log-reader", options, keys, loop, health, meter);
        archiveReader = new LogReader("sb-redis-archive-reader", options, keys, loop, health, meter);
        archive = new LogArchive(archiveDirectory, limits.archiveLife(), loop);
        log = new RedisLogStore(keys, limits, logLane, queryLane, logReader);
        logForArchive = new RedisLogStore(keys, limits, logLane, queryLane, archiveReader);
        snapshots = new RedisSnapshotStore(keys, queryLane, archive);
        transcripts = new RedisTranscriptStore(keys, limits, chatLane);
        inbox = new RedisInbox(options, limits, keys, pushLane, loop, health);
        outbox = new RedisOutboxStore(keys, limits, pushLane);
        records = new RedisRecordStore(keys, queryLane);
        lastAgents = new RedisLastAgents(keys, limits, pushLane, queryLane);
        accounts = new RedisAccountStore(keys, queryLane);
        offline = new RedisOfflineStore(keys, limits.offline(), queryLane);
    }

    public LogStore log() {
        return log;
    }

    /** A view of its own, because a view reads one batch at a time: what is archived must not hold up the node. */
    public LogStore logForArchive() {
        return logForArchive;
    }

    public SnapshotStore snapshots() {
        return snapshots;
    }

    public TranscriptStore transcripts() {
        return transcripts;
    }

    public Inbox inbox() {
        return inbox;
    }

    public OutboxStore outbox() {
        return outbox;
    }

    public RecordStore records() {
        return records;
    }

    public LastAgents lastAgents() {
        return lastAgents;
    }

    public AccountStore accounts() {
        return accounts;
    }

    public OfflineStore offline() {
        return offline;
    }

    public RedisHealth health() {
        return health;
    }

    /** Fails what waits, lets what is under way end, and closes the connections. Not on the loop: it may take seconds. */
    @Override
    public void close() {
        inbox.close();
        logReader.close();
        archiveReader.close();
        logLane.close();
        chatLane.close();
        pushLane.close();
        queryLane.close();
        archive.close();
    }
}
