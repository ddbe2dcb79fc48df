package dev.switchboard.server.tls;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * Private keys in the forms that tools write: PKCS#8, plain or encrypted, and the older ones of RSA (PKCS#1) and of elliptic
 * curves (SEC 1), which the JDK does not read and which are put into a PKCS#8 envelope here.
 */
final class KeyBlock {
    static final String ENCRYPTED = "ENCRYPTED PRIVATE KEY";
    static final List<String> LABELS = List.of("PRIVATE KEY", ENCRYPTED, "RSA PRIVATE KEY", "EC PRIVATE KEY");

    private static final List<String> KINDS = List.of("RSA", "EC", "EdDSA");

    private static final int INTEGER = 0x02;
    private static final int OCTETS = 0x04;
    private static final int SEQUENCE = 0x30;
    private static final int PARAMETERS = 0xa0;
    private static final byte[] VERSION = {INTEGER, 1, 0};
    /** rsaEncryption, and the absence of parameters. */
    private static final byte[] RSA = {
        SEQUENCE, 13, 6, 9, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 0x0d, 1, 1, 1, 5, 0
    };
    /** id-ecPublicKey; the curve follows. */
    private static final byte[] EC = {6, 7, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 2, 1};

    private KeyBlock() {}

    /** Fails when the block is no key of its kind, or when the password does not open it. */
    static PrivateKey read(Pem block, char[] password) throws GeneralSecurityException {
        return switch (block.label()) {
            case "RSA PRIVATE KEY" -> plain(sequence(VERSION, RSA, element(OCTETS, block.content())));
            case "EC PRIVATE KEY" ->
                plain(sequence(VERSION, sequence(EC, curve(block.content())), element(OCTETS, block.content())));
            case ENCRYPTED -> decrypt(block.content(), password);
            default -> plain(block.content());
        };
    }

    private static PrivateKey plain(byte[] pkcs8) throws GeneralSecurityException {
        for (String kind : KINDS) {
            try {
                return KeyFactory.getInstance(kind).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            } catch (InvalidKeySpecException another) {
                // Only the envelope knows the kind, and each factory reads its own.
            }
        }
        throw new InvalidKeySpecException("no key of a known kind");
    }

    private static PrivateKey decrypt(byte[] content, char[] password) throws GeneralSecurityException {
        EncryptedPrivateKeyInfo info;
        try {
            info = new EncryptedPrivateKeyInfo(content);
        } catch (IOException malformed) {
            throw new InvalidKeySpecException("no encrypted key", malformed);
        }
        AlgorithmParameters parameters = info.getAlgParameters();
        String algorithm =
                parameters != null && info.getAlgName().equals("PBES2") ? parameters.toString() : info.getAlgName();
        PBEKeySpec spec = new PBEKeySpec(password);
        try {
            SecretKey key = SecretKeyFactory.getInstance(algorithm).generateSecret(spec);
            Cipher cipher = Cipher.getInstance(algorithm);
            cipher.init(Cipher.DECRYPT_MODE, key, parameters);
            return plain(info.getKeySpec(cipher).getEncoded());
        } finally {
            spec.clearPassword();
        }
    }

    /** The curve's name in an ECPrivateKey: version, secret, [0] curve, [1] public key. */
    private static byte[] curve(byte[] key) throws InvalidKeySpecException {
        try {
            int[] at = {0};
            if ((key[at[0]++] & 0xff) != SEQUENCE) {
                throw new InvalidKeySpecException("no sequence");
            }
            length(key, at);
            while (at[0] < key.length) {
                int tag = key[at[0]++] & 0xff;
                int size = length(key, at);
                if (tag == PARAMETERS) {
                    return Arrays.copyOfRange(key, at[0], Math.addExact(at[0], size));
                }
                at[0] = Math.addExact(at[0], size);
            }
        } catch (IndexOutOfBoundsException | ArithmeticException malformed) {
            throw new InvalidKeySpecException("cut short", malformed);
        }
        throw new InvalidKeySpecException("no curve is named");
    }

    private static int length(byte[] der, int[] at) {
        int first = der[at[0]++] & 0xff;
        if (first < 0x80) {
            return first;
        }
        int size = 0;
        for (int left = first & 0x7f; left > 0; left--) {
            size = Math.addExact(Math.multiplyExact(size, 256), der[at[0]++] & 0xff);
        }
        return size;
    }

    private static byte[] sequence(byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        return element(SEQUENCE, content.toByteArray());
    }

    private static byte[] element(int tag, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(content.length);
        int octets = content.length < 0x80 ? 0 : (bits + 7) / 8;
        if (octets > 0) {
            out.write(0x80 | octets);
        }
        for (int left = Math.max(1, octets) - 1; left >= 0; left--) {
            out.write(content.length >> (8 * left));
        }
        out.writeBytes(content);
        return out.toByteArray();
    }
}
