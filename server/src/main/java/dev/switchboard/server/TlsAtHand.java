package dev.switchboard.server;

import dev.switchboard.server.config.Configuration;
import dev.switchboard.server.gateway.TlsGate;
import dev.switchboard.server.metrics.MeterNames;
import dev.switchboard.server.metrics.Metrics;
import dev.switchboard.server.tls.CertificateFiles;
import dev.switchboard.server.tls.CertificateWatch;
import dev.switchboard.server.tls.ServerCertificate;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** TLS of the main port with the certificate that was found at the start, and with those that come after it. */
final class TlsAtHand implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TlsAtHand.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(5);

    /** Read by the JDK once: a client that asks for one handshake after another would cost the processor of many. */
    private static final String NO_RENEGOTIATION = "jdk.tls.rejectClientInitiatedRenegotiation";

    private final TlsGate gate;
    private final CertificateWatch watch;

    private TlsAtHand(TlsGate gate, CertificateWatch watch) {
        this.gate = gate;
        this.watch = watch;
    }

    /** To be called ahead of everything that uses TLS. */
    static void refuseRenegotiation() {
        System.setProperty(NO_RENEGOTIATION, "true");
    }

    /** {@return null where the configuration has no certificate} */
    static @Nullable TlsAtHand open(Configuration.HttpTls settings, Metrics metrics) throws StartException {
        CertificateFiles files = settings.files();
        if (files == null) {
            return null;
        }
        CertificateFiles.Read read = files.read();
        ServerCertificate certificate = read.certificate();
        if (certificate == null) {
            // The configuration was checked, so this has changed since.
            throw new StartException("The certificate cannot be used: " + read.problems());
        }
        TlsGate gate = new TlsGate(certificate, settings.hstsMaxAge());
        CertificateWatch watch = new CertificateWatch(
                        files, certificate, Clock.systemUTC(), CertificateWatch.thread(), gate::use)
                .every(LOOK_EVERY);
        metrics.gauge(MeterNames.CERTIFICATE_SECONDS_LEFT, () ->
                (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, watch.secondsLeft())));
        metrics.gauge(MeterNames.CERTIFICATE_REFUSED, () -> watch.failed() ? 1 : 0);
        LOG.info("TLS with the {}", certificate);
        watch.warning().ifPresent(LOG::warn);
        return new TlsAtHand(gate, watch);
    }

    TlsGate gate() {
        return gate;
    }

    Optional<String> warning() {
        return watch.warning();
    }

    @Override
    public void close() {
        watch.close();
    }
}
