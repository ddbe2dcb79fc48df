package dev.switchboard.server.gateway;

import dev.switchboard.server.loop.Loop;
import dev.switchboard.server.loop.ThreadLoop;

/** The loop of production, which can be told to have no room for more. */
final class LoopThatMayBeFull implements Loop, AutoCloseable {

    private final ThreadLoop loop = ThreadLoop.start(failure -> {});
    volatile boolean full;

    @Override
    public long nowMs() {
        return loop.nowMs();
    }

    @Override
    public long nowNanos() {
        return loop.nowNanos();
    }

    @Override
    public long utcMs() {
        return loop.utcMs();
    }

    @Override
    public void execute(Runnable task) {
        loop.execute(task);
    }

    @Override
    public boolean offer(Runnable task) {
        return !full && loop.offer(task);
    }

    @Override
    public Timer schedule(long delayMs, Runnable task) {
        return loop.schedule(delayMs, task);
    }

    @Override
    public boolean inLoop() {
        return loop.inLoop();
    }

    @Override
    public void close() {
        loop.close();
    }
}
