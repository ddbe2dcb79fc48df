package dev.switchboard.server.gateway;

import dev.switchboard.server.loop.Loop;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The way from the I/O threads to the loop. Counts what waits there, over all connections, so that a loop that falls
 * behind meets a bound instead of filling the memory. Tasks of one thread stay in order.
 */
final class HandOver {

    private final Loop loop;
    private final int max;
    private final AtomicInteger waiting = new AtomicInteger();

    HandOver(Loop loop, int max) {
        this.loop = loop;
        this.max = max;
    }

    /** Runs the task on the loop, unless too much waits there already. */
    boolean offer(Runnable task) {
        if (waiting.incrementAndGet() > max) {
            waiting.decrementAndGet();
            return false;
        }
        loop.execute(() -> {
            waiting.decrementAndGet();
            task.run();
        });
        return true;
    }

    /** For begin and end of connections, whose number has its own bound: runs the task in any case. */
    void always(Runnable task) {
        loop.execute(task);
    }
}
