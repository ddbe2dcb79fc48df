package dev.switchboard.server.redis.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** An authority and a server's certificate that it signed, made by openssl for a day. */
public final class Certificates {
    private final Path directory;

    /** @param subject whom the server's certificate is for, such as {@code IP:127.0.0.1} or {@code DNS:redis} */
    public Certificates(Path directory, String subject) throws IOException, InterruptedException {
        this.directory = directory;
        Path extension = Files.writeString(directory.resolve("server.ext"), "subjectAltName=" + subject + "\n");
        openssl("req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=authority -keyout ca.key -out ca.pem");
        openssl("req -newkey rsa:2048 -nodes -subj /CN=redis -keyout server.key -out server.csr");
        openssl("x509 -req -days 1 -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -out server.pem -extfile "
                + extension);
    }

    private void openssl(String arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments.split(" ", -1)));
        Path output = directory.resolve("openssl");
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(output)).isZero();
    }

    /** Certificate of the authority. */
    public Path authority() {
        return directory.resolve("ca.pem");
    }

    /** A Redis that speaks TLS only. */
    public BareRedis server(Path parent) throws IOException {
        int port = BareRedis.freePort();
        var server = new BareRedis(
                parent.resolve("redis-" + port),
                port,
                null,
                List.of(
                        "--port",
                        "0",
                        "--bind",
                        "127.0.0.1",
                        "--save",
                        "",
                        "--tls-port",
                        Integer.toString(port),
                        "--tls-cert-file",
                        directory.resolve("server.pem").toString(),
                        "--tls-key-file",
                        directory.resolve("server.key").toString(),
                        "--tls-ca-cert-file",
                        authority().toString(),
                        "--tls-auth-clients",
                        "no"));
        server.awaitPort();
        return server;
    }
}
