package dev.switchboard.server.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.server.tls.Problem.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files as openssl writes them. */
class CertificateFilesIT {
    private static final String PASSWORD = "open-sesame";

    @TempDir
    static Path directory;

    private static PemFiles pem;

    @BeforeAll
    static void make() throws Exception {
        pem = new PemFiles(directory).authority();
        pem.pair("ec");
        pem.openssl("genrsa -out rsa.key 2048");
        pem.certificate("rsa", "rsa.key");
    }

    private static ServerCertificate usable(CertificateFiles files) {
        CertificateFiles.Read read = files.read();
        assertThat(read.problems()).isEmpty();
        return read.certificate();
    }

    private static void refused(CertificateFiles files, Part part, String what) {
        CertificateFiles.Read read = files.read();
        assertThat(read.certificate()).isNull();
        assertThat(read.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.part()).isEqualTo(part);
            assertThat(problem.what()).contains(what).doesNotContain(PASSWORD);
        });
    }

    @Test
    void shouldReadKeysInEveryForm() throws Exception {
        pem.openssl("rsa -in rsa.key -traditional -out rsa-1.key");
        pem.openssl("pkcs8 -topk8 -nocrypt -in ec.key -out ec-8.key");
        pem.openssl("ecparam -name prime256v1 -genkey -out ec-parameters.key");
        pem.certificate("ec-parameters", "ec-parameters.key");
        pem.openssl("ecparam -name secp521r1 -genkey -noout -out ec-521.key");
        pem.certificate("ec-521", "ec-521.key");
        pem.openssl("genpkey -algorithm ed25519 -out ed.key");
        pem.certificate("ed", "ed.key");

        assertThat(Files.readString(pem.path("rsa-1.key"))).contains("BEGIN RSA PRIVATE KEY");
        assertThat(Files.readString(pem.path("ec.key"))).contains("BEGIN EC PRIVATE KEY");
        assertThat(Files.readString(pem.path("ec-8.key"))).contains("BEGIN PRIVATE KEY");
        for (String[] pair : new String[][] {
            {"rsa.pem", "rsa.key"},
            {"rsa.pem", "rsa-1.key"},
            {"ec.pem", "ec.key"},
            {"ec.pem", "ec-8.key"},
            {"ec-parameters.pem", "ec-parameters.key"},
            {"ec-521.pem", "ec-521.key"},
            {"ed.pem", "ed.key"},
        }) {
            assertThat(usable(pem.files(pair[0], pair[1], "")).chain())
                    .as(pair[1])
                    .hasSize(1);
        }
    }

    @Test
    void shouldReadEncryptedKeys() throws Exception {
        pem.openssl("pkcs8 -topk8 -v2 aes-256-cbc -in rsa.key -out rsa-aes.key -passout pass:" + PASSWORD);
        pem.openssl("pkcs8 -topk8 -in ec.key -out ec-aes.key -passout pass:" + PASSWORD);
        usable(pem.files("rsa.pem", "rsa-aes.key", PASSWORD));
        usable(pem.files("ec.pem", "ec-aes.key", PASSWORD));

        refused(pem.files("ec.pem", "ec-aes.key", ""), Part.KEY, "is encrypted");
        refused(pem.files("ec.pem", "ec-aes.key", "wrong"), Part.PASSWORD, "does not open the key");
        refused(pem.files("ec.pem", "ec.key", PASSWORD), Part.PASSWORD, "is not encrypted");
        pem.openssl("rsa -in rsa.key -traditional -aes128 -out rsa-old.key -passout pass:" + PASSWORD);
        refused(pem.files("rsa.pem", "rsa-old.key", PASSWORD), Part.KEY, "outdated form");
        assertThat(pem.files("ec.pem", "ec-aes.key", PASSWORD).toString()).doesNotContain(PASSWORD);
    }

    @Test
    void shouldReadChainsWithTheOwnCertificateFirst() throws Exception {
        String chain = Files.readString(pem.path("ec.pem")) + Files.readString(pem.path("ca.pem"));
        Files.writeString(pem.path("chain.pem"), "some words\n" + chain);
        ServerCertificate read = usable(pem.files("chain.pem", "ec.key", ""));
        assertThat(read.chain()).hasSize(2);
        assertThat(read.own().getSubjectX500Principal().getName()).isEqualTo("CN=localhost");
        assertThat(read.toString()).contains("CN=localhost").doesNotContain("Private");

        Files.writeString(
                pem.path("upside-down.pem"),
                Files.readString(pem.path("ca.pem")) + Files.readString(pem.path("ec.pem")));
        refused(pem.files("upside-down.pem", "ec.key", ""), Part.KEY, "another key");
    }

    @Test
    void shouldSayEverythingThatIsWrong() throws IOException {
        refused(pem.files("missing.pem", "ec.key", ""), Part.CERTIFICATE, "cannot be read");
        refused(pem.files("ec.pem", "missing.key", ""), Part.KEY, "cannot be read");
        refused(pem.files("ec.key", "ec.key", ""), Part.CERTIFICATE, "holds no certificate");
        refused(pem.files("ec.pem", "ec.pem", ""), Part.KEY, "holds no private key");
        refused(pem.files("rsa.pem", "ec.key", ""), Part.KEY, "another key");
        refused(pem.files("ec.pem", "rsa.key", ""), Part.KEY, "another key");
        Files.writeString(
                pem.path("cut.key"), Files.readString(pem.path("ec.key")).replaceFirst("M[A-Za-z0-9+/]{20}", "M"));
        refused(pem.files("ec.pem", "cut.key", ""), Part.KEY, "no key that can be used");
        Files.write(pem.path("large.pem"), new byte[300 << 10]);
        refused(pem.files("large.pem", "ec.key", ""), Part.CERTIFICATE, "holds no certificate");
        assertThat(pem.files("missing.pem", "missing.key", "").read().problems())
                .extracting(Problem::part)
                .containsExactly(Part.CERTIFICATE, Part.KEY);
    }

    /** Whatever lies there: problems, never an exception. */
    @Test
    void shouldSurviveFilesThatWereDamaged() throws IOException {
        List<byte[]> samples = List.of(
                Files.readAllBytes(pem.path("ec.pem")),
                Files.readAllBytes(pem.path("ec.key")),
                Files.readAllBytes(pem.path("rsa.key")));
        long seed = System.nanoTime();
        Random random = new Random(seed);
        CertificateFiles files = pem.files("ec.pem", "ec.key", "");
        for (int round = 0; round < 1_500; round++) {
            byte[] damaged = samples.get(random.nextInt(3)).clone();
            for (int i = random.nextInt(4); i >= 0; i--) {
                damaged[random.nextInt(damaged.length)] = (byte) (random.nextBoolean() ? 'A' : random.nextInt(256));
            }
            CertificateFiles.Read read = files.read(new CertificateFiles.Content(damaged, damaged));
            assertThat(read.certificate()).as("seed %d", seed).isNull();
            assertThat(read.problems()).as("seed %d", seed).isNotEmpty();
        }
    }
}
