package dev.switchboard.server.redis.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerBinaryTest {
    @TempDir
    Path directory;

    @Test
    void shouldKnowTheProgramsItBringsAlong() {
        for (String[] platform : new String[][] {
            {"Linux", "amd64"}, {"Linux", "aarch64"}, {"Mac OS X", "aarch64"}, {"Mac OS X", "x86_64"}
        }) {
            String name = ServerBinary.bundledName(platform[0], platform[1]);
            assertThat(ServerBinary.class.getResource("/" + name)).as(name).isNotNull();
        }
        assertThat(ServerBinary.bundledName("Windows 11", "amd64")).isNull();
        assertThat(ServerBinary.bundledName("Linux", "riscv64")).isNull();
    }

    @Test
    void shouldTakeValkeyBeforeRedis() throws IOException {
        program("redis-server", "Redis server v=7.2.4 sha=0");
        Path valkey = program("valkey-server", "Valkey server v=8.0.1 sha=0");
        assertThat(ServerBinary.find(List.of(directory), directory)).isEqualTo(valkey);
    }

    @Test
    void shouldPassOverProgramsThatAreTooOldOrStrange() throws IOException {
        program("redis-server", "Redis server v=6.0.16 sha=0");
        program("valkey-server", "hello");
        assertThat(ServerBinary.find(List.of(directory), directory)
                        .getFileName()
                        .toString())
                .startsWith("redis-server-7");
    }

    @Test
    void shouldTakeTheOldestThatIsGoodEnough() throws IOException {
        Path redis = program("redis-server", "Redis server v=6.2.0 sha=0");
        assertThat(ServerBinary.find(List.of(directory), directory)).isEqualTo(redis);
    }

    private Path program(String name, String version) throws IOException {
        Path file = directory.resolve(name);
        Files.writeString(file, "#!/bin/sh\necho '" + version + "'\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        return file;
    }
}
