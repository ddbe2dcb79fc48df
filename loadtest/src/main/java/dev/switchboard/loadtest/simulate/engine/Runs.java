package dev.switchboard.loadtest.simulate.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs independent pieces of work on some threads and gives their results in the order of the pieces, however they went. */
public final class Runs implements AutoCloseable {
    private final ExecutorService threads;

    /** On so many threads. */
    public Runs(int threadCount) {
        this.threads = Executors.newFixedThreadPool(threadCount, work -> {
            Thread thread = new Thread(work, "simulate");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Does all the work.
     *
     * @throws SimulationException of the first piece that failed with one
     */
    public <T> List<T> all(List<Callable<T>> pieces) {
        List<Future<T>> futures = new ArrayList<>();
        pieces.forEach(piece -> futures.add(threads.submit(piece)));
        List<T> results = new ArrayList<>();
        for (Future<T> future : futures) {
            results.add(get(future));
        }
        return results;
    }

    private static <T> T get(Future<T> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SimulationException("The simulation was interrupted");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SimulationException known) {
                throw known;
            }
            throw new IllegalStateException("A replication failed", e.getCause());
        }
    }

    /** Ends the threads. */
    @Override
    public void close() {
        var unused = threads.shutdownNow();
    }
}
