package dev.switchboard.server.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.protocol.ErrorCode;
import dev.switchboard.server.api.ApiException;
import dev.switchboard.server.api.Failures;
import dev.switchboard.server.loop.SimLoop;
import dev.switchboard.server.loop.SimWorld;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class PasswordHasherTest {
    private static final PasswordHasher.Cost CHEAP = new PasswordHasher.Cost(8, 1, 1);

    private final SimWorld world = new SimWorld(1);
    private final SimLoop loop = world.newLoop("node");

    private PasswordHasher hasher(Executor pool, PasswordHasher.Cost cost) {
        return new PasswordHasher(loop, pool, new SecureRandom(), cost);
    }

    private <T> T await(CompletableFuture<T> result) {
        world.runUntil(result::isDone, 1_000);
        return result.join();
    }

    private boolean fits(PasswordHasher hasher, String password, String hash) {
        return await(hasher.fits(password, hash).toCompletableFuture());
    }

    @Test
    void shouldHashByArgon2idWithTheDefaultCost() {
        PasswordHasher hasher = hasher(Runnable::run, PasswordHasher.Cost.DEFAULT);
        String hash = await(hasher.hash("a password").toCompletableFuture());
        assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
        assertThat(fits(hasher, "a password", hash)).isTrue();
        assertThat(fits(hasher, "another", hash)).isFalse();
        assertThat(fits(hasher, "a password", null)).isFalse();
        assertThat(fits(hasher(Runnable::run, CHEAP), "a password", hash))
                .as("made with another cost")
                .isTrue();
        assertThat(await(hasher.hash("a password").toCompletableFuture()))
                .as("salted")
                .isNotEqualTo(hash);
    }

    /** Two at work, two waiting: the fifth is refused at once, and there is room again when the others are done. */
    @Test
    @Timeout(20)
    void shouldRefuseMoreThanThePoolHolds() throws InterruptedException {
        ThreadPoolExecutor pool = PasswordHasher.pool(2);
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch atWork = new CountDownLatch(PasswordHasher.THREADS);
        List<String> threads = new ArrayList<>();
        for (int i = 0; i < PasswordHasher.THREADS; i++) {
            pool.execute(() -> {
                synchronized (threads) {
                    threads.add(Thread.currentThread().getName());
                }
                atWork.countDown();
                awaitQuietly(release);
            });
        }
        assertThat(atWork.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(threads).containsExactlyInAnyOrder("sb-password-1", "sb-password-2");
        PasswordHasher hasher = hasher(pool, CHEAP);
        CompletableFuture<String> third = hasher.hash("3").toCompletableFuture();
        CompletableFuture<String> fourth = hasher.hash("4").toCompletableFuture();
        CompletableFuture<String> fifth = hasher.hash("5").toCompletableFuture();
        assertThat(fifth).isCompletedExceptionally();
        assertThat(fifth.handle((hash, failure) -> ((ApiException) Failures.cause(failure)).code())
                        .join())
                .isEqualTo(ErrorCode.OVERLOADED);
        release.countDown();
        pool.shutdown();
        assertThat(pool.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        assertThat(third).as("completes on the loop only").isNotDone();
        world.runFor(1);
        assertThat(third).isCompleted();
        assertThat(fourth).isCompleted();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
