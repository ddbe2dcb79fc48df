package dev.switchboard.loadtest.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.loadtest.process.ServerProcess.Launch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A real server and its Redis. */
class ServerProcessIT {

    private static final Path SERVER = Path.of(System.getProperty("switchboard.server.jar", ""));

    /** A killed server's Redis is ended by a shell that still needs the files which the load test deletes. */
    @Test
    void shouldLeaveNoRedisOfAKilledServer() {
        ServerHome home = ServerHome.prepare(SERVER);
        try (ServerProcess server = new ServerProcess(home, Launch.plain(List.of()))) {
            server.initAdmin("admin", "a-long-enough-password");
            server.start();
            server.awaitReady(Duration.ofSeconds(60));
            assertThat(server.redis()).isPresent();
            server.kill();
        }

        // Redis removes the file with its process id last.
        try (ServerProcess after = new ServerProcess(home, Launch.plain(List.of()))) {
            assertThat(after.redis()).isEmpty();
        }
        home.delete(false);

        assertThat(home.directory()).doesNotExist();
    }

    /** What init-admin would still write would come into a directory that is deleted meanwhile. */
    @Test
    void shouldLeaveNoInitAdminThatWasInterrupted() {
        ServerHome home = ServerHome.prepare(SERVER);
        ServerProcess server = new ServerProcess(home, Launch.plain(List.of()));
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> server.initAdmin("admin", "a-long-enough-password"))
                .isInstanceOf(TargetException.class)
                .hasMessage("interrupted");

        assertThat(Thread.interrupted()).isTrue();
        assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive))
                .isEmpty();
        server.close();
        home.delete(false);
    }
}
