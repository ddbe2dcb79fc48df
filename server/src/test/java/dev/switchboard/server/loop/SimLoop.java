package dev.switchboard.server.loop;

import java.util.function.Supplier;

/** One node's or client's loop in a {@link SimWorld}. */
public final class SimLoop implements Loop {
    private final SimWorld world;
    private final String name;
    private long utcOffsetMs;
    private boolean stopped;

    SimLoop(SimWorld world, String name) {
        this.world = world;
        this.name = name;
    }

    @Override
    public long nowMs() {
        return world.nowMs();
    }

    @Override
    public long nowNanos() {
        return world.nowMs() * 1_000_000;
    }

    @Override
    public long utcMs() {
        return world.utcMs() + utcOffsetMs;
    }

    @Override
    public void execute(Runnable task) {
        world.add(this, 0, task);
    }

    @Override
    public Timer schedule(long delayMs, Runnable task) {
        SimWorld.Task added = world.add(this, delayMs, task);
        return () -> world.remove(added);
    }

    @Override
    public boolean inLoop() {
        return world.current == this;
    }

    /** Runs the task at once, as if on the loop: how a test acts on what lives there. */
    public void run(Runnable task) {
        world.runAs(this, task);
    }

    /** As {@link #run}, with a result. */
    public <T> T call(Supplier<T> task) {
        var result = new Object() {
            T value;
        };
        run(() -> result.value = task.get());
        return result.value;
    }

    /** As a process that is killed: nothing that was to come runs any more. */
    public void stop() {
        stopped = true;
    }

    public boolean isStopped() {
        return stopped;
    }

    /** Steps this machine's UTC clock. */
    public void stepUtc(long ms) {
        utcOffsetMs += ms;
    }

    @Override
    public String toString() {
        return name;
    }
}
