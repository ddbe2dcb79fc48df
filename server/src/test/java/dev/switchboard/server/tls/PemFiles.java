package dev.switchboard.server.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Keys and certificates that openssl makes for a day, for the loopback. */
public final class PemFiles {
    private final Path directory;

    public PemFiles(Path directory) throws IOException {
        this.directory = Files.createDirectories(directory);
    }

    public Path path(String name) {
        return directory.resolve(name);
    }

    /** An authority {@code ca.pem}. */
    public PemFiles authority() throws IOException, InterruptedException {
        openssl("ecparam -name prime256v1 -genkey -noout -out ca.key");
        openssl("req -x509 -key ca.key -days 1 -subj /CN=authority -out ca.pem");
        return this;
    }

    /** A key {@code NAME.key} and its certificate {@code NAME.pem}, signed by the authority, for localhost and 127.0.0.1. */
    public CertificateFiles pair(String name) throws IOException, InterruptedException {
        openssl("ecparam -name prime256v1 -genkey -noout -out " + name + ".key");
        certificate(name, name + ".key");
        return files(name + ".pem", name + ".key", "");
    }

    /** A certificate {@code NAME.pem} for a key that is there. */
    public Path certificate(String name, String key) throws IOException, InterruptedException {
        Files.writeString(path(name + ".ext"), "subjectAltName=DNS:localhost,IP:127.0.0.1\n");
        openssl("req -new -key " + key + " -subj /CN=localhost -out " + name + ".csr -passin pass:open-sesame");
        openssl("x509 -req -days 1 -in " + name + ".csr -CA ca.pem -CAkey ca.key -CAcreateserial -out " + name
                + ".pem -extfile " + name + ".ext");
        return path(name + ".pem");
    }

    public CertificateFiles files(String certificate, String key, String password) {
        return new CertificateFiles(path(certificate), path(key), password);
    }

    /** Puts one file into the place of another, at once. */
    public void replace(String file, String by) throws IOException {
        Path copy = Files.copy(path(by), path(by + ".copy"), StandardCopyOption.REPLACE_EXISTING);
        Files.move(copy, path(file), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    public void openssl(String arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments.split(" ", -1)));
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(path("openssl.out").toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue())
                .as(Files.readString(path("openssl.out")))
                .isZero();
    }
}
