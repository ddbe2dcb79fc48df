package dev.switchboard.loadtest;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ctrl-C and SIGTERM: interrupts the thread that runs the load test and holds the JVM's end back until that thread has
 * closed its clients, told the results and ended the server.
 */
final class Interruption {

    /** The server's own drain, and some seconds for ours. */
    private static final long PATIENCE_SECONDS = 90;

    private final CountDownLatch finished = new CountDownLatch(1);
    private final AtomicInteger exitCode = new AtomicInteger();

    private Interruption() {}

    /** Watches for the benefit of the calling thread. */
    static Interruption watch() {
        Interruption interruption = new Interruption();
        Thread runner = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> interruption.end(runner), "lt-interruption"));
        return interruption;
    }

    /** Everything is closed; the JVM may end. */
    void finished(int code) {
        exitCode.set(code);
        finished.countDown();
    }

    private void end(Thread runner) {
        if (finished.getCount() == 0) {
            return;
        }
        runner.interrupt();
        try {
            boolean inTime = finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (inTime && exitCode.get() != 0) {
                // The signal's own exit code must not hide a broken promise.
                Runtime.getRuntime().halt(exitCode.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
