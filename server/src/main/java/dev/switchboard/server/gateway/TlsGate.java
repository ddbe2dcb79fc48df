package dev.switchboard.server.gateway;

import dev.switchboard.server.tls.ServerCertificate;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLException;

/**
 * TLS on the main port. {@link #use} may be called at any time: handshakes that begin later see the new certificate,
 * connections that are there go on as they are.
 */
public final class TlsGate {

    private static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");

    /** Forward secrecy and authenticated encryption only; those that a JDK lacks are left out. */
    private static final List<String> CIPHERS = List.of(
            "TLS_AES_128_GCM_SHA256",
            "TLS_AES_256_GCM_SHA384",
            "TLS_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

    /** A bound for sessions that may be resumed, so that whoever comes back costs no signature; and an hour. */
    private static final int SESSIONS_MAX = 10_000;

    private static final int SESSION_SECONDS = 3_600;

    private final Duration hstsMaxAge;
    private volatile SslContext context;

    /** @param hstsMaxAge how long browsers shall come by TLS only; zero: they are not told */
    public TlsGate(ServerCertificate certificate, Duration hstsMaxAge) {
        this.hstsMaxAge = hstsMaxAge;
        this.context = contextOf(certificate);
    }

    public void use(ServerCertificate certificate) {
        context = contextOf(certificate);
    }

    private static SslContext contextOf(ServerCertificate certificate) {
        try {
            return SslContextBuilder.forServer(
                            certificate.key(), certificate.chain().toArray(X509Certificate[]::new))
                    .sslProvider(SslProvider.JDK)
                    .protocols(PROTOCOLS)
                    .ciphers(CIPHERS, SupportedCipherSuiteFilter.INSTANCE)
                    .sessionCacheSize(SESSIONS_MAX)
                    .sessionTimeout(SESSION_SECONDS)
                    .build();
        } catch (SSLException e) {
            throw new IllegalStateException("A checked pair of key and certificate", e);
        }
    }

    SslHandler newHandler(ByteBufAllocator allocator, long timeoutMs) {
        SslHandler handler = context.newHandler(allocator);
        handler.setHandshakeTimeoutMillis(timeoutMs);
        return handler;
    }

    long hstsSeconds() {
        return hstsMaxAge.toSeconds();
    }
}
