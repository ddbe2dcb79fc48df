package dev.switchboard.server;

import dev.switchboard.server.demo.ReceptionBot;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A server that serves until it is told to stop or fails. */
final class RunningServer implements Launcher.Running {
    private final Server server;
    private final @Nullable ReceptionBot bot;
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final CountDownLatch stopped = new CountDownLatch(1);

    RunningServer(Server server) {
        this(server, null);
    }

    RunningServer(Server server, @Nullable ReceptionBot bot) {
        this.server = server;
        this.bot = bot;
        var unused = server.ended().whenComplete((done, failure) -> new Thread(this::stop, "sb-fatal-stop").start());
    }

    @Override
    public int await() throws InterruptedException {
        stopped.await();
        return server.ended().isCompletedExceptionally() ? ExitCodes.SOFTWARE : 0;
    }

    @Override
    public void stop() {
        if (stopping.compareAndSet(false, true)) {
            try {
                if (bot != null) {
                    bot.close();
                }
                server.close();
            } finally {
                stopped.countDown();
            }
            return;
        }
        boolean interrupted = false;
        while (stopped.getCount() > 0 && !interrupted) {
            try {
                stopped.await();
            } catch (InterruptedException e) {
                interrupted = true;
                Thread.currentThread().interrupt();
            }
        }
    }
}
