package dev.switchboard.client;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A future that completes among the callbacks of its client, and so refuses to be waited for inside one of them. */
final class CallbackFuture<T> extends CompletableFuture<T> {

    private final Callbacks callbacks;

    CallbackFuture(Callbacks callbacks) {
        this.callbacks = callbacks;
    }

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new CallbackFuture<>(callbacks);
    }

    @Override
    public T get() throws InterruptedException, ExecutionException {
        refuseInside();
        return super.get();
    }

    @Override
    public T get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        refuseInside();
        return super.get(timeout, unit);
    }

    @Override
    public T join() {
        refuseInside();
        return super.join();
    }

    private void refuseInside() {
        if (!isDone() && callbacks.isInside()) {
            throw new IllegalStateException("Waiting inside a callback of the same client would wait forever");
        }
    }
}
