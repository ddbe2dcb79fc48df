package dev.switchboard.server.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.server.loop.Loop;
import dev.switchboard.server.loop.ThreadLoop;
import dev.switchboard.server.storage.StorageException.Reason;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/**
 * What the kits share: two nodes' loops on two threads, and calls made there as the server makes them. A kit states what a
 * port promises; each implementation extends it.
 */
@Timeout(30)
public abstract class StoreKit {
    private final List<Throwable> onLoops = new ArrayList<>();
    protected ThreadLoop anna;
    protected ThreadLoop bert;

    @BeforeEach
    final void startLoops() {
        anna = ThreadLoop.start(this::fatal);
        bert = ThreadLoop.start(this::fatal);
    }

    @AfterEach
    final void stopLoops() {
        anna.close();
        bert.close();
        synchronized (onLoops) {
            assertThat(onLoops).isEmpty();
        }
    }

    private void fatal(Throwable failure) {
        synchronized (onLoops) {
            onLoops.add(failure);
        }
    }

    /** Makes the call on the loop; the stage that is returned completes when the call does, and must do so on the loop. */
    protected static <T> CompletableFuture<T> start(Loop loop, Supplier<CompletionStage<T>> call) {
        var result = new CompletableFuture<T>();
        loop.execute(() -> {
            var unused = call.get().whenComplete((value, failure) -> {
                if (!loop.inLoop()) {
                    result.completeExceptionally(new AssertionError("Completed elsewhere than on the loop"));
                } else if (failure != null) {
                    result.completeExceptionally(failure);
                } else {
                    result.complete(value);
                }
            });
        });
        return result;
    }

    /** Makes the call on the loop and waits for its answer. */
    protected static <T> T get(Loop loop, Supplier<CompletionStage<T>> call) {
        return join(start(loop, call));
    }

    protected static <T> T join(CompletableFuture<T> future) {
        try {
            return future.get(20, TimeUnit.SECONDS);
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof RuntimeException known) {
                throw known;
            }
            throw new AssertionError(failure.getCause());
        } catch (InterruptedException | TimeoutException failure) {
            throw new AssertionError(failure);
        }
    }

    /** Makes a call that must fail, and returns why. */
    protected static Reason failure(Loop loop, Supplier<? extends CompletionStage<?>> call) {
        try {
            get(loop, () -> call.get().thenApply(value -> value));
        } catch (StorageException failure) {
            return failure.reason();
        } catch (CompletionException wrapped) {
            if (wrapped.getCause() instanceof StorageException failure) {
                return failure.reason();
            }
            throw wrapped;
        }
        throw new AssertionError("It did not fail");
    }

    protected static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    protected static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Every byte there is: whatever treats them as text breaks them. */
    protected static byte[] allBytes() {
        var bytes = new byte[256];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        return bytes;
    }
}
