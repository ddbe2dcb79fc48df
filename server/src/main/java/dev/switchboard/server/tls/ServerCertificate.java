package dev.switchboard.server.tls;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/**
 * A key and the certificates that vouch for it.
 *
 * @param chain the server's own certificate first
 */
public record ServerCertificate(PrivateKey key, List<X509Certificate> chain) {

    public ServerCertificate {
        chain = List.copyOf(chain);
    }

    public X509Certificate own() {
        return chain.get(0);
    }

    /** {@return the end of the time in which clients accept it: that of the certificate in the chain that ends first} */
    public Instant validUntil() {
        return chain.stream()
                .map(certificate -> certificate.getNotAfter().toInstant())
                .min(Instant::compareTo)
                .orElseThrow();
    }

    /** Without the key, as it may end up in a log. */
    @Override
    public String toString() {
        return "certificate of " + own().getSubjectX500Principal() + ", number "
                + own().getSerialNumber().toString(16) + ", valid until " + validUntil();
    }
}
