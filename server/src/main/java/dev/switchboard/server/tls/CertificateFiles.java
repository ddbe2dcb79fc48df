package dev.switchboard.server.tls;

import dev.switchboard.server.tls.Problem.Part;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where certificate and key lie.
 *
 * @param password of the key; empty when it is not encrypted
 */
public record CertificateFiles(Path certificate, Path key, String password) {

    private static final int BYTES_MAX = 256 << 10;

    /** The bytes of both files at one moment; a file that cannot be read is null. */
    record Content(byte @Nullable [] certificate, byte @Nullable [] key) {

        boolean same(Content other) {
            return Arrays.equals(certificate, other.certificate) && Arrays.equals(key, other.key);
        }
    }

    /**
     * What they hold.
     *
     * @param certificate null when there is any problem
     */
    public record Read(@Nullable ServerCertificate certificate, List<Problem> problems) {}

    /** Reads both, and reports all that is wrong with them. Blocks. */
    public Read read() {
        return read(content());
    }

    /** Blocks. */
    Content content() {
        return new Content(bytes(certificate), bytes(key));
    }

    Read read(Content content) {
        List<Problem> problems = new ArrayList<>();
        List<X509Certificate> chain = chain(content.certificate(), problems);
        PrivateKey secret = key(content.key(), problems);
        if (!chain.isEmpty() && secret != null && !belongTogether(secret, chain.get(0))) {
            problems.add(new Problem(
                    Part.KEY,
                    "holds another key than the one of the first certificate",
                    "Give the key with which the certificate was asked for, and the server's own certificate first"));
        }
        return problems.isEmpty() && secret != null
                ? new Read(new ServerCertificate(secret, chain), problems)
                : new Read(null, problems);
    }

    private static byte @Nullable [] bytes(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] content = in.readNBytes(BYTES_MAX + 1);
            return content.length > BYTES_MAX ? new byte[0] : content;
        } catch (IOException unreadable) {
            return null;
        }
    }

    private static Problem unreadable(Part part) {
        return new Problem(part, "cannot be read", "Check its path and who may read it");
    }

    private static List<X509Certificate> chain(byte @Nullable [] file, List<Problem> problems) {
        if (file == null) {
            problems.add(unreadable(Part.CERTIFICATE));
            return List.of();
        }
        List<X509Certificate> chain = new ArrayList<>();
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            for (Pem block : Pem.blocks(file)) {
                if (block.label().equals("CERTIFICATE")) {
                    chain.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(block.content())));
                }
            }
        } catch (CertificateException malformed) {
            chain.clear();
        }
        if (chain.isEmpty()) {
            problems.add(new Problem(
                    Part.CERTIFICATE,
                    "holds no certificate in PEM form",
                    "Give a file with the server's certificate and those between it and the authority"));
        }
        return chain;
    }

    private @Nullable PrivateKey key(byte @Nullable [] file, List<Problem> problems) {
        if (file == null) {
            problems.add(unreadable(Part.KEY));
            return null;
        }
        Pem block = Pem.blocks(file).stream()
                .filter(one -> KeyBlock.LABELS.contains(one.label()))
                .findFirst()
                .orElse(null);
        if (block == null) {
            problems.add(new Problem(
                    Part.KEY, "holds no private key in PEM form", "Give a key as PKCS#8, PKCS#1 or SEC 1 (RSA or EC)"));
            return null;
        }
        return key(block, problems);
    }

    private @Nullable PrivateKey key(Pem block, List<Problem> problems) {
        boolean encrypted = block.label().equals(KeyBlock.ENCRYPTED);
        if (block.headers()) {
            problems.add(new Problem(
                    Part.KEY,
                    "is encrypted in an outdated form",
                    "Convert it with: openssl pkcs8 -topk8 -in OLD -out NEW"));
        } else if (encrypted && password.isEmpty()) {
            problems.add(new Problem(Part.KEY, "is encrypted", "Give http.tls.key-password-file"));
        } else if (!encrypted && !password.isEmpty()) {
            problems.add(new Problem(Part.PASSWORD, "is given, but the key is not encrypted", "Leave it out"));
        } else {
            try {
                return KeyBlock.read(block, password.toCharArray());
            } catch (GeneralSecurityException unusable) {
                problems.add(
                        encrypted
                                ? new Problem(
                                        Part.PASSWORD,
                                        "does not open the key",
                                        "Correct it, or encrypt the key with: openssl pkcs8 -topk8 -v2 aes-256-cbc")
                                : new Problem(Part.KEY, "holds no key that can be used", "Give an RSA or EC key"));
            }
        }
        return null;
    }

    private static boolean belongTogether(PrivateKey key, X509Certificate certificate) {
        String algorithm = switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> key.getAlgorithm();
        };
        try {
            byte[] text = {1, 2, 3};
            PublicKey opposite = certificate.getPublicKey();
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(text);
            byte[] signed = signature.sign();
            signature.initVerify(opposite);
            signature.update(text);
            return signature.verify(signed);
        } catch (GeneralSecurityException ofAnotherKind) {
            return false;
        }
    }

    /** Without the password. */
    @Override
    public String toString() {
        return certificate + ", " + key;
    }
}
