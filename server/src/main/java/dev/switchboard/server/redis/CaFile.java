package dev.switchboard.server.redis;

import dev.switchboard.server.redis.RedisStartupException.Reason;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.SslVerifyMode;

/** Certificates of those who may vouch for a server, in a PEM file. */
final class CaFile {
    private static final String STORE_TYPE = "PKCS12";
    /** A store in memory wants one although it holds nothing but certificates. */
    private static final String NO_SECRET = "certificates";

    private CaFile() {}

    /** Trusts these and nobody else; the certificate must be for the host that was called, too. */
    static SslOptions trusting(Path file) {
        try {
            KeyStore store = KeyStore.getInstance(STORE_TYPE);
            store.load(null, null);
            int number = 0;
            for (Certificate each : read(file)) {
                store.setCertificateEntry("ca-" + number++, each);
            }
            if (number == 0) {
                throw unusable(file, "it holds no certificate", null);
            }
            var bytes = new ByteArrayOutputStream();
            store.store(bytes, NO_SECRET.toCharArray());
            return SslOptions.builder()
                    .sslVerifyMode(SslVerifyMode.FULL)
                    .trustStoreType(STORE_TYPE)
                    .truststore(() -> new ByteArrayInputStream(bytes.toByteArray()), NO_SECRET.toCharArray())
                    .build();
        } catch (IOException | GeneralSecurityException failure) {
            throw unusable(file, failure.toString(), failure);
        }
    }

    private static Collection<? extends Certificate> read(Path file) throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(file)) {
            return CertificateFactory.getInstance("X.509").generateCertificates(in);
        }
    }

    private static RedisStartupException unusable(Path file, String why, @Nullable Throwable cause) {
        return new RedisStartupException(
                Reason.UNTRUSTED,
                "The certificates in " + file + " (redis.ca-file) cannot be used: " + why
                        + ". Give a PEM file with the certificate of the authority that signed that of Redis.",
                cause);
    }
}
