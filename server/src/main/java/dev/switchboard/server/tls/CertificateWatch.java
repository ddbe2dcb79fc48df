package dev.switchboard.server.tls;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the files now and then, and hands on what they hold when that has changed. A new pair counts when it looked the
 * same twice in a row, so nobody sees one file new and the other old; one that is not in order is told, and what was in force
 * stays so. File events would be sooner, but say nothing on network file systems and about links that are turned.
 */
public final class CertificateWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CertificateWatch.class);

    /** So long ahead of its end a certificate that nobody has renewed is told of. */
    private static final Duration ENDS_SOON = Duration.ofDays(7);

    private final CertificateFiles files;
    private final Clock clock;
    private final Consumer<ServerCertificate> onNew;
    private final ScheduledExecutorService thread;

    private CertificateFiles.Content judged;
    private CertificateFiles.Content last;
    private volatile ServerCertificate inForce;
    private volatile String fault = "";

    /** {@return the thread that looks at files; ended by {@link #close}} */
    public static ScheduledExecutorService thread() {
        return Executors.newSingleThreadScheduledExecutor(task -> {
            Thread made = new Thread(task, "sb-certificate");
            made.setDaemon(true);
            return made;
        });
    }

    /**
     * @param inForce what was read of the files at the start
     * @param onNew told each new pair that is in order, on the thread
     */
    public CertificateWatch(
            CertificateFiles files,
            ServerCertificate inForce,
            Clock clock,
            ScheduledExecutorService thread,
            Consumer<ServerCertificate> onNew) {
        this.files = files;
        this.inForce = inForce;
        this.clock = clock;
        this.thread = thread;
        this.onNew = onNew;
        this.judged = files.content();
        this.last = judged;
    }

    /** Begins to look. */
    public CertificateWatch every(Duration interval) {
        var unused = thread.scheduleWithFixedDelay(
                this::lookSafely, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
        return this;
    }

    private void lookSafely() {
        try {
            look();
        } catch (RuntimeException bug) {
            // Otherwise the executor would never look again, and say nothing.
            LOG.error("The certificate could not be looked at", bug);
        }
    }

    /** Once; on the thread. */
    void look() {
        CertificateFiles.Content present = files.content();
        boolean settled = present.same(last);
        last = present;
        if (!settled || present.same(judged)) {
            return;
        }
        judged = present;
        CertificateFiles.Read read = files.read(present);
        ServerCertificate found = read.certificate();
        if (found == null) {
            fault = read.problems().stream().map(Problem::toString).collect(Collectors.joining("; "));
            LOG.error("The new certificate cannot be used, the old one stays in force: {}", fault);
        } else {
            onNew.accept(found);
            inForce = found;
            fault = "";
            LOG.info("From now on new connections get the {}", found);
        }
    }

    /** {@return what an operator should know, from any thread; empty while all is well} */
    public Optional<String> warning() {
        String present = fault;
        if (!present.isEmpty()) {
            return Optional.of("the new certificate cannot be used, the old one is in force: " + present);
        }
        Instant end = inForce.validUntil();
        Instant now = clock.instant();
        if (!end.isAfter(now)) {
            return Optional.of("the certificate is over since " + end + "; clients refuse it");
        }
        return end.isAfter(now.plus(ENDS_SOON))
                ? Optional.empty()
                : Optional.of("the certificate ends at " + end + " and was not renewed yet");
    }

    /** Whether new files lie there that cannot be used. */
    public boolean failed() {
        return !fault.isEmpty();
    }

    /** {@return seconds until clients refuse what is in force; negative when they do} */
    public long secondsLeft() {
        return Duration.between(clock.instant(), inForce.validUntil()).toSeconds();
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
