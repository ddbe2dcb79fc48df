package dev.switchboard.server.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Renewal step by step: the test looks, in place of the thread. */
class CertificateWatchIT {
    @TempDir
    Path directory;

    private final ScheduledExecutorService thread = CertificateWatch.thread();
    private final List<ServerCertificate> taken = new ArrayList<>();
    private PemFiles pem;
    private CertificateFiles files;
    private CertificateWatch watch;

    @BeforeEach
    void begin() throws Exception {
        pem = new PemFiles(directory).authority();
        pem.pair("first");
        pem.pair("second");
        pem.replace("server.pem", "first.pem");
        pem.replace("server.key", "first.key");
        files = pem.files("server.pem", "server.key", "");
        watch = at(Instant.now().minus(Duration.ofDays(30)));
    }

    private CertificateWatch at(Instant now) {
        return new CertificateWatch(
                files, files.read().certificate(), Clock.fixed(now, ZoneOffset.UTC), thread, taken::add);
    }

    @AfterEach
    void end() {
        watch.close();
        assertThat(thread.isShutdown()).isTrue();
    }

    @Test
    void shouldTakeANewPairThatLooksTheSameTwice() throws Exception {
        watch.look();
        pem.replace("server.pem", "second.pem");
        watch.look(); // one file is new, the other old
        pem.replace("server.key", "second.key");
        watch.look();
        assertThat(taken).isEmpty();
        assertThat(watch.warning()).isEmpty();
        watch.look();
        assertThat(taken)
                .containsExactly(
                        pem.files("second.pem", "second.key", "").read().certificate());
        watch.look();
        assertThat(taken).hasSize(1);
    }

    @Test
    void shouldTellOfABrokenPairUntilItIsMended() throws Exception {
        pem.replace("server.pem", "second.pem");
        watch.look();
        watch.look();
        assertThat(taken).isEmpty();
        assertThat(watch.failed()).isTrue();
        assertThat(watch.warning()).get().asString().contains("old one is in force", "another key");

        Files.delete(pem.path("server.key"));
        watch.look();
        watch.look();
        assertThat(watch.warning()).get().asString().contains("key file cannot be read");

        pem.replace("server.key", "second.key");
        watch.look();
        watch.look();
        assertThat(taken).hasSize(1);
        assertThat(watch.failed()).isFalse();
        assertThat(watch.warning()).isEmpty();
    }

    @Test
    void shouldTellOfTheEnd() {
        assertThat(watch.secondsLeft()).isGreaterThan(Duration.ofDays(30).toSeconds());
        CertificateWatch soon = at(Instant.now());
        assertThat(soon.warning()).get().asString().contains("was not renewed yet");
        CertificateWatch over = at(Instant.now().plus(Duration.ofDays(2)));
        assertThat(over.warning()).get().asString().contains("is over since");
        assertThat(over.secondsLeft()).isNegative();
    }

    @Test
    void shouldLookByItself() throws Exception {
        watch.every(Duration.ofMillis(10));
        pem.replace("server.pem", "second.pem");
        pem.replace("server.key", "second.key");
        await().until(() -> taken.size() == 1);
    }
}
