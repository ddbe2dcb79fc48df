package dev.switchboard.server.auth;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import dev.switchboard.protocol.ErrorCode;
import dev.switchboard.server.api.ApiException;
import dev.switchboard.server.loop.Loop;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Argon2id on a bounded pool: hashing takes tens of milliseconds and 19 MiB, so neither the loop nor an unbounded number of
 * threads may do it. When the pool's queue is full, a call fails with OVERLOADED at once. Stages complete on the loop.
 */
public final class PasswordHasher {
    static final int THREADS = 2;
    /** About 2 s of work: whoever waits longer has gone. */
    static final int WAITING_MAX = 64;

    private static final int OUTPUT_BYTES = 32;
    private static final int SALT_BYTES = 16;

    private final Loop loop;
    private final Executor pool;
    private final Cost cost;
    private final String unknown;

    /** @param pool see {@link #pool()}; may refuse */
    public PasswordHasher(Loop loop, Executor pool, SecureRandom random, Cost cost) {
        this.loop = loop;
        this.pool = pool;
        this.cost = cost;
        this.unknown = hashOfNothing(random, cost);
    }

    /** The pool for {@link #PasswordHasher}: two named threads and a bounded queue; to be shut down with the server. */
    public static ThreadPoolExecutor pool() {
        return pool(WAITING_MAX);
    }

    static ThreadPoolExecutor pool(int waitingMax) {
        AtomicInteger count = new AtomicInteger();
        return new ThreadPoolExecutor(
                THREADS, THREADS, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(waitingMax), task -> {
                    Thread thread = new Thread(task, "sb-password-" + count.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /** {@return the hash, with salt and parameters in it} */
    public CompletionStage<String> hash(String password) {
        return onPool(() -> Password.hash(password)
                .addRandomSalt(SALT_BYTES)
                .with(function())
                .getResult());
    }

    /** Not before it is needed: it comes with memory of the size that a hash costs, which it keeps. */
    private Argon2Function function() {
        return Argon2Function.getInstance(
                cost.memoryKib,
                cost.iterations,
                cost.parallelism,
                OUTPUT_BYTES,
                Argon2.ID,
                Argon2Function.ARGON2_VERSION_13);
    }

    /**
     * Whether the password fits the hash. Without a hash it does the same work and answers no, so that nobody learns from
     * the time which names exist.
     */
    public CompletionStage<Boolean> fits(String password, @Nullable String hash) {
        String compared = hash == null ? unknown : hash;
        return onPool(() -> Password.check(password, compared).with(Argon2Function.getInstanceFromHash(compared)));
    }

    private <T> CompletionStage<T> onPool(Supplier<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        try {
            pool.execute(() -> {
                try {
                    T value = work.get();
                    loop.execute(() -> result.complete(value));
                } catch (RuntimeException | Error bug) {
                    loop.execute(() -> result.completeExceptionally(bug));
                }
            });
        } catch (RejectedExecutionException full) {
            result.completeExceptionally(new ApiException(ErrorCode.OVERLOADED, ErrorCode.OVERLOADED.text()));
        }
        return result;
    }

    /** Looks like a hash, but random bytes are the hash of no password anybody knows. */
    private static String hashOfNothing(SecureRandom random, Cost cost) {
        byte[] salt = new byte[SALT_BYTES];
        byte[] output = new byte[OUTPUT_BYTES];
        random.nextBytes(salt);
        random.nextBytes(output);
        Base64.Encoder encoder = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=" + cost.memoryKib + ",t=" + cost.iterations + ",p=" + cost.parallelism + "$"
                + encoder.encodeToString(salt) + "$" + encoder.encodeToString(output);
    }

    /** What a hash costs. Hashes made with another cost still fit. */
    public record Cost(int memoryKib, int iterations, int parallelism) {
        /** The least that OWASP advises for Argon2id. */
        public static final Cost DEFAULT = new Cost(19 * 1_024, 2, 1);
    }
}
