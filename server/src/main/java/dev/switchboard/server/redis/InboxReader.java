package dev.switchboard.server.redis;

import dev.switchboard.server.inbox.Inbox;
import dev.switchboard.server.loop.Loop;
import dev.switchboard.server.storage.StorageException;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a node's inbox on a thread of its own and keeps the inbox alive. Two batches at most are on their way to the
 * loop; when it is slower than that, messages wait in Redis, within the bound there.
 */
final class InboxReader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(InboxReader.class);
    private static final int BATCH_MAX = 256;
    /** Each pass refreshes the life of the inbox, so this is far below it. */
    private static final int WAIT_MS = 1_000;

    private final List<byte[]> keys;
    private final Loop loop;
    private final Inbox.Listener listener;
    private final RedisHealth health;
    private final BlockingReader reader;
    private final Semaphore underWay = new Semaphore(2);
    private final Thread thread = new Thread(this::run, "sb-redis-inbox-reader");
    private volatile boolean closed;

    /** Number of the last message handed over; 0 before the first. This thread only. */
    private long seen;

    private boolean failing;

    InboxReader(RedisOptions options, List<byte[]> keys, Loop loop, Inbox.Listener listener, RedisHealth health) {
        this.keys = keys;
        this.loop = loop;
        this.listener = listener;
        this.health = health;
        this.reader = new BlockingReader(options, "sb-redis-inbox-reader", WAIT_MS);
        thread.setDaemon(true);
        thread.start();
    }

    List<byte[]> keys() {
        return keys;
    }

    private void run() {
        while (!closed) {
            try {
                readOnce();
            } catch (InterruptedException stop) {
                break;
            }
        }
        reader.close();
    }

    private void readOnce() throws InterruptedException {
        try {
            boolean anything = look();
            health.answered();
            if (!anything) {
                reader.await(keys.get(0), seen, WAIT_MS);
            }
        } catch (RuntimeException failure) {
            if (closed) {
                return;
            }
            if (!failing) {
                LOG.warn("The inbox cannot be read: {}", failure.getMessage());
            }
            if (!(failure instanceof StorageException)) {
                health.failed(failure);
            }
            failing = true;
            reader.backOff();
        }
    }

    /** Reads what is there; false when there was nothing. */
    private boolean look() throws InterruptedException {
        List<?> answer = Bytes.list(reader.run(
                Script.INBOX_READ, keys, List.of(Bytes.of(seen), Bytes.of(BATCH_MAX), Bytes.of(RedisInbox.LIFE_MS))));
        long last = Bytes.number(answer.get(0));
        List<Bytes.Entry> entries = Bytes.entries(answer.get(1));
        // After failures something may be missing although the numbers go on: a push may have given up.
        boolean gap = failing;
        failing = false;
        long expected = seen + 1;
        boolean first = seen == 0;
        for (Bytes.Entry entry : entries) {
            gap |= !first && entry.number() != expected;
            first = false;
            expected = entry.number() + 1;
        }
        // An older number than ours: Redis lost what came after it. A newer one without entries: they were dropped.
        gap |= seen != 0 && entries.isEmpty() && last != seen;
        seen = entries.isEmpty() ? last : expected - 1;
        if (gap || !entries.isEmpty()) {
            handOver(entries.stream().map(entry -> entry.get("d")).toList(), gap);
        }
        return !entries.isEmpty();
    }

    private void handOver(List<byte[]> payloads, boolean gap) throws InterruptedException {
        underWay.acquire();
        loop.execute(() -> {
            underWay.release();
            if (closed) {
                return;
            }
            if (gap) {
                listener.onGap();
            }
            payloads.forEach(listener::onMessage);
        });
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
