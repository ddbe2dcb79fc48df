package dev.switchboard.loadtest;

import dev.switchboard.loadtest.process.ServerProcess.Launch;
import java.net.URI;
import java.nio.file.Path;

/** Which server is loaded. */
sealed interface Target {

    /** One that runs already. */
    record Running(URI url, String keyId, String secret) implements Target {}

    /** One of our own. */
    record Embedded(Path jar, Launch launch) implements Target {}
}
