package dev.switchboard.client.internal.connection;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.TrustManagerFactory;

/** Who may vouch for a server. */
public final class Authorities {

    private Authorities() {}

    /**
     * Reads certificates in PEM form.
     *
     * @throws IOException when the file cannot be read
     * @throws IllegalArgumentException when it holds no certificate
     */
    public static TrustManagerFactory read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            Collection<? extends Certificate> certificates =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (certificates.isEmpty()) {
                throw new IllegalArgumentException(file + " holds no certificate in PEM form");
            }
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (Certificate certificate : certificates) {
                store.setCertificateEntry("authority-" + store.size(), certificate);
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            return factory;
        } catch (CertificateException malformed) {
            throw new IllegalArgumentException(file + " holds no certificate in PEM form", malformed);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every JDK has a key store and X.509", impossible);
        }
    }
}
