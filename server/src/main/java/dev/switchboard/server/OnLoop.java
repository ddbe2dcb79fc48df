package dev.switchboard.server;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Work on the loop for the thread that starts and stops the program, which waits for it. */
final class OnLoop {
    private static final long MAX_S = 60;

    private final Executor loop;

    OnLoop(Executor loop) {
        this.loop = loop;
    }

    void run(Runnable work) throws StartException {
        call(() -> {
            work.run();
            return CompletableFuture.completedStage(true);
        });
    }

    <T> T call(Supplier<CompletionStage<T>> work) throws StartException {
        try {
            return CompletableFuture.supplyAsync(work, loop)
                    .thenCompose(stage -> stage)
                    .get(MAX_S, TimeUnit.SECONDS);
        } catch (ExecutionException failure) {
            throw StartException.because(failure.getCause() == null ? failure : failure.getCause());
        } catch (TimeoutException late) {
            throw new StartException("Nothing happened within " + MAX_S + " s; see the log", late);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new StartException("Interrupted", interrupted);
        }
    }
}
